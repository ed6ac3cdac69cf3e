import { describe, expect, it } from 'vitest';
import { QUIET } from '../../../src/cluster/watch/delivery.ts';
import { LIST_SILENT_MS } from '../../../src/cluster/watch/silence/silent-list.ts';
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

/** A reflector that has listed these Pods, and watches. */
async function watching(pods = [pod('a')], server = { streamsLists: true, protobuf: true }) {
  const source = new ScriptedSource(server.streamsLists ? 'open' : list('10', ...pods));
  const started = start(source, server);
  await settle();
  if (server.streamsLists) await source.watch.send(...pods.map(added), listEnd('10'));
  const { time } = started;
  await started.told();
  /** Nothing came of the watch for as long as that counts as lost. */
  const isLost = async (): Promise<void> => {
    await time.pass(source.idle.at(-1) ?? 0);
    await source.watch.fail(silence());
  };
  /** And it was listed. */
  const isSilent = async (): Promise<void> => {
    await isLost();
    await time.pass(0);
  };
  /** Something comes of the trial at once, and it goes on. */
  const isTold = async (...lines: unknown[]): Promise<void> => {
    await source.watch.send(...lines);
    await time.pass(QUIET);
  };
  return { source, ...started, isLost, isSilent, isTold };
}

/** What a watch is asked for: from where, of which object, and for how long. */
const asked = ({ query }: ScriptedSource['watch']): readonly (string | null)[] =>
  ['resourceVersion', 'sendInitialEvents', 'fieldSelector'].map((name) => query.get(name));

const TRIAL = [null, 'true', 'metadata.name=a'];

describe('a watch of which nothing comes', () => {
  it('is listed, in pages, which go through where streams do not; what the list has is right at once', async () => {
    const { source, told, stop, isSilent, isTold } = await watching();
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    expect(await told()).toBe('+b@1 synced:2');
    expect(source.queries.map((query) => query.get('limit'))).toEqual([null, '500', null]);
    await isTold(added(pod('a')), listEnd('21'));
    expect(asked(source.watch)).toEqual(['20', null, null]);
    stop();
  });

  it('is well where a server sends what it does at once, whether bookmarks came before or not: nothing changes there', async () => {
    const { source, told, stop, isSilent, isTold } = await watching();
    // As somebody else's list of the kind has one sent.
    await source.watch.send(bookmark('11'));
    for (let times = 0; times < 3; times++) {
      source.script.push(list('20', pod('a')));
      await isSilent();
      expect(asked(source.watch)).toEqual(TRIAL);
      await isTold(added(pod('a')), listEnd('21'));
      expect(asked(source.watch)).toEqual(['20', null, null]);
    }
    expect(await told()).toBe('synced:1 | synced:1 | synced:1');
    stop();
  });

  it('is well where there is none of the kind, and the end of that is told at once', async () => {
    const { source, told, stop, time, isSilent, isTold } = await watching([]);
    source.script.push(list('20'));
    await isSilent();
    expect(asked(source.watch)).toEqual([null, 'true', null]);
    await isTold(listEnd('20'));
    await time.pass(15_000);
    expect(await told()).toBe('synced:0');
    stop();
  });

  it('is listed again and again, which is told, where nothing comes at once of what is there either', async () => {
    const { source, told, stop, time, isLost, isSilent } = await watching();
    source.script.push(list('20', pod('a')));
    await isSilent();
    await told();
    await isLost();
    expect(await told()).toBe('polled:70000@80000');
    source.script.push(list('30', pod('a'), pod('b')));
    await time.pass(0);
    expect(await told()).toBe('+b@1 synced:2 | polled:80000@90000');
    await isLost();
    source.script.push(list('40', pod('a'), pod('c')));
    await time.pass(0);
    expect(await told()).toBe('-b@1 +c@1 synced:2 | polled:90000@100000');
    stop();
  });

  it('is live again with what comes of one before its end, and watched on from the list', async () => {
    const { source, told, stop, time, isLost, isSilent, isTold } = await watching();
    source.script.push(list('20', pod('a')));
    await isSilent();
    await isLost();
    source.script.push(list('30', pod('a')));
    await time.pass(QUIET);
    await told();
    await isTold(added(pod('a')), listEnd('31'));
    expect(asked(source.watch)).toEqual(['30', null, null]);
    expect(Number(source.watch.query.get('timeoutSeconds'))).toBeGreaterThan(200);
    await time.pass(QUIET);
    expect(await told()).toBe('live');
    await source.watch.send(modified(pod('a', '31')));
    expect(await told()).toBe('+a@31');
    stop();
  });

  it('is not live for what was held back until its end', async () => {
    const { source, told, stop, time, isSilent } = await watching();
    source.script.push(list('20', pod('a')));
    await isSilent();
    await told();
    await time.pass(9000);
    await source.watch.send(added(pod('a')), listEnd('20'));
    await source.watch.end();
    expect(await told()).toBe('polled:70000@80000');
    stop();
  });

  describe('of a server that streams no lists', () => {
    const server = { streamsLists: false, protobuf: true };

    it('is well where an object that is there comes at once', async () => {
      const { source, told, stop, isSilent, isTold } = await watching([pod('a')], server);
      source.script.push(list('20', pod('a')));
      await isSilent();
      expect(asked(source.watch)).toEqual(['0', null, 'metadata.name=a']);
      await isTold(added(pod('a')));
      expect(asked(source.watch)).toEqual(['20', null, null]);
      expect(await told()).toBe('synced:1');
      stop();
    });

    it('is listed again and again where it does not', async () => {
      const { source, told, stop, isSilent } = await watching([pod('a')], server);
      source.script.push(list('20', pod('a')));
      await isSilent();
      await isSilent();
      expect(await told()).toBe('synced:1 | polled:70000@80000');
      stop();
    });

    it('is taken for well where there is none of the kind, since a server has nothing to send of that', async () => {
      const { source, told, stop, isSilent } = await watching([], server);
      source.script.push(list('20'));
      await isSilent();
      expect(asked(source.watch)).toEqual(['20', null, null]);
      expect(await told()).toBe('synced:0');
      stop();
    });
  });

  it('is asked for otherwise where a server refuses to send what there is', async () => {
    const { source, told, stop, isSilent, isTold, server } = await watching();
    source.script.push(list('20', pod('a')), refused(422));
    await isSilent();
    expect(asked(source.watch)).toEqual(['0', null, 'metadata.name=a']);
    expect(server.streamsLists).toBe(false);
    await isTold(added(pod('a')));
    expect(asked(source.watch)).toEqual(['20', null, null]);
    expect(await told()).toBe('synced:1');
    stop();
  });

  it('is taken for well where a server refuses to tell of one object', async () => {
    const { source, told, stop, isSilent } = await watching();
    source.script.push(list('20', pod('a')), refused(422), refused(400));
    await isSilent();
    expect(asked(source.watch)).toEqual(['20', null, null]);
    expect(await told()).toBe('synced:1');
    stop();
  });

  it('is listed again after what it failed with on trial, and not called live', async () => {
    const { source, told, stop, time, isLost, isSilent } = await watching();
    source.script.push(list('20', pod('a')));
    await isSilent();
    await isLost();
    source.script.push(list('30', pod('a')), refused(500), list('40', pod('a')));
    await time.pass(10_000);
    expect((await told()).split(' | ').slice(-2)).toEqual(['synced:1', 'polled:81600@91600']);
    stop();
  });

  it('has its fault told where that comes of the trial', async () => {
    const { source, told, stop, isSilent } = await watching();
    source.script.push(list('20', pod('a')));
    await isSilent();
    await source.watch.send({
      type: 'ERROR',
      object: { kind: 'Status', code: 504, reason: 'Timeout', message: 'slow' },
    });
    expect(await told()).toMatch(/^synced:1 \| stale:Timeout@/);
    stop();
  });

  it('is not asked for again before a list of many may be, by how long that takes', async () => {
    const { source, told, stop, time, isSilent } = await watching();
    const { json } = source;
    source.json = async (path, options) => {
      await time.sleep(2000, new AbortController().signal);
      return json(path, options);
    };
    source.script.push(list('20', pod('a'), pod('b')));
    await isSilent();
    await time.pass(2000);
    await isSilent();
    expect(await told()).toBe('+b@1 synced:2 | polled:70000@112000');
    stop();
  });
});

