import { type CommandPlace, podscopeCommand } from '../../model/text/command-place.ts';
import { noKindText } from '../../model/kinds/no-kind.ts';
import type { Target } from '../arguments/target.ts';
import type { NoTree } from './tree/read-tree.ts';

/** Where it was looked for. */
interface Place {
  readonly namespace: string;
  readonly here: CommandPlace;
  /** Whether the namespace is known not to exist. */
  lacksNamespace(): Promise<boolean>;
}

/** Why something was not found, as far as that is known: there is no such kind, namespace, or object. */
export async function notThere(
  place: Place,
  { kind: typed, name }: Target,
  missing: NoTree,
): Promise<string> {
  const { namespace } = place;
  if (missing.missing === 'kind') return noKindText(typed, { ...missing, kind: undefined });
  const { kind, namespaced } = missing.kind;
  if (!namespaced) return `no ${kind} ${name} in the cluster`;
  if (await place.lacksNamespace()) return noNamespace(namespace);
  const hint = kind === 'Pod' ? `; \`${podscopeCommand(['pods'], place.here)}\` lists them` : '';
  return `no ${kind} ${name} in namespace ${namespace}${hint}`;
}

export const noNamespace = (namespace: string): string => `namespace ${namespace} does not exist`;
