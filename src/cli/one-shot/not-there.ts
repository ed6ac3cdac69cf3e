import type { Target } from '../arguments.ts';
import type { NoTree } from './read-tree.ts';

/** Where it was looked for. */
interface Place {
  readonly namespace: string;
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
  if (missing.missing === 'kind') return noKind(typed, missing);
  const { kind, namespaced } = missing.kind;
  if (!namespaced) return `no ${kind} ${name} in the cluster`;
  if (await place.lacksNamespace()) return noNamespace(namespace);
  const hint = kind === 'Pod' ? `; \`podscope pods -n ${namespace}\` lists them` : '';
  return `no ${kind} ${name} in namespace ${namespace}${hint}`;
}

export const noNamespace = (namespace: string): string => `namespace ${namespace} does not exist`;

function noKind(
  typed: string,
  { nearest, untold }: { readonly nearest: string | undefined; readonly untold: readonly string[] },
): string {
  const hint = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  const groups = untold.join(', ');
  const doubt =
    groups === '' ? '' : ` (which kinds ${groups} has cannot be told now: its server does not answer)`;
  return `the cluster has no kind ${typed}${hint}${doubt}`;
}
