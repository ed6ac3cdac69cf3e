import { NEVER, type Subscription } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { Heartbeat, type Line } from '../../../src/cluster/watch/heartbeat.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';
import { ScriptedWatch } from '../../support/dashboards/scripted-source.ts';
import { settle, VirtualTime } from '../../support/virtual-time.ts';

let signal: AbortSignal;
beforeEach(() => ({ signal } = new AbortController()));

/** A line to a server: how it answers is the test's to say. */
class ScriptedLine {
  readonly server = 'https://server';
  /** When the server was asked for a sign of life, in ms. */
  readonly asked: number[] = [];
  /** What ends each question. */
  readonly signals: AbortSignal[] = [];
  idleDropped = 0;
  /** What becomes of questions: by their number, from 1. */
  answer: (question: number) => Promise<void> = () => Promise.resolve();
  readonly watches: ScriptedWatch[] = [];
  /** Requests are refused with it. */
  refusal: ClusterError | undefined;

  constructor(private readonly time: VirtualTime) {}

  get line(): Line {
    return {
      server: this.server,
      request: (async (_: string, { signal: ended }: { signal: AbortSignal }) => {
        if (this.refusal) throw this.refusal;
        const watch = new ScriptedWatch(new URLSearchParams());
        this.watches.push(watch);
        ended.addEventListener('abort', () => void watch.fail(new Error('aborted')));
        return Promise.resolve(watch);
      }) as unknown as Line['request'],
      json: () => Promise.reject(new Error('not asked here')),
      answers: (_: string, ended: AbortSignal) => {
        this.asked.push(this.time.now());
        this.signals.push(ended);
        return this.answer(this.asked.length);
      },
      dropIdle: () => void this.idleDropped++,
    };
  }
}

const never = (): Promise<void> => new Promise(() => undefined);

/** A heartbeat with one watch that is open and followed. */
async function beating() {
  const time = new VirtualTime();
  const server = new ScriptedLine(time);
  const heartbeat = new Heartbeat(server.line, time);
  const silence: (number | undefined)[] = [];
  const subscription: Subscription = heartbeat.during<never>(NEVER).subscribe((events) => {
    for (const event of events as readonly WatchEvent<unknown>[])
      if (event.type === 'silent') silence.push(event.since);
  });
  const ended: string[] = [];
  const watch = async (): Promise<ScriptedWatch> => {
    const stream = await heartbeat.request('/pods', { signal });
    void (async () => {
      try {
        for await (const _ of stream);
      } catch (error) {
        ended.push(`${(error as ClusterError).reason}@${time.now()}`);
      }
    })();
    await settle();
    return server.watches.at(-1)!;
  };
  return { time, server, heartbeat, silence, ended, watch, stop: () => subscription.unsubscribe() };
}

describe('a line that is well', () => {
  it('is asked every 5 s while a watch is quiet, and nothing is told', async () => {
    const { time, server, silence, ended, watch, stop } = await beating();
    await watch();
    await time.pass(26_000);
    expect(server.asked).toEqual([5000, 10_000, 15_000, 20_000, 25_000]);
    expect([silence, ended]).toEqual([[], []]);
    stop();
  });

  it('is not asked while every watch delivers, but while one of them does not', async () => {
    const { time, server, watch, stop } = await beating();
    const one = await watch();
    for (let second = 0; second < 12; second++) {
      await one.send('x');
      await time.pass(1000);
    }
    expect(server.asked).toEqual([]);
    await watch();
    for (let second = 0; second < 12; second++) {
      await one.send('x');
      await time.pass(1000);
    }
    expect(server.asked).toHaveLength(2);
    stop();
  });

  it('is asked nothing while nothing is sent to it, and nothing more after it was left', async () => {
    const { time, server, watch, stop } = await beating();
    await time.pass(20_000);
    expect(server.asked).toEqual([]);
    await watch();
    stop();
    await time.pass(20_000);
    expect(server.asked).toEqual([]);
  });
});

it('lets an answer come to its end, so that its connection is asked again, and ends what nobody waits for', async () => {
  const { time, server, watch, stop } = await beating();
  await watch();
  server.answer = (question) => (question === 2 ? never() : Promise.resolve());
  await time.pass(14_000);
  expect(server.signals.map(({ aborted }) => aborted)).toEqual([false, true, false]);
  stop();
});

