import { expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { reflect } from '../../../src/cluster/watch/reflector.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { ScriptedSource } from '../../support/dashboards/scripted-source.ts';
import { settle } from '../../support/virtual-time.ts';

const STREAM = ';stream=watch';
const JSON_ALONE = `application/json${STREAM}`;
const BOTH = `application/vnd.kubernetes.protobuf${STREAM},${JSON_ALONE}`;

const added = { type: 'ADDED', object: { metadata: { name: 'a', namespace: 'n', uid: 'a' } } };

/** Follows a list; gives what is told of it. */
function follow(source: ScriptedSource, server: { streamsLists: boolean; protobuf: boolean }) {
  const told: string[] = [];
  const subscription = reflect<KubeObject>({
    ...{ source, server, path: '/pods', timing: source.timing },
    trim: (raw) => raw as KubeObject,
  }).subscribe((events) => told.push(...events.map(({ type }) => type)));
  return { told, stop: () => subscription.unsubscribe() };
}

it.each([406, 415])(
  'where nothing of what is accepted can be had (%i), the same is asked for as JSON at once, and no other list asks again',
  async (code) => {
    const server = { streamsLists: true, protobuf: true };
    const refused = new ClusterError({ code, reason: 'NotAcceptable', message: 'only JSON is served' });
    const source = new ScriptedSource(refused);
    const first = follow(source, server);
    await settle();
    await source.watch.send(added);
    expect(source.accepted).toEqual([BOTH, JSON_ALONE]);
    expect(source.queries[1]?.get('sendInitialEvents')).toBe('true');
    expect(first.told).toEqual(['live', 'upsert']);
    const second = follow(source, server);
    await settle();
    expect(source.accepted.slice(2)).toEqual([JSON_ALONE]);
    first.stop();
    second.stop();
  },
);

it('what answers in JSON though it could have been protobuf is read as that, of one request', async () => {
  const source = new ScriptedSource();
  const { told, stop } = follow(source, { streamsLists: true, protobuf: true });
  await settle();
  await source.watch.send(added);
  expect(source.accepted).toEqual([BOTH]);
  expect(told).toEqual(['live', 'upsert']);
  stop();
});
