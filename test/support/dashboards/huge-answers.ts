import type { BrowseFeed, Feed, FeedEvent, LogsFeed, WalkFeed } from '../../../src/model/feed.ts';
import { isList } from '../../../src/model/feed.ts';
import type { Browsed, FileEntry } from '../../../src/model/files/browsed.ts';
import type { KindId } from '../../../src/model/kinds/kinds.ts';
import { LogBuffer, type LogKept } from '../../../src/model/logs/log-buffer.ts';
import type { Sockets } from '../../../src/model/network/sockets/sockets.ts';
import { NAMESPACE_KINDS, type Namespaces } from '../../../src/model/namespaces/observed.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import type { Process } from '../../../src/model/processes/process.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { podKey, type Usages } from '../../../src/model/usage/pod-usage.ts';
import { networkObjects } from '../../fixtures/index.ts';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** What comes of a feed that is asked for because of an object, with so many times as much in it as usually. */
export function answerTo(feed: Feed, object: KubeObject, times: number, now: number): readonly FeedEvent[] {
  if (isList(feed)) return listed(feed.kind, object as Pod, times);
  switch (feed.type) {
    case 'object':
      return [{ type: 'live' }, { type: 'data', data: object }];
    case 'walk':
      return [{ type: 'live' }, { type: 'data', data: walked(feed as WalkFeed, times, now) }];
    case 'browse':
      return [{ type: 'live' }, { type: 'data', data: browsed(feed as BrowseFeed, times, now) }];
    case 'logs':
      return [{ type: 'live' }, { type: 'data', data: said(feed as LogsFeed, times, now) }];
    case 'metered':
      return [{ type: 'live' }, { type: 'data', data: true }];
    case 'usage':
      return [{ type: 'live' }, { type: 'data', data: used(object as Pod, now) }];
    default:
      return [];
  }
}

/** As many processes as a walk can bring: the first container has most of them, and all the sockets. */
function walked({ target }: WalkFeed, times: number, now: number): ReadonlyMap<string, Walked> {
  return new Map(
    target.containers.map((name, at): [string, Walked] => {
      const processes = many(at === 0 ? 3 * times : 2, (index) => processOf(at, index));
      const walk = {
        processes,
        namespaces: namespacesOf(at),
        users: [],
        sockets: at === 0 ? socketsOf(times) : undefined,
        cut: false,
      };
      return [name, { type: 'walk', walk, at: now }];
    }),
  );
}

function namespacesOf(at: number): Namespaces {
  return Object.fromEntries(NAMESPACE_KINDS.map((kind) => [kind, kind === 'mnt' ? at + 1 : 1]));
}

const processOf = (at: number, index: number): Process => ({
  pid: 1 + index,
  ppid: index === 0 ? 0 : 1 + ((index - 1) >> 1),
  pgid: 1,
  sid: 1,
  state: 'S',
  comm: `worker-${index}`,
  command: [`worker-${index}`, '--of', 'x'.repeat(200)],
  uid: index % 7,
  threads: 1,
  elapsed: 100,
  cpu: index / 10,
  rss: index * 4096,
  containerId: undefined,
  podUid: undefined,
  ownGroup: true,
  rootMount: at + 1,
  namespaces: namespacesOf(at),
  innerPid: undefined,
});

function socketsOf(times: number): Sockets {
  const end = (index: number, port: number) => ({
    ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    port,
  });
  const inet = many(2 * times, (index) => ({
    protocol: 'TCP' as const,
    state: index % 2 === 0 ? ('listening' as const) : ('established' as const),
    local: index % 2 === 0 ? { ip: '*', port: 1 + (index >> 1) } : end(1, 40_000),
    remote: index % 2 === 0 ? { ip: '*', port: 0 } : end(index, 443),
    inode: 1 + index,
  }));
  return {
    inet,
    unix: many(times, (index) => ({ path: `/run/${index}.sock`, inode: 1_000_000 + index })),
    held: new Map(inet.map(({ inode }, index) => [inode, [1 + (index % (3 * times))]])),
  };
}

/** A directory with as much as is read of one, and in it files of a mebibyte, half of it in one line. */
function browsed({ target }: BrowseFeed, times: number, at: number): Browsed {
  const { path } = target;
  if (path !== '') {
    const lines = ['e '.repeat(256 * times), ...many(16 * times, (index) => `line ${index} of the file`)];
    return { type: 'file', at, path, lines, cut: false };
  }
  const entries = many(5 * times, (index): FileEntry => {
    const stat = { mode: 0o100644, links: 1, uid: 0, gid: 0, size: index, modified: at };
    return { name: `file-${index}`, type: 'file', stat };
  });
  return { type: 'directory', at, path, entries, count: entries.length };
}

/** Lines of all containers in turns, and one of a mebibyte. */
function said({ with: { sources, memory } }: LogsFeed, times: number, now: number): LogKept {
  const buffer = new LogBuffer(memory);
  buffer.add(
    many(20 * times, (index) => {
      const source = sources[index % sources.length];
      if (!source) throw new Error('there are no containers');
      const text = index === 10 ? 'e '.repeat(512 * times) : `line ${index} of the log`;
      return { source, time: now * 1000 + index, text };
    }),
  );
  return buffer.kept;
}

function used(pod: Pod, now: number): Usages {
  const containers = new Map((pod.spec?.containers ?? []).map(({ name }) => [name, { cpu: 1, memory: 1 }]));
  return new Map([[podKey(pod.metadata.namespace, pod.metadata.name), { at: now, containers }]]);
}

/** All that the fixture has of a kind, as often as it takes, made for this Pod. */
function listed(kind: KindId, pod: Pod, times: number): readonly FeedEvent[] {
  const templates = kind === 'namespaces' ? [{}] : networkObjects(kind);
  if (templates.length === 0 || kind === 'pods') return [];
  const [label] = Object.entries(pod.metadata.labels ?? {});
  const upserts = many(times, (index) => {
    const template = templates[index % templates.length] as KubeObject;
    const name = `${kind}-${index}`;
    const metadata = { ...template.metadata, name, uid: name, namespace: pod.metadata.namespace ?? '' };
    return { type: 'upsert' as const, object: { ...template, metadata, ...forPod(kind, template, label) } };
  });
  return [{ type: 'live' }, ...upserts, { type: 'synced', count: upserts.length }] as readonly FeedEvent[];
}

/** Services, by a label of the Pod, and policies that select it. */
function forPod(kind: KindId, template: object, label: [string, string] | undefined): object {
  const spec = (template as { spec?: object }).spec;
  if (kind === 'services') return { spec: { ...spec, selector: label && Object.fromEntries([label]) } };
  if (kind === 'networkpolicies') return { spec: { ...spec, podSelector: {} } };
  return {};
}