describe('a line that is silent', () => {
  it('is told at most 8 s after the last byte, and what is open is given up after 15', async () => {
    const { time, server, silence, ended, watch, stop } = await beating();
    const one = await watch();
    server.answer = never;
    await time.pass(3200);
    await one.send('x');
    await time.pass(6400);
    expect(silence).toEqual([]);
    await time.pass(1600);
    expect(silence).toEqual([3200]);
    await time.pass(6900);
    expect(ended).toEqual([]);
    await time.pass(600);
    expect(ended).toEqual([expect.stringMatching(/^NoAnswer@18\d\d\d$/)]);
    stop();
  });

  it('counts as heard of by any byte of any watch', async () => {
    const { time, server, silence, ended, watch, stop } = await beating();
    await watch();
    const other = await watch();
    server.answer = never;
    await time.pass(8000);
    expect(silence).toEqual([0]);
    await other.send('x');
    expect(silence).toEqual([0, undefined]);
    for (let second = 0; second < 30; second++) {
      await time.pass(1000);
      await other.send('x');
    }
    expect([silence, ended]).toEqual([[0, undefined], []]);
    stop();
  });

  it('wakes what waits for its next try when it answers again', async () => {
    const { time, server, heartbeat, silence, watch, stop } = await beating();
    await watch();
    server.answer = never;
    await time.pass(16_000);
    let woken: number | undefined;
    void heartbeat.pause(1e6, signal).then(() => (woken = time.now()));
    await time.pass(20_000);
    expect(woken).toBeUndefined();
    server.answer = () => Promise.resolve();
    await time.pass(6000);
    expect(woken).toBeGreaterThan(36_000);
    expect(silence).toEqual([0, undefined]);
    stop();
  });

  it('says nothing where the program itself stood still meanwhile', async () => {
    const { time, server, silence, ended, watch, stop } = await beating();
    await watch();
    server.answer = never;
    await time.standStill(3_600_000);
    await time.pass(4000);
    expect([silence, ended]).toEqual([[], []]);
    server.answer = () => Promise.resolve();
    await time.pass(20_000);
    expect([silence, ended]).toEqual([[], []]);
    stop();
  });
});

describe('connections that are dead while new ones live', () => {
  it('are given up at once when the new one answers, and only those that were silent', async () => {
    const { time, server, silence, ended, watch, stop } = await beating();
    await watch();
    server.answer = (question) => (question === 1 ? never() : Promise.resolve());
    await time.pass(7900);
    expect(server.idleDropped).toBe(0);
    expect(silence).toEqual([0]);
    const chatty = await watch();
    await time.pass(200);
    await chatty.send('x');
    expect(server.idleDropped).toBe(1);
    expect(ended).toEqual(['DeadConnection@8000']);
    stop();
  });

  it('are not those of a server that is only slow', async () => {
    const { time, server, ended, watch, stop } = await beating();
    await watch();
    server.answer = () => time.sleep(4000, signal);
    await time.pass(60_000);
    expect(ended).toEqual([]);
    stop();
  });
});

describe('a server that is not there', () => {
  it('is asked until it is, and then whoever waits for it is woken', async () => {
    const { time, server, heartbeat, stop } = await beating();
    server.refusal = new ClusterError({ reason: 'ECONNREFUSED', message: 'refused' });
    server.answer = () => Promise.reject(server.refusal as Error);
    await expect(heartbeat.request('/pods', { signal })).rejects.toThrow('refused');
    let woken: number | undefined;
    void heartbeat.pause(30_000, signal).then(() => (woken = time.now()));
    await time.pass(12_000);
    server.answer = () => Promise.resolve();
    await time.pass(6000);
    expect(woken).toBeLessThan(18_000);
    expect(woken).toBeGreaterThan(12_000);
    stop();
  });

  it('is not waited for less where it answers, but not what was asked', async () => {
    const { time, server, heartbeat, stop } = await beating();
    server.refusal = new ClusterError({ reason: 'ECONNRESET', message: 'reset' });
    await expect(heartbeat.request('/pods', { signal })).rejects.toThrow('reset');
    let woken: number | undefined;
    void heartbeat.pause(30_000, signal).then(() => (woken = time.now()));
    await time.pass(40_000);
    expect(woken).toBe(30_000);
    stop();
  });
});

describe('a server that is busy', () => {
  it('is waited for until it serves what was asked for since, not what was before', async () => {
    const time = new VirtualTime();
    const server = new ScriptedLine(time);
    let answer: (stream: ScriptedWatch) => void = () => undefined;
    const slow = { ...server.line, request: () => new Promise((resolve) => (answer = resolve)) };
    const heartbeat = new Heartbeat(slow as unknown as Line, time);
    void heartbeat.request('/pods', { signal });
    const first = answer;
    let woken: number | undefined;
    void heartbeat.untilServed(60_000, signal).then(() => (woken = time.now()));
    await time.pass(1000);
    first(new ScriptedWatch(new URLSearchParams()));
    await time.pass(1000);
    expect(woken).toBeUndefined();
    void heartbeat.request('/events', { signal });
    await time.pass(1000);
    expect(woken).toBeUndefined();
    answer(new ScriptedWatch(new URLSearchParams()));
    await time.pass(0);
    await settle();
    expect(woken).toBe(3000);
  });

  it('is waited for as long as it says where it serves nobody', async () => {
    const { time, server, heartbeat, stop } = await beating();
    let woken: number | undefined;
    void heartbeat.untilServed(60_000, signal).then(() => (woken = time.now()));
    await time.pass(1000);
    server.refusal = new ClusterError({ code: 503, reason: 'Busy', message: 'busy' });
    await expect(heartbeat.request('/pods', { signal })).rejects.toThrow('busy');
    await time.pass(70_000);
    expect(woken).toBe(60_000);
    stop();
  });
});
