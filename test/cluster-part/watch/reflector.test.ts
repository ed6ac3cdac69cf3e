import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { ObjectKind } from '../../../src/cluster/door/envelopes.ts';
import { Refusals } from '../../../src/cluster/door/refusals.ts';
import type { RequestOptions } from '../../../src/cluster/transport/transport.ts';
import { DOUBTED, QUIET } from '../../../src/cluster/watch/delivery.ts';
import { reflect } from '../../../src/cluster/watch/reflector.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import {
  added,
  bookmark,
  deleted,
  expired,
  listEnd,
  modified,
  pod,
  refused,
  silence,
  start,
  waits,
} from '../../support/dashboards/reflecting.ts';
import { ScriptedSource } from '../../support/dashboards/scripted-source.ts';
import { settle } from '../../support/virtual-time.ts';

const POD: ObjectKind = { apiVersion: 'v1', kind: 'Pod' };

describe('a reflector that lists', () => {
  it('asks for a streamed list, passes rows on as they arrive, and goes on with the same stream', async () => {
    const source = new ScriptedSource();
    const { told, stop } = start(source);
    await settle();
    await source.watch.send(added(pod('a')), added(pod('b')));
    expect(await told()).toBe('live +a@1 +b@1');
    await source.watch.send(listEnd('10'));
    expect(await told()).toBe('synced:2');
    await source.watch.send(modified(pod('a', '11')), deleted(pod('b', '12')), added(pod('c', '13')));
    expect(await told()).toBe('+a@11 -b@1 +c@13');
    expect(source.queries).toHaveLength(1);
    expect(Object.fromEntries(source.queries[0]!)).toMatchObject({
      watch: '1',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
    });
    stop();
  });

  it('narrows by labels and fields, the list and what follows', async () => {
    const source = new ScriptedSource(refused(400));
    const selectors = { labelSelector: 'app in (a,b)', fieldSelector: 'spec.nodeName=n' };
    const options = { source, path: '/pods', ...selectors, timing: source.timing };
    const trim = (raw: unknown) => raw as KubeObject;
    const watch = reflect({ ...options, trim, server: { streamsLists: true, protobuf: true } }).subscribe();
    await settle();
    expect(source.queries.map((query) => Object.fromEntries(query))).toMatchObject([selectors, selectors]);
    watch.unsubscribe();
  });

  it.each([400, 422])(
    'falls back to pages where streaming is refused with %i, and remembers it',
    async (code) => {
      const source = new ScriptedSource(
        refused(code),
        { items: [pod('a')], metadata: { continue: 'more' } },
        { items: [pod('b')], metadata: { resourceVersion: '5' } },
      );
      const { told, stop, server } = start(source);
      expect(await told()).toBe('live +a@1 | +b@1 | synced:2');
      expect(source.queries.map((query) => query.get('limit'))).toEqual([null, '500', '500', null]);
      expect(source.queries[2]?.get('continue')).toBe('more');
      expect(source.queries[3]?.get('resourceVersion')).toBe('5');
      expect(server.streamsLists).toBe(false);
      stop();
    },
  );

  it('falls back to pages where a server takes the request, but ends it without the end of the list', async () => {
    const source = new ScriptedSource('open', { items: [pod('a')], metadata: { resourceVersion: '5' } });
    const { told, stop, server } = start(source);
    await settle();
    await source.watch.send(added(pod('a')));
    await source.watch.end();
    expect(await told()).toBe('live +a@1 | synced:1');
    expect(source.queries.map((query) => query.get('limit'))).toEqual([null, '500', null]);
    expect(server.streamsLists).toBe(false);
    stop();
  });

  it.each([
    ['where it was', ['x', 'x']],
    ['where it was two pages ago', ['x', 'y', 'x']],
  ])('ends a list that goes on %s, and says so', async (_, tokens) => {
    const pages = tokens.map((token) => ({ items: [pod('a')], metadata: { continue: token } }));
    const source = new ScriptedSource(...pages);
    const { told, stop } = start(source, { streamsLists: false, protobuf: true });
    expect(await told()).toMatch(/stale:InvalidAnswer/);
    expect(source.queries).toHaveLength(tokens.length);
    stop();
  });

  it('takes nothing of another kind for one of its own, and leaves its own of that name', async () => {
    const refusals = new Refusals();
    const source = new ScriptedSource('open');
    const { told, stop } = start(source, { streamsLists: true, protobuf: true }, refusals, undefined, POD);
    await told();
    const other = (kind: string, apiVersion: string, name: string): KubeObject =>
      ({ kind, apiVersion, ...pod(name, '2') }) as KubeObject;
    await source.watch.send(added(pod('a')), added(other('Pod', 'v1', 'b')), listEnd('5'));
    expect(await told()).toBe('live +a@1 +b@2 synced:2');
    await source.watch.send(
      added(other('ConfigMap', 'v1', 'c')),
      modified(other('ConfigMap', 'v1', 'a')),
      deleted(other('Pod', 'other.io/v1', 'a')),
    );
    expect(await told()).toBe('');
    expect([...refusals.counts]).toEqual([
      ['Pod: a ConfigMap instead', 2],
      ['Pod: a Pod of other.io/v1 instead', 1],
    ]);
    stop();
  });

  it('takes no list of another kind for one of its own', async () => {
    const source = new ScriptedSource({ kind: 'ConfigMapList', items: [pod('a')], metadata: {} } as never);
    const { told, stop } = start(source, { streamsLists: false, protobuf: true }, undefined, undefined, POD);
    expect(await told()).toMatch(/^stale:InvalidAnswer/);
    stop();
  });

  it('says of which list and whose an answer is that cannot be read, and that it may be changed', async () => {
    const source = new ScriptedSource({ kind: 'ConfigMapList', items: [], metadata: {} } as never);
    const server = { name: 'https://k:6443', streamsLists: false, protobuf: true };
    const trim = (raw: unknown) => raw as KubeObject;
    const asked = { source, path: '/api/v1/pods', timing: source.timing, server };
    const said: string[] = [];
    const watch = reflect({ ...asked, trim, kind: POD }).subscribe((events) => {
      for (const event of events) if (event.type === 'stale') said.push(event.failure.message);
    });
    await settle();
    expect(said).toEqual([
      'the server sent a ConfigMapList instead of a PodList (asked for /api/v1/pods of https://k:6443; a proxy in between may have changed it)',
    ]);
    watch.unsubscribe();
  });

  it('does not blame streaming for a request that is refused in any form', async () => {
    const source = new ScriptedSource(refused(400, 'bad selector'), refused(400, 'bad selector'));
    const { told, stop, server } = start(source);
    expect(await told()).toBe('stale:Code400@800');
    expect(server.streamsLists).toBe(true);
    stop();
  });

  it('lists again and again, in pages, what may not be watched, and never says that it is live', async () => {
    const denied = refused(403, 'pods is forbidden: User "x" cannot watch resource "pods"');
    const list = { items: [pod('a')], metadata: { resourceVersion: '5' } };
    const source = new ScriptedSource(denied, list, denied);
    const { told, stop, time } = start(source);
    expect(await told()).toBe('+a@1 | synced:1 | polled:0@10000');
    source.script.push({ ...list, items: [pod('a', '7')] }, denied);
    await time.pass(10_000);
    expect(await told()).toBe('+a@7 synced:1 | polled:10000@20000');
    source.script.push(list);
    await time.pass(10_000 + QUIET);
    expect(await told()).toBe('+a@1 synced:1 | live');
    stop();
  });

  it('lists what may not be watched twenty times as seldom as it takes', async () => {
    const denied = refused(403, 'pods is forbidden: User "x" cannot watch resource "pods"');
    const source = new ScriptedSource(denied, { items: [], metadata: { resourceVersion: '5' } }, denied);
    const { json } = source;
    source.json = async <T>(path: string, options: RequestOptions): Promise<T> => {
      await source.timing.sleep(2000, new AbortController().signal);
      return json<T>(path, options);
    };
    const { told, stop, time } = start(source);
    await time.pass(2000);
    expect(await told()).toBe('synced:0 | polled:0@42000');
    stop();
  });

  it('lists at once when a watch that was allowed is no more', async () => {
    const source = new ScriptedSource();
    const { told, stop, time } = start(source);
    await settle();
    await source.watch.send(added(pod('a')), listEnd('4'));
    const denied = refused(403, 'pods is forbidden: User "x" cannot watch resource "pods"');
    source.script.push(denied, { items: [], metadata: { resourceVersion: '9' } }, denied);
    await told();
    await time.pass(5000);
    await source.watch.end();
    expect(await told()).toBe('-a@1 synced:0 | polled:5000@15000');
    stop();
  });

  it('keeps what had come of a list that broke off, and drops what the next one lacks', async () => {
    const source = new ScriptedSource();
    const { told, stop, time } = start(source);
    await settle();
    await source.watch.send(added(pod('a')), added(pod('gone')));
    await source.watch.fail(new Error('reset'));
    expect(await told()).toBe('live +a@1 +gone@1 | stale:Error@800');
    await time.pass(800);
    await source.watch.send(added(pod('a')), added(pod('b')), listEnd('4'));
    expect(await told()).toBe('live +b@1 -gone@1 synced:2');
    stop();
  });
});

