import { describe, expect, it } from 'vitest';
import { QUIET } from '../../../src/cluster/watch/delivery.ts';
import { LIST_SILENT_MS } from '../../../src/cluster/watch/silent-list.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import {
  added,
  bookmark,
  listEnd,
  modified,
  pod,
  refused,
  silence,
  start,
} from '../../support/dashboards/reflecting.ts';
import { ScriptedSource } from '../../support/dashboards/scripted-source.ts';
import { settle } from '../../support/virtual-time.ts';

const list = (version: string, ...items: KubeObject[]) => ({ items, metadata: { resourceVersion: version } });

/** A reflector that has listed the Pod `a`, and watches. */
async function watching() {
  const source = new ScriptedSource();
  const started = start(source);
  await settle();
  await source.watch.send(added(pod('a')), listEnd('10'));
  await started.told();
  const { time } = started;
  /** Nothing came of the watch for as long as that counts as lost. */
  const isSilent = async (): Promise<void> => {
    await time.pass(source.idle.at(-1) ?? 0);
    await source.watch.fail(silence());
    await time.pass(0);
  };
  /** A watch on trial ends as it was asked to. */
  const endsInTime = async (): Promise<void> => {
    await time.pass(1000 * Number(source.watch.query.get('timeoutSeconds')));
    await source.watch.end();
  };
  return { source, ...started, isSilent, endsInTime };
}

describe('a watch of which nothing comes', () => {
  it('is listed, in pages, which go through where streams do not; what the list has is right at once', async () => {
    const { source, told, stop, isSilent } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    expect(await told()).toBe('+b@1 synced:2');
    expect(source.queries.map((query) => query.get('limit'))).toEqual([null, '500', null]);
    expect(source.watch.query.get('resourceVersion')).toBe('20');
    stop();
  });

  it('is listed again and again, which is told, where a short one brings nothing either though the list had more', async () => {
    const { source, told, stop, time, isSilent, endsInTime } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await told();
    expect(source.watch.query.get('timeoutSeconds')).toBe('10');
    await endsInTime();
    expect(await told()).toBe('polled:70000@80000');
    source.script.push(list('30', pod('a')));
    await time.pass(0);
    expect(await told()).toBe('-b@1 synced:1 | polled:80000@90000');
    await endsInTime();
    source.script.push(list('40', pod('a'), pod('c')));
    await time.pass(0);
    expect(await told()).toBe('+c@1 synced:2 | polled:90000@100000');
    stop();
  });

  it('is live again with what comes of it before its end, and watched on from there', async () => {
    const { source, told, stop, time, isSilent, endsInTime } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await endsInTime();
    source.script.push(list('30', pod('a'), pod('b')));
    await time.pass(QUIET);
    await told();
    await source.watch.send(modified(pod('b', '31')));
    expect(await told()).toBe('+b@31');
    await time.pass(QUIET);
    expect(await told()).toBe('live');
    await time.pass(5000);
    await source.watch.end();
    expect(source.watch.query.get('resourceVersion')).toBe('31');
    expect(Number(source.watch.query.get('timeoutSeconds'))).toBeGreaterThan(200);
    stop();
  });

  it('is not live for what was held back until its end', async () => {
    const { source, told, stop, time, isSilent } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await told();
    await time.pass(10_000);
    await source.watch.send(modified(pod('b', '21')), bookmark('22'));
    await source.watch.end();
    expect(await told()).toBe('+b@21 | polled:70000@80000');
    stop();
  });

  it('is doubted where bookmarks came of it before, though the list has nothing new', async () => {
    const { source, told, stop, isSilent, endsInTime } = await watching();
    await source.watch.send(bookmark('11'));
    source.script.push(list('20', pod('a')));
    await isSilent();
    expect(await told()).toBe('synced:1');
    await endsInTime();
    expect(await told()).toBe('polled:70000@80000');
    stop();
  });

  it('is not told of where the next one has its bookmark', async () => {
    const { source, told, stop, time, isSilent } = await watching();
    await source.watch.send(bookmark('11'));
    source.script.push(list('20', pod('a')));
    await isSilent();
    await time.pass(8500);
    await source.watch.send(bookmark('21'));
    await time.pass(1500);
    await source.watch.end();
    expect(await told()).toBe('synced:1');
    expect(source.watch.query.get('resourceVersion')).toBe('21');
    stop();
  });

  it('is well where no bookmark ever came of it and the list has nothing new: nothing changes there', async () => {
    const { source, told, stop, isSilent } = await watching();
    for (let times = 0; times < 3; times++) {
      source.script.push(list('20', pod('a')));
      await isSilent();
      expect(Number(source.watch.query.get('timeoutSeconds'))).toBeGreaterThan(200);
    }
    expect(await told()).toBe('synced:1 | synced:1 | synced:1');
    stop();
  });

  it('is listed again after what it failed with on trial, and not called live', async () => {
    const { source, told, stop, time, isSilent, endsInTime } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await endsInTime();
    source.script.push(list('30', pod('a'), pod('b')), refused(500), list('40', pod('a'), pod('b')));
    await time.pass(10_000);
    expect((await told()).split(' | ').slice(-2)).toEqual(['synced:2', 'polled:81600@91600']);
    stop();
  });

  it('is not asked for again before a list of many may be, by how long that takes', async () => {
    const { source, told, stop, time, isSilent, endsInTime } = await watching();
    const { json } = source;
    source.json = async (path, options) => {
      await time.sleep(2000, new AbortController().signal);
      return json(path, options);
    };
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await time.pass(2000);
    await endsInTime();
    expect(await told()).toBe('+b@1 synced:2 | polled:70000@112000');
    stop();
  });
});

