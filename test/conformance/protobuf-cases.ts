import { isDeepStrictEqual } from 'node:util';
import { Door } from '../../src/cluster/door/door.ts';
import { readPage, readProgress } from '../../src/cluster/door/envelopes.ts';
import { readStatus } from '../../src/cluster/door/kinds/status.ts';
import { openEnvelope } from '../../src/cluster/protobuf/envelope.ts';
import { RESOURCES } from '../../src/cluster/resources.ts';
import { watchEvents } from '../../src/cluster/watch/reading/watch-events.ts';
import type { Api } from './api.ts';
import type { Case } from './cases.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const JSON_TYPE = 'application/json';

/** What an answer is as podscope keeps it, and in what it came. */
type Read = (api: Api, path: string, protobuf: boolean) => Promise<unknown>;

/** Read in both encodings, again and again while something changes in between. */
export async function inBoth(api: Api, path: string, read: Read): Promise<unknown> {
  let last: unknown;
  for (let tries = 0; tries < 10; tries++) {
    const before = await read(api, path, false);
    const protobuf = await read(api, path, true);
    const after = await read(api, path, false);
    if (isDeepStrictEqual(before, protobuf) && isDeepStrictEqual(before, after)) return 'alike';
    last = { json: after, protobuf };
  }
  return last;
}

/** Of a kind what is listed. */
export const list =
  (resource: object): Read =>
  async (api, path, protobuf) => {
    const { bytes } = await api.bytes(path, protobuf ? PROTOBUF : JSON_TYPE);
    const page = readPage(protobuf ? openEnvelope(bytes) : JSON.parse(bytes.toString()), new Set());
    return page.items.map(new Door().objects(resource as never));
  };

const watch: Read = async (api, path, protobuf) => {
  const type = `${protobuf ? PROTOBUF : JSON_TYPE};stream=watch`;
  const { bytes } = await api.bytes(
    `${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1`,
    type,
  );
  async function* once(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  const trim = new Door().objects(RESOURCES.pods);
  const told: unknown[] = [];
  for await (const lines of watchEvents(once())) {
    for (const { type: event, object } of lines)
      told.push(event === 'BOOKMARK' ? readProgress(object).endsList : [event, trim(object)]);
  }
  const end = told.indexOf(true);
  if (end < 1) throw new Error('no list is streamed');
  return told.slice(0, end + 1);
};

const status: Read = async (api, path, protobuf) => {
  const { code, bytes } = await api.bytes(path, protobuf ? PROTOBUF : JSON_TYPE);
  return [code, readStatus(protobuf ? openEnvelope(bytes) : JSON.parse(bytes.toString()))];
};

async function made(api: Api): Promise<void> {
  const container = {
    name: 'c',
    image: 'busybox',
    env: [{ name: 'A', value: 'é 漢 🦄' }],
    resources: { limits: { memory: '64Mi' } },
    ports: [{ containerPort: 80 }],
    readinessProbe: { tcpSocket: { port: 80 } },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'in-both', labels: { a: 'b' } },
    spec: {
      schedulerName: 'none',
      containers: [container],
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Mi' } }],
    },
  };
  const template = { metadata: { labels: { in: 'both' } }, spec: { containers: [container] } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'in-both' },
    spec: { replicas: 0, selector: { matchLabels: { in: 'both' } }, template },
  };
  await api.call('POST', api.pods, pod);
  await api.call('POST', api.deployments, deployment);
}

export const protobufCases: readonly Case[] = [
  {
    title: 'lists, watches and a Status in protobuf, against the same in JSON',
    expected: { pods: 'alike', deployments: 'alike', watch: 'alike', status: 'alike' },
    run: async (api) => {
      await made(api);
      return {
        pods: await inBoth(api, api.pods, list(RESOURCES.pods)),
        deployments: await inBoth(api, api.deployments, list(RESOURCES.deployments)),
        watch: await inBoth(api, api.pods, watch),
        status: await inBoth(api, `${api.pods}/none`, status),
      };
    },
  },
];
