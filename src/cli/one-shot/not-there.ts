import { type CommandPlace, podscopeCommand } from '../../model/text/command-place.ts';
import { builtInKind } from '../../model/owners/kind-match.ts';
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
  const hint = kind === 'Pod' ? `; ${podHint(place, name)}` : '';
  return `no ${kind} ${name} in namespace ${namespace}${hint}`;
}

/** What else a name may have meant that is no Pod's. A Pod may be called as a kind is: so its name was looked for. */
function podHint({ namespace, here }: Place, name: string): string {
  if (!builtInKind(name)) return `\`${podscopeCommand(['pods'], here)}\` lists them`;
  const all = podscopeCommand(['tree', `ns/${namespace}`], { ...here, namespace: undefined });
  return `${name} is a kind: one of them is ${name}/NAME, \`${all}\` shows what there is`;
}

export const noNamespace = (namespace: string): string => `namespace ${namespace} does not exist`;
