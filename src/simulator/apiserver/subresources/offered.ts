import type { ResourceKind, Subresource } from '../../api/resources.ts';

/** How discovery tells of a part of an object. */
export interface SubresourceInfo {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const WRITTEN = ['get', 'patch', 'update'];
const STREAMED = ['create', 'get'];

const of = (group: string, version: string, kind: string, verbs: readonly string[]): SubresourceInfo => ({
  group,
  version,
  kind,
  verbs,
});

/** Those that are of another kind than the object, or that are not written as it is. */
const OWN: Readonly<Partial<Record<Subresource, SubresourceInfo>>> = {
  scale: of('autoscaling', 'v1', 'Scale', WRITTEN),
  attach: of('', 'v1', 'PodAttachOptions', STREAMED),
  exec: of('', 'v1', 'PodExecOptions', STREAMED),
  portforward: of('', 'v1', 'PodPortForwardOptions', STREAMED),
  eviction: of('policy', 'v1', 'Eviction', ['create']),
  log: of('', 'v1', 'Pod', ['get']),
};

/** What a part of an object is, as a 1.34 server lists it. */
export const subresourceInfo = ({ group, version, kind }: ResourceKind, name: Subresource): SubresourceInfo =>
  OWN[name] ?? of(group, version, kind, WRITTEN);