describe('a watch that ends at once', () => {
  it('is listed after the second time, which is told, and listed again and again while it does', async () => {
    const { source, told, stop, time } = await watching();
    await time.pass(5000);
    await source.watch.end();
    await source.watch.end();
    expect(await told()).toBe('stale:VeryShortWatch@5800');
    await time.pass(800);
    await source.watch.end();
    expect(await told()).toMatch(/^stale:VeryShortWatch@\d+$/);
    source.script.push(list('20', pod('a'), pod('b')));
    await time.pass(1600);
    expect(await told()).toBe('+b@1 synced:2 | polled:7400@17400');
    await source.watch.end();
    expect(await told()).toBe('');
    source.script.push(list('30', pod('b')));
    await time.pass(10_000);
    expect(await told()).toBe('-a@1 synced:1 | polled:17400@27400');
    await source.watch.send(bookmark('31'));
    await time.pass(QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('is only watched again where something came of it', async () => {
    const { source, stop, time } = await watching();
    await time.pass(5000);
    await source.watch.end();
    for (let times = 0; times < 4; times++) {
      await source.watch.send(modified(pod('a', `1${times}`)));
      await source.watch.end();
      await time.pass(30_000);
    }
    expect(source.queries.some((query) => query.get('limit') !== null)).toBe(false);
    stop();
  });
});

describe('a streamed list of which nothing comes', () => {
  it('is asked for in pages, and what follows it is on trial', async () => {
    const source = new ScriptedSource('open', list('20', pod('a')));
    const { told, stop, time, server } = start(source);
    await time.pass(LIST_SILENT_MS);
    expect(await told()).toBe('live | +a@1 | synced:1');
    expect(server.streamsLists).toBe(false);
    await time.pass(10_000);
    await source.watch.end();
    expect(await told()).toBe('polled:10000@20000');
    stop();
  });

  it('is asked for in pages where it breaks off without an end', async () => {
    const source = new ScriptedSource('open', list('20', pod('a'), pod('b')));
    const { told, stop, time } = start(source);
    await time.pass(5000);
    await source.watch.send(added(pod('a')));
    await time.pass(LIST_SILENT_MS);
    expect(await told()).toBe('live | coming:104@0 | +a@1 | +b@1 | synced:2');
    stop();
  });

  it('has twice as long to be answered, as a connection may take its time to stand', async () => {
    const source = new ScriptedSource('never', list('20', pod('a')));
    const { stop, time } = start(source);
    await time.pass(2 * LIST_SILENT_MS - 1);
    expect(source.queries).toHaveLength(1);
    await time.pass(1);
    stop();
  });

  it('goes on as a watch however long nothing comes of that', async () => {
    const { source, told, stop, time } = await watching();
    await time.pass(60_000);
    expect(source.queries).toHaveLength(1);
    expect(await told()).toBe('');
    stop();
  });
});
