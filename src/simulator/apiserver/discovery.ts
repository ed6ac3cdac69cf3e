import { openApi } from './schema/openapi.ts';
import { subresourceInfo } from './subresources/offered.ts';
import { apiVersionOf, METRICS_GROUP, type ResourceKind } from '../api/resources.ts';

/** What a server says of itself and of its kinds. */
export interface DiscoveryAnswer {
  readonly contentType: string;
  readonly body: object;
}

const JSON_TYPE = 'application/json';
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const VERSION = {
  major: '1',
  minor: '34',
  gitVersion: 'v1.34.4',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.24',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/**
 * Answers `/version`, `/api`, `/apis` and below, plain or aggregated (KEP-3352) as the Accept header wants it; undefined
 * for paths that are none of these. Groups of reviews are there for kubectl's `auth can-i`.
 */
export function discover(
  path: string,
  accept: string,
  kinds: readonly ResourceKind[],
): DiscoveryAnswer | undefined {
  const aggregated = accept
    .split(',')
    .map((type) => /as=APIGroupDiscoveryList/.test(type) && /v=(v2beta1|v2)\b/.exec(type)?.[1])
    .find((version) => version);
  if (path === '/version') return plain(VERSION);
  if (path === '/api') return aggregated ? aggregate(aggregated, kinds, true) : plain(coreVersions());
  if (path === '/apis') return aggregated ? aggregate(aggregated, kinds, false) : plain(groupList(kinds));
  const documented = openApi(path, kinds);
  if (documented) return plain(documented);
  if (path === '/healthz' || path === '/readyz' || path === '/livez') return plain({ status: 'ok' });
  const [, root, ...rest] = path.split('/');
  const apiVersion = rest.join('/');
  const own =
    root === (rest.length > 1 ? 'apis' : 'api')
      ? kinds.filter((kind) => apiVersionOf(kind) === apiVersion)
      : [];
  if (own.length > 0) return plain(resourceList(apiVersion, own));
  const group = groupList(kinds).groups.find(({ name }) => path === `/apis/${name}`);
  return group && plain({ kind: 'APIGroup', apiVersion: 'v1', ...group });
}

const plain = (body: object): DiscoveryAnswer => ({ contentType: JSON_TYPE, body });

const coreVersions = (): object => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' }],
});

function groupList(kinds: readonly ResourceKind[]): {
  kind: string;
  apiVersion: string;
  groups: { name: string }[];
} {
  const names = [...new Set(kinds.map(({ group }) => group))].filter((name) => name !== '');
  const groups = names.map((name) => {
    const version = kinds.find(({ group }) => group === name)?.version ?? 'v1';
    const served = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [served], preferredVersion: served };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function resourceList(groupVersion: string, kinds: readonly ResourceKind[]): object {
  const resources = kinds.flatMap((kind) => {
    const { plural: name, namespaced } = kind;
    const subresources = kind.subresources.map((subresource) => {
      const { group, version, kind: ofKind, verbs } = subresourceInfo(kind, subresource);
      const other = ofKind === kind.kind || group === kind.group ? {} : { group, version };
      return { name: `${name}/${subresource}`, singularName: '', namespaced, ...other, kind: ofKind, verbs };
    });
    const own = { name, singularName: kind.singular, namespaced, kind: kind.kind, verbs: verbsOf(kind) };
    return [{ ...own, ...names(kind) }, ...subresources];
  });
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function aggregate(version: string, kinds: readonly ResourceKind[], core: boolean): DiscoveryAnswer {
  const names = [...new Set(kinds.map(({ group }) => group))].filter((name) => (name === '') === core);
  const items = names.map((name) => {
    const own = kinds.filter(({ group }) => group === name);
    const versions = [...new Set(own.map((kind) => kind.version))].map((one) => ({
      version: one,
      resources: own.filter((kind) => kind.version === one).map(aggregated),
      freshness: 'Current',
    }));
    return { metadata: { ...(name && { name }), creationTimestamp: null }, versions };
  });
  return {
    contentType: `${JSON_TYPE};g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    body: {
      kind: 'APIGroupDiscoveryList',
      apiVersion: `apidiscovery.k8s.io/${version}`,
      metadata: {},
      items,
    },
  };
}

function aggregated(kind: ResourceKind): object {
  const responseKind = { group: kind.group, version: kind.version, kind: kind.kind };
  const subresources = kind.subresources.map((subresource) => {
    const { verbs, ...told } = subresourceInfo(kind, subresource);
    return { subresource, responseKind: told, verbs };
  });
  return {
    resource: kind.plural,
    responseKind,
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: verbsOf(kind),
    ...names(kind),
    ...(subresources.length > 0 && { subresources }),
  };
}

const names = ({ shortNames, categories }: ResourceKind): object => ({
  ...(shortNames.length > 0 && { shortNames }),
  ...(categories.length > 0 && { categories }),
});

/** Namespaces go one by one. */
export const verbsOf = ({ kind, group }: ResourceKind): readonly string[] =>
  group === METRICS_GROUP
    ? ['get', 'list']
    : kind === 'Namespace'
      ? VERBS.filter((verb) => verb !== 'deletecollection')
      : VERBS;
