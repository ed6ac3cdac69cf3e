import { BESIDE_THE_TREE, KIND_NAMES, type KindId } from './kinds.ts';

/** A kind that a server has, and where its objects are (meta.k8s.io/v1's APIResource). */
export interface ApiKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
}

/** What a word that names a kind came to. */
export type KindAnswer =
  | { readonly kind: ApiKind }
  | {
      readonly kind: undefined;
      /** The name of a kind that is written almost so. */
      readonly nearest: string | undefined;
      /** The groups of which the server cannot tell now what kinds they have. */
      readonly untold: readonly string[];
    };

const SHORT_NAMES: Readonly<Partial<Record<KindId, readonly string[]>>> = {
  pods: ['po'],
  deployments: ['deploy'],
  replicasets: ['rs'],
  statefulsets: ['sts'],
  daemonsets: ['ds'],
  cronjobs: ['cj'],
  persistentvolumeclaims: ['pvc'],
  namespaces: ['ns'],
};

const builtIn = ([plural, { apiVersion, kind }]: [string, (typeof KIND_NAMES)[KindId]]): ApiKind => ({
  apiVersion,
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: SHORT_NAMES[plural as KindId] ?? [],
  namespaced: kind !== 'Namespace',
});

/** The kinds that are watched for the tree: every server has them, and no other kind comes before them. */
export const BUILT_IN: readonly ApiKind[] = Object.entries(KIND_NAMES)
  .filter(([plural]) => !BESIDE_THE_TREE.has(plural))
  .map(builtIn);

/** The group of a version: empty for the core group's `v1`. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));

const BUILT_IN_NAMES = new Map(
  BUILT_IN.map(({ kind, apiVersion }) => [kind, { apiVersion, group: groupOf(apiVersion) }]),
);

/** The version and group of a built-in kind of this name. Asked of every object of the tree, several times. */
export const builtInNamed = (
  kind: string,
): { readonly apiVersion: string; readonly group: string } | undefined => BUILT_IN_NAMES.get(kind);

/** What a kind is watched as; undefined where it is none of those. */
export function watchedAs({ apiVersion, kind }: Pick<ApiKind, 'apiVersion' | 'kind'>): KindId | undefined {
  const found = BUILT_IN.find((known) => known.kind === kind && known.apiVersion === apiVersion);
  return found?.plural as KindId | undefined;
}

/** The Kind of an object of a built-in group; empty for a kind of another group, which may only be named like one. */
export function ownKind({ apiVersion, kind }: Pick<ApiKind, 'apiVersion' | 'kind'>): string {
  const known = builtInNamed(kind);
  return known && (known.apiVersion === apiVersion || known.group === groupOf(apiVersion)) ? kind : '';
}