describe('what is listed again and again since nothing comes of its watch', () => {
  it('is live again soon after something does, however long the next list has to wait', async () => {
    const { source, told, stop, time, isSilent, isTold } = await watching();
    const { json } = source;
    source.json = async (path, options) => {
      await time.sleep(2000, new AbortController().signal);
      return json(path, options);
    };
    source.script.push(list('20', pod('a')));
    await isSilent();
    await time.pass(2000);
    await isSilent();
    expect(await told()).toBe('synced:1 | polled:70000@112000');
    await time.pass(10_000);
    expect(asked(source.watch)).toEqual(TRIAL);
    await isTold(added(pod('a')), listEnd('31'));
    expect(asked(source.watch)).toEqual(['20', null, null]);
    await time.pass(QUIET);
    expect(await told()).toBe('live');
    expect(source.queries.filter((query) => query.has('limit'))).toHaveLength(1);
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
    // One that ends within a second has ended at once, whatever came of it.
    source.script.push(list('40', pod('b')));
    await source.watch.send(bookmark('31'));
    await time.pass(500);
    await source.watch.end();
    await time.pass(9500);
    expect(await told()).toBe('synced:1 | polled:27400@37400');
    await source.watch.send(bookmark('41'));
    await time.pass(1000 + QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('is live again once one goes on for a second, of a server that has nothing to send at once', async () => {
    const { source, told, stop, time } = await watching([], { streamsLists: false, protobuf: true });
    await source.watch.end();
    await time.pass(800);
    await source.watch.end();
    await told();
    source.script.push(list('20'));
    await time.pass(1600);
    expect(await told()).toBe('synced:0 | polled:2400@12400');
    source.script.push(list('30'));
    await time.pass(500);
    await source.watch.end();
    await time.pass(9500);
    expect(await told()).toBe('synced:0 | polled:12400@22400');
    await time.pass(999);
    expect(await told()).toBe('');
    await time.pass(1);
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
