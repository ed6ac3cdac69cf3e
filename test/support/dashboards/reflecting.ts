import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { ObjectKind } from '../../../src/cluster/door/envelopes.ts';
import { Refusals } from '../../../src/cluster/door/refusals.ts';
import { DOUBTED, QUIET } from '../../../src/cluster/watch/delivery.ts';
import { reflect } from '../../../src/cluster/watch/reflector.ts';
import { HELD } from '../../../src/cluster/watch/silence/held-head.ts';
import { LIST_SILENT_MS } from '../../../src/cluster/watch/silence/silent-list.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';
import type { ScriptedSource } from './scripted-source.ts';
import { settle, type VirtualTime } from '../virtual-time.ts';

export const pod = (name: string, version = '1', uid = `uid-${name}`): KubeObject => ({
  metadata: { name, namespace: 'n', uid, resourceVersion: version },
});
export const added = (object: KubeObject): object => ({ type: 'ADDED', object });
export const modified = (object: KubeObject): object => ({ type: 'MODIFIED', object });
export const deleted = (object: KubeObject): object => ({ type: 'DELETED', object });
export const bookmark = (resourceVersion: string): object => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion } },
});
export const listEnd = (resourceVersion: string): object => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion, annotations: { 'k8s.io/initial-events-end': 'true' } } },
});
export const expired = {
  type: 'ERROR',
  object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' },
};
export const refused = (code: number, message = 'refused', retryAfterMs?: number): ClusterError =>
  new ClusterError({
    code,
    reason: `Code${code}`,
    message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

export const silence = (): ClusterError =>
  new ClusterError({ reason: 'IdleTimeout', message: 'nothing came' });
/** How long it waited before it asked again, each time. */
export const waits = ({ delays }: VirtualTime): readonly number[] =>
  delays.filter((ms) => ![QUIET, DOUBTED, LIST_SILENT_MS, HELD].includes(ms));

/** `+name@version`, `-name`, `synced 2`, `live`, `stale Reason`: batches joined by ` | `. */
function text(batches: readonly (readonly WatchEvent<KubeObject>[])[]): string {
  return batches.map((batch) => batch.map(word).join(' ')).join(' | ');
}

function word(event: WatchEvent<KubeObject>): string {
  switch (event.type) {
    case 'upsert':
      return `+${event.object.metadata.name}@${event.object.metadata.resourceVersion}`;
    case 'delete':
      return `-${event.object.metadata.name}@${event.object.metadata.resourceVersion}`;
    case 'synced':
      return `synced:${event.count}`;
    case 'unreadable':
      return `unreadable:${event.count}`;
    case 'live':
      return 'live';
    case 'coming':
      return `coming:${event.bytes}@${event.since}`;
    case 'silent':
      return `silent:${event.since}`;
    case 'polled':
      return `polled:${event.at}@${event.failure.retryAt}`;
    default:
      return `${event.type}:${event.failure.reason}@${event.failure.retryAt}${event.failure.again ? ' as told' : ''}`;
  }
}

export function start(
  source: ScriptedSource,
  server = { streamsLists: true, protobuf: true },
  refusals = new Refusals(),
  heard: (event: WatchEvent<KubeObject>) => void = () => undefined,
  kind?: ObjectKind,
  optional = false,
) {
  const time = source.timing;
  const batches: (readonly WatchEvent<KubeObject>[])[] = [];
  const subscription = reflect<KubeObject>({
    source,
    path: '/pods',
    trim: (raw) => raw as KubeObject,
    refusals,
    ...(kind && { kind }),
    optional,
    timing: time,
    server,
  }).subscribe((batch) => {
    batches.push(batch);
    batch.forEach(heard);
  });
  /** What was told since the last time. */
  const told = async (): Promise<string> => {
    await settle();
    return text(batches.splice(0));
  };
  return { time, told, server, stop: () => subscription.unsubscribe() };
}