describe('a reflector that watches', () => {
  const synced = async (...script: ConstructorParameters<typeof ScriptedSource>) => {
    const source = new ScriptedSource(...script);
    const started = start(source);
    await settle();
    await source.watch.send(added(pod('a')), added(pod('b')), listEnd('10'));
    await started.told();
    return { source, ...started };
  };

  /** What it tells of being stale: the reason, and since when nothing came. */
  const hearing = async () => {
    const source = new ScriptedSource();
    const heard: unknown[] = [];
    const { stop, time } = start(source, undefined, undefined, (event) => {
      if (event.type === 'stale') heard.push([event.failure.reason, event.heard]);
    });
    await settle();
    await source.watch.send(added(pod('a')), listEnd('10'));
    return { source, heard, stop, time };
  };

  it('resumes at once where the stream ended, from the last resourceVersion or bookmark', async () => {
    const { source, told, stop, time } = await synced();
    await time.pass(5000);
    await source.watch.send(modified(pod('a', '11')), bookmark('40'));
    await source.watch.end();
    expect(await told()).toBe('+a@11');
    expect(source.watch.query.get('resourceVersion')).toBe('40');
    expect(source.watch.query.get('sendInitialEvents')).toBeNull();
    await source.watch.send(modified(pod('a', '41')));
    expect(await told()).toBe('+a@41');
    expect(waits(time)).toEqual([]);
    stop();
  });

  it('backs off from a server that ends every watch at once', async () => {
    const { source, told, stop, time } = await synced();
    await time.pass(5000);
    await source.watch.end();
    await source.watch.end();
    expect(await told()).toBe('stale:VeryShortWatch@5800');
    stop();
  });

  it('takes a resourceVersion for what it is: any text', async () => {
    const { source, stop, time } = await synced();
    await time.pass(5000);
    await source.watch.send(modified(pod('a', 'not a number&x=1')));
    await source.watch.end();
    expect(source.watch.query.get('resourceVersion')).toBe('not a number&x=1');
    stop();
  });

  it('tells a recreated object as the end of the old one and a new one', async () => {
    const { source, told, stop } = await synced();
    await source.watch.send(modified(pod('a', '12', 'other uid')));
    expect(await told()).toBe('-a@1 +a@12');
    stop();
  });

  it('tells two objects of one uid apart, and the second by its own again when the first is gone', async () => {
    const refusals = new Refusals();
    const source = new ScriptedSource();
    const uids: string[] = [];
    const { stop } = start(source, { streamsLists: true, protobuf: true }, refusals, (event) => {
      if (event.type === 'upsert' || event.type === 'delete')
        uids.push(`${event.type === 'delete' ? '-' : ''}${event.object.metadata.uid}`);
    });
    await settle();
    await source.watch.send(added(pod('a', '1', 'u')), added(pod('b', '1', 'u')), listEnd('5'));
    await source.watch.send(modified(pod('b', '6', 'u')), modified(pod('a', '7', 'u')));
    await settle();
    expect(uids.splice(0)).toEqual(['u', 'u n/b', 'u n/b', 'u']);
    expect([...refusals.counts.keys()]).toEqual(['metadata.uid: another object has it too']);
    await source.watch.send(deleted(pod('a', '8', 'u')), modified(pod('b', '9', 'u')));
    await settle();
    expect(uids).toEqual(['-u', '-u n/b', 'u']);
    stop();
  });

  it('tells two objects of one uid apart that come with a list that is loaded anew', async () => {
    const source = new ScriptedSource();
    const uids: string[] = [];
    const { stop, time } = start(source, undefined, undefined, (event) => {
      if (event.type === 'upsert') uids.push(event.object.metadata.uid);
    });
    await settle();
    await source.watch.send(added(pod('one', '1', 'o')), listEnd('5'));
    await source.watch.send({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } });
    await time.pass(5000);
    await settle();
    await source.watch.send(
      added(pod('one', '1', 'o')),
      added(pod('a', '6', 'u')),
      added(pod('b', '6', 'u')),
      listEnd('7'),
    );
    await settle();
    expect(uids).toEqual(['o', 'u', 'u n/b']);
    stop();
  });

  it('tells nothing of what it knows already', async () => {
    const { source, told, stop } = await synced();
    await source.watch.send(modified(pod('a', '1')), deleted(pod('never seen')));
    expect(await told()).toBe('');
    stop();
  });

  it('keeps its rows over a lost connection, waits longer each time, up to half a minute', async () => {
    const lost = (): ClusterError => new ClusterError({ reason: 'ECONNREFUSED', message: 'refused' });
    const { source, told, stop, time } = await synced();
    source.script.push(...Array.from({ length: 7 }, lost));
    await source.watch.fail(new Error('reset'));
    await time.pass(200_000);
    expect(waits(time)).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
    expect((await told()).replace(/stale:ECONNREFUSED@\d+ \| /g, '')).toBe('stale:Error@800 | live');
    expect(source.watch.query.get('resourceVersion')).toBe('10');
    stop();
  });

  describe('after an outage', () => {
    const lost = async () => {
      const started = await synced();
      await started.source.watch.fail(new Error('reset'));
      await started.time.pass(800);
      expect(await started.told()).toBe('stale:Error@800');
      return started;
    };

    it('is live when a watch is answered and something comes of it, be it a bookmark', async () => {
      const { source, told, stop } = await lost();
      await source.watch.send(bookmark('11'));
      expect(await told()).toBe('live');
      stop();
    });

    it('is live when nothing comes for a moment of a watch that is answered', async () => {
      const { told, stop, time } = await lost();
      await time.pass(QUIET - 1);
      expect(await told()).toBe('');
      await time.pass(1);
      expect(await told()).toBe('live');
      stop();
    });

    it('is not live while a watch is answered only to say that it is too old', async () => {
      const { source, told, stop, time } = await lost();
      await source.watch.send(expired);
      expect(await told()).toBe('stale:Expired@800');
      await time.pass(0);
      await source.watch.send(added(pod('a')), listEnd('30'));
      expect(await told()).toBe('stale:ListedAnew@undefined live -b@1 synced:1');
      stop();
    });
  });

  it('tells nothing of a watch of which nothing comes, though it is listed and asked for anew each time that it may be lost', async () => {
    const { source, told, stop, time } = await synced();
    for (let times = 0; times < 3; times++) {
      await time.pass(70_000);
      source.script.push({ items: [pod('a'), pod('b')], metadata: { resourceVersion: '10' } });
      await source.watch.fail(silence());
      await time.pass(0);
      // What a server sends at once does come.
      await source.watch.send(added(pod('a')), listEnd('10'));
      await time.pass(QUIET);
    }
    await time.pass(60_000);
    expect(source.watches).toHaveLength(7);
    expect(await told()).toBe('synced:2 | synced:2 | synced:2');
    stop();
  });

  it('tells since when nothing came of a watch where it is not answered when it is asked for anew', async () => {
    const { source, heard, stop, time } = await hearing();
    await time.pass(10_000);
    await source.watch.send(bookmark('11'));
    await time.pass(70_000);
    source.script.push('never');
    await source.watch.fail(silence());
    await time.pass(DOUBTED - 1);
    expect(heard).toEqual([]);
    await time.pass(1);
    expect(heard).toEqual([['IdleTimeout', 10_000]]);
    stop();
  });

  it('tells since when nothing came of a watch that was silent and is refused then', async () => {
    const { source, heard, stop, time } = await hearing();
    await time.pass(70_000);
    source.script.push(refused(500));
    await source.watch.fail(silence());
    await time.pass(0);
    expect(heard).toEqual([['Code500', 0]]);
    stop();
  });

  it('tells no such time of a watch that was cut', async () => {
    const { source, heard, stop, time } = await hearing();
    await time.pass(10_000);
    await source.watch.fail(new ClusterError({ reason: 'ECONNRESET', message: 'reset' }));
    expect(heard).toEqual([['ECONNRESET', undefined]]);
    stop();
  });

  it('says so when a watch that ended is not answered when it is asked for anew', async () => {
    const { source, heard, stop, time } = await hearing();
    await time.pass(5000);
    source.script.push('never');
    await source.watch.end();
    await time.pass(DOUBTED);
    expect(heard).toEqual([['NoAnswer', 5000]]);
    stop();
  });

  it('counts on a bookmark a minute, which API servers send', async () => {
    const { source, stop } = await synced();
    expect(source.idle.at(-1)).toBe(70_000);
    stop();
  });

  it('forgets old failures after two minutes of health, not before', async () => {
    const { source, stop, time } = await synced();
    await source.watch.fail(new Error('reset'));
    await time.pass(800 + 119_000);
    await source.watch.fail(new Error('reset'));
    await time.pass(1600 + QUIET + 120_000);
    await source.watch.fail(new Error('reset'));
    expect(waits(time)).toEqual([800, 1600, 800]);
    stop();
  });

  it.each(['an event', 'a status'])(
    'lists anew after 410 as %s, and tells only what differs, in one batch',
    async (how) => {
      const { source, told, stop, time } = await synced();
      await time.pass(5000);
      if (how === 'an event') await source.watch.send(expired);
      else {
        source.script.push(refused(410));
        await source.watch.end();
      }
      await time.pass(0);
      expect(await told()).toMatch(/^stale:(Expired|Code410)@5000$/);
      await source.watch.send(added(pod('a')), added(pod('b', '20', 'new uid')));
      expect(await told()).toBe('stale:ListedAnew@undefined');
      await time.pass(QUIET);
      await source.watch.send(added(pod('c')));
      expect(await told()).toBe('');
      await source.watch.send(listEnd('30'), modified(pod('c', '31')));
      expect(await told()).toBe('live -b@1 +b@20 +c@1 synced:3 +c@31');
      stop();
    },
  );

  it('is not live after 410 before the last page has come', async () => {
    const page = (name: string, metadata: object): { items: readonly KubeObject[]; metadata: object } => ({
      items: [pod(name)],
      metadata,
    });
    const source = new ScriptedSource(page('a', { resourceVersion: '5' }));
    const { told, stop, time } = start(source, { streamsLists: false, protobuf: true });
    expect(await told()).toBe('live +a@1 | synced:1');
    source.script.push(
      page('a', { continue: 'more' }),
      refused(500, 'it failed'),
      page('a', { continue: 'more' }),
      page('b', { resourceVersion: '9' }),
    );
    await time.pass(5000);
    await source.watch.send(expired);
    await time.pass(0);
    expect(await told()).toBe('stale:Expired@5000 | stale:ListedAnew@undefined | stale:Code500@6600');
    await time.pass(1600);
    expect(await told()).toBe('stale:ListedAnew@undefined | live +b@1 synced:2');
    stop();
  });

  it('lists anew at once after 410 however long the server was away before', async () => {
    const { source, stop, time } = await synced();
    source.script.push(...Array.from({ length: 6 }, () => refused(500)));
    await source.watch.fail(new Error('reset'));
    await time.pass(200_000);
    const asked = source.queries.length;
    await source.watch.send(expired);
    await time.pass(0);
    expect(source.queries).toHaveLength(asked + 1);
    stop();
  });

  it('does not spin in a server that calls everything too old', async () => {
    const { source, stop, time } = await synced();
    source.script.push(...Array.from({ length: 4 }, () => refused(410)));
    await source.watch.fail(refused(410));
    await time.pass(100_000);
    expect(waits(time)).toEqual([0, 1600, 3200, 6400, 12_800]);
    stop();
  });

  it.each([401, 404, 405])('says that %i is a refusal, tries after 2 s, then at the cap', async (code) => {
    const { source, told, stop, time } = await synced();
    source.script.push(refused(code), refused(code), refused(code));
    await source.watch.fail(new Error('reset'));
    await time.pass(800);
    expect(await told()).toBe(`stale:Error@800 | failed:Code${code}@2800`);
    await time.pass(2000);
    expect(await told()).toBe(`failed:Code${code}@32800`);
    await time.pass(30_000);
    expect(await told()).toBe(`failed:Code${code}@62800`);
    await time.pass(30_000 + QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('asks once for a kind that many clusters do not have', async () => {
    const source = new ScriptedSource(refused(404), refused(404));
    const { told, stop, time } = start(source, undefined, undefined, undefined, undefined, true);
    expect(await told()).toBe('failed:Code404@undefined');
    await time.pass(600_000);
    expect(await told()).toBe('');
    expect(waits(time)).toEqual([]);
    stop();
  });

  it('is back 2 s after a list was denied once', async () => {
    const source = new ScriptedSource(refused(403, 'cannot list'));
    const { told, stop, time } = start(source);
    expect(await told()).toBe('failed:Code403@2000');
    await time.pass(2000 + QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('asks again at once what was sent on a dead connection', async () => {
    const { source, told, stop, time } = await synced();
    await source.watch.fail(new ClusterError({ reason: 'DeadConnection', message: 'dead', retryAfterMs: 0 }));
    await time.pass(QUIET);
    expect(await told()).toBe('stale:DeadConnection@0 | live');
    stop();
  });

  it('waits as long as the server asks', async () => {
    const { source, told, stop, time } = await synced();
    source.script.push(refused(429, 'slow down', 17_000));
    await source.watch.fail(new Error('reset'));
    await time.pass(800);
    expect(await told()).toBe('stale:Error@800 | stale:Code429@17800 as told');
    stop();
  });

  it('comes again soon when the server that failed serves others, once, and then when it says', async () => {
    const { source, told, stop, time } = await synced();
    source.script.push(refused(503, 'starting', 60_000), refused(503, 'starting', 60_000));
    await source.watch.fail(new Error('reset'));
    await time.pass(800);
    expect(await told()).toBe('stale:Error@800 | stale:Code503@60800 as told');
    source.serves();
    await time.pass(1000);
    expect(await told()).toBe('stale:Code503@61800 as told');
    source.serves();
    await time.pass(59_999);
    expect(await told()).toBe('');
    await time.pass(1 + QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('keeps the wait of one that is too many (429), whoever else is served', async () => {
    const { source, told, stop, time } = await synced();
    source.script.push(refused(429, 'slow down', 60_000));
    await source.watch.fail(new Error('reset'));
    await time.pass(800);
    source.serves();
    await time.pass(59_000);
    expect(await told()).toBe('stale:Error@800 | stale:Code429@60800 as told');
    stop();
  });

  it('waits no longer than the server asks, however often it does, up to ten times in a row', async () => {
    const { source, told, stop, time } = await synced();
    source.script.push(...Array.from({ length: 12 }, () => refused(429, 'slow down', 1000)));
    await source.watch.end();
    await time.pass(10_000);
    const batches = (await told()).split(' | ');
    expect(batches.filter((batch) => /^stale:Code429@\d+ as told$/.test(batch))).toHaveLength(10);
    // What it waits then is its own, and not the server's.
    expect(batches.at(-1)).toBe('stale:Code429@40000');
    await time.pass(200_000);
    expect(waits(time)).toEqual([...Array.from({ length: 10 }, () => 1000), 30_000, 30_000]);
    stop();
  });

  it('does not spin in a server that wants to be asked again at once', async () => {
    const { source, stop, time } = await synced();
    source.script.push(...Array.from({ length: 12 }, () => refused(429, 'slow down', 0)));
    await source.watch.end();
    await time.pass(200_000);
    expect(waits(time)).toEqual([...Array.from({ length: 10 }, () => 0), 30_000, 30_000]);
    stop();
  });

  it('waits for a page where the server says when to come again, and keeps those before it', async () => {
    const source = new ScriptedSource(
      { items: [pod('a')], metadata: { resourceVersion: '5', continue: 'more' } },
      refused(429, 'slow down', 2000),
      { items: [pod('b')], metadata: { resourceVersion: '5' } },
    );
    const { told, stop, time } = start(source, { streamsLists: false, protobuf: true });
    expect(await told()).toBe('live +a@1 | stale:Code429@2000 as told');
    await time.pass(2000);
    expect(await told()).toBe('live +b@1 | synced:2');
    expect(source.queries.slice(0, 3).map((query) => query.get('continue'))).toEqual([null, 'more', 'more']);
    stop();
  });

  it('survives a line that is no watch event', async () => {
    const { source, told, stop, time } = await synced();
    await source.watch.send('\u0000');
    expect(await told()).toMatch(/^stale:/);
    await time.pass(800 + QUIET);
    expect(await told()).toBe('live');
    stop();
  });

  it('asks and tells nothing more after it was unsubscribed', async () => {
    const { source, told, stop, time } = await synced();
    stop();
    await source.watch.send(modified(pod('a', '99')));
    await source.watch.fail(new Error('reset'));
    await time.pass(100_000);
    expect(await told()).toBe('');
    expect(source.queries).toHaveLength(1);
  });
});

describe('a reflector that hears what is no event', () => {
  it('counts it, and shows nothing of it', async () => {
    const refusals = new Refusals();
    const source = new ScriptedSource();
    const { told, stop } = start(source, { streamsLists: true, protobuf: true }, refusals);
    await told();
    await source.watch.send(added(pod('a')), listEnd('5'));
    expect(await told()).toBe('live +a@1 synced:1');
    await source.watch.send({ type: 'NOVEL', object: pod('ghost', '6') }, { type: 'BOOKMARK', object: null });
    expect(await told()).toBe('');
    await source.watch.send({ type: 'ADDED', object: { metadata: { name: true } } }, modified(pod('a', '7')));
    expect(await told()).toBe('+a@7');
    expect([...refusals.counts]).toEqual([['watch: an event of the unknown type NOVEL', 1]]);
    stop();
  });

  it('takes a list without items, or without an end, for an error rather than for an empty one', async () => {
    const answers = [
      {},
      { kind: 'Table', rows: [] },
      [],
      { items: 5 },
      { items: [], metadata: { continue: 5 } },
    ] as never[];
    const source = new ScriptedSource(...answers);
    const { time, told, stop } = start(source, { streamsLists: false, protobuf: true });
    for (const _ of answers) {
      expect(await told()).toMatch(/stale:InvalidAnswer/);
      await time.pass(waits(time).at(-1) ?? 0);
    }
    stop();
  });
});
