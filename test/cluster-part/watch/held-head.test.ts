import { expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { DOUBTED, QUIET } from '../../../src/cluster/watch/delivery.ts';
import { HELD } from '../../../src/cluster/watch/silence/held-head.ts';
import { added, bookmark, listEnd, modified, pod, start } from '../../support/dashboards/reflecting.ts';
import { ScriptedSource } from '../../support/dashboards/scripted-source.ts';
import { settle } from '../../support/virtual-time.ts';

/** A reflector that has listed a Pod, whose next watches are answered so. */
async function watching(...answers: ScriptedSource['script']) {
  const source = new ScriptedSource('open', ...answers);
  const started = start(source);
  await settle();
  await source.watch.send(added(pod('a')), listEnd('10'));
  await started.time.pass(200_000);
  await started.told();
  /** What a server sends at once comes of the watch that is tried. */
  const comesThrough = async (): Promise<void> => {
    expect(source.watch.query.get('fieldSelector')).toBe('metadata.name=a');
    await source.watch.send(added(pod('a')), listEnd('11'));
    await started.time.pass(QUIET);
  };
  return { source, ...started, comesThrough };
}

it('is well where the head of its answer is held back until there is more, but others come through', async () => {
  const { source, told, stop, time, comesThrough } = await watching('held', 'open', 'held');
  await source.watch.end();
  await time.pass(HELD);
  await comesThrough();
  expect(source.watch.query.get('resourceVersion')).toBe('10');
  await time.pass(60_000);
  expect(await told()).toBe('');
  await source.watch.send(modified(pod('a', '12')));
  expect(await told()).toBe('+a@12');
  expect(source.watches.map(({ isGivenUp }) => isGivenUp)).toEqual([true, true, true, false]);
  stop();
});

it('is live again soon after its connection was lost, though the head is held back', async () => {
  const { source, told, stop, time, comesThrough } = await watching('held', 'open', 'held');
  await source.watch.fail(new ClusterError({ reason: 'ECONNRESET', message: 'reset' }));
  await time.pass(800 + HELD);
  await comesThrough();
  await told();
  await time.pass(QUIET);
  expect(await told()).toBe('live');
  stop();
});

it('is asked for once more where others come through, since that one request may be lost', async () => {
  const { source, told, stop, time, comesThrough } = await watching('never', 'open', 'open');
  await source.watch.end();
  await time.pass(HELD);
  await comesThrough();
  await source.watch.send(modified(pod('a', '12')));
  await time.pass(DOUBTED);
  expect(await told()).toBe('+a@12');
  stop();
});

it('is followed where it is answered while another one is tried', async () => {
  const { source, told, stop, time } = await watching('held', 'open');
  await source.watch.end();
  await time.pass(HELD);
  const [, asked, tried] = source.watches;
  await asked?.send(bookmark('11'));
  await asked?.send(modified(pod('a', '12')));
  await time.pass(DOUBTED);
  expect(await told()).toBe('+a@12');
  expect([asked, tried].map((watch) => watch?.isGivenUp)).toEqual([false, true]);
  stop();
});

it('is stale where others bring nothing either', async () => {
  const { source, told, stop, time } = await watching('held', 'held');
  await source.watch.end();
  await time.pass(DOUBTED - 1);
  expect(await told()).toBe('');
  await time.pass(1);
  expect(await told()).toBe('stale:NoAnswer@undefined');
  expect(source.watches).toHaveLength(3);
  stop();
});
