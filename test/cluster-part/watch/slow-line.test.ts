import { describe, expect, it } from 'vitest';
import type { RequestOptions } from '../../../src/cluster/transport/transport.ts';
import { nextPageSize } from '../../../src/cluster/watch/slow-list.ts';
import { added, bookmark, listEnd, pod, start } from '../../support/dashboards/reflecting.ts';
import { ScriptedSource, type ScriptedWatch } from '../../support/dashboards/scripted-source.ts';
import { settle } from '../../support/virtual-time.ts';

const bytesOf = (line: object): number[] => [...Buffer.from(`${JSON.stringify(line)}\n`)];

describe('a list that comes over a slow line', () => {
  /** Sends a line at ten bytes a second. */
  const drip = async (source: ScriptedSource, watch: ScriptedWatch, line: object): Promise<void> => {
    const bytes = bytesOf(line);
    for (let at = 0; at < bytes.length; at += 10) {
      await watch.sendBytes(Uint8Array.from(bytes.slice(at, at + 10)));
      await source.timing.pass(1000);
    }
  };

  it('is not left for another way while bytes of it come, and is there in the end', async () => {
    const source = new ScriptedSource();
    const { told, stop } = start(source);
    await settle();
    const { watch } = source;
    for (const name of ['a', 'b', 'c']) await drip(source, watch, added(pod(name)));
    await drip(source, watch, listEnd('10'));
    expect(source.timing.now()).toBeGreaterThan(40_000);
    expect(source.queries).toHaveLength(1);
    const words = (await told()).split(/[ |]+/).filter((word) => !word.startsWith('coming'));
    expect(words).toEqual(['live', '+a@1', '+b@1', '+c@1', 'synced:3']);
    stop();
  });

  it('tells how much of it came, and since when, once that takes long, and once a second at most', async () => {
    const source = new ScriptedSource();
    const { told, stop, time } = start(source);
    await settle();
    const { watch } = source;
    const bytes = Uint8Array.from(bytesOf(added(pod('a'))).slice(0, 60));
    for (let at = 0; at < 6; at++) {
      await watch.sendBytes(bytes.subarray(at * 10, at * 10 + 10));
      await time.pass(500);
    }
    expect(await told()).toBe('live | coming:50@0');
    await time.pass(5000);
    expect(await told()).toBe('');
    await watch.sendBytes(Uint8Array.of(0x20));
    expect(await told()).toBe('coming:61@0');
    stop();
  });

  it('tells nothing of what comes once it is complete', async () => {
    const source = new ScriptedSource();
    const { told, stop, time } = start(source);
    await settle();
    await source.watch.send(added(pod('a')), listEnd('10'));
    await told();
    await time.pass(60_000);
    await source.watch.send(bookmark('20'));
    expect(await told()).toBe('');
    stop();
  });

  it('is asked for anew with more time where the server ended it as it was asked to, which is no failure', async () => {
    const source = new ScriptedSource();
    const { told, stop, time, server } = start(source);
    await settle();
    await source.watch.send(added(pod('a')));
    const asked = Number(source.queries[0]?.get('timeoutSeconds'));
    for (let at = 0; at < asked; at += 5) {
      await source.watch.sendBytes(Uint8Array.of(0x20));
      await time.pass(5000);
    }
    await told();
    await source.watch.end();
    expect(await told()).toBe('');
    const again = source.queries[1];
    expect(again?.get('sendInitialEvents')).toBe('true');
    expect(Number(again?.get('timeoutSeconds'))).toBeGreaterThanOrEqual(3600);
    expect(server.streamsLists).toBe(true);
    await source.watch.send(added(pod('a')), listEnd('10'));
    expect(await told()).toBe('synced:1');
    stop();
  });

  it('is not blamed for the time that a credential plugin takes', async () => {
    const source = new ScriptedSource();
    const { request } = source;
    let plugin: () => void = () => undefined;
    source.request = async (path: string, options: RequestOptions) => {
      await new Promise<void>((resolve) => (plugin = resolve));
      return request(path, options);
    };
    const { told, stop, time } = start(source);
    await settle();
    await time.pass(50_000);
    expect(await told()).toBe('');
    plugin();
    await settle();
    expect(source.queries).toHaveLength(1);
    await source.watch.send(added(pod('a')), listEnd('10'));
    expect(await told()).toBe('live +a@1 synced:1');
    stop();
  });

  it('comes in smaller pages after one that took long, and tells how much of a page came', async () => {
    const source = new ScriptedSource(
      { items: [pod('a')], metadata: { continue: 'more' } },
      { items: [pod('b')], metadata: { resourceVersion: '5' } },
    );
    const { json, timing } = source;
    source.json = async <T>(path: string, options: RequestOptions): Promise<T> => {
      const page = await json<T>(path, options);
      for (let at = 0; at < 2; at++) {
        await timing.sleep(10_000, new AbortController().signal);
        options.heard?.(1000);
      }
      return page;
    };
    const { told, stop, time } = start(source, { streamsLists: false, protobuf: true });
    await time.pass(40_000);
    expect(await told()).toBe(
      'coming:1000@0 | coming:2000@0 | live +a@1 | coming:3000@0 | coming:4000@0 | +b@1 | synced:2',
    );
    expect(source.queries.map((query) => query.get('limit'))).toEqual(['500', '125', null]);
    stop();
  });

  it('has as many objects in a page as come in five seconds, one at least, and as kubectl asks for at most', () => {
    expect(nextPageSize(500, 50_000)).toBe(50);
    expect(nextPageSize(3, 600_000)).toBe(1);
    expect(nextPageSize(50, 3000)).toBe(50);
    expect(nextPageSize(50, 500)).toBe(100);
    expect(nextPageSize(400, 500)).toBe(500);
  });
});
