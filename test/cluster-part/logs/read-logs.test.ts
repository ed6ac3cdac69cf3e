import { NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { readLogs } from '../../../src/cluster/logs/read-logs.ts';
import type { Heartbeat } from '../../../src/cluster/watch/heartbeat.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { LogItem } from '../../../src/model/logs/log-item.ts';
import type { Log } from '../../../src/model/log.ts';
import { SOURCE } from '../../support/servers/log-host.ts';
import { VirtualTime } from '../../support/virtual-time.ts';

const NAMES = Array.from({ length: 8 }, (_, index) => `c${index}`);
const EACH = 400;
/** So long that all of them are more than waits as lines. */
const LONG = ' '.repeat(8192);

/** What containers wrote that ran one after the other and say nothing now, each line a chunk of its own. */
async function* answer(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const query = new URLSearchParams(path.split('?')[1]);
  const container = query.get('container') ?? '';
  const first = Math.max(0, EACH - Number(query.get('tailLines') ?? EACH));
  const second = String(NAMES.indexOf(container)).padStart(2, '0');
  for (let line = first; line < EACH; line++)
    yield await Promise.resolve(
      Buffer.from(
        `2026-01-01T00:00:${second}.${String(line).padStart(9, '0')}Z ${container}-${line}${LONG}\n`,
      ),
    );
  if (query.has('follow')) await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

/** Logs of containers that run, asked for by that. */
function reading(names: readonly string[], request: Heartbeat['request'], requestTimeout?: number) {
  const timing = new VirtualTime();
  const aborter = new AbortController();
  const heartbeat = { request, pause: timing.sleep, during: () => NEVER } as unknown as Heartbeat;
  const pod = {
    metadata: { name: 'web', namespace: 'default', uid: SOURCE.uid },
    spec: { nodeName: 'node-1', containers: names.map((name) => ({ name })) },
    status: { containerStatuses: names.map((name) => ({ name, state: { running: {} } })) },
  } as Pod;
  const said: string[] = [];
  const notes: string[] = [];
  const told: string[] = [];
  const log: Log = (_, __, text) => void told.push(text);
  const over = readLogs(
    {
      sources$: of(names.map((container) => ({ ...SOURCE, container }))),
      follow: true,
      ahead: 64 * 1024 * 1024,
    },
    {
      heartbeat,
      look: () => Promise.resolve(pod),
      timing,
      closed: new AbortController().signal,
      line: { server: 'https://a', requestTimeout, awaits: () => undefined },
      log,
    },
    (items: readonly LogItem[]) => {
      for (const item of items)
        if ('text' in item) said.push(item.text.trimEnd());
        else notes.push(item.note.type);
    },
    aborter.signal,
  );
  const stop = (): Promise<void> => {
    aborter.abort();
    return over;
  };
  return { timing, said, notes, told, stop };
}

describe('logs that are followed', () => {
  it('are told as soon as it is known that no earlier line comes, in order, once one waited for all', async () => {
    const { timing, said, stop } = reading(NAMES, (path, { signal }) =>
      Promise.resolve(answer(path, signal!)),
    );
    // Long enough for one to be waited for, too short for one after the other.
    for (let turn = 0; turn < 50; turn++) await timing.pass(0);
    await timing.pass(200);
    for (let turn = 0; turn < 50; turn++) await timing.pass(0);
    expect(said).toEqual(
      NAMES.flatMap((name) => Array.from({ length: EACH }, (_, line) => `${name}-${line}`)),
    );
    await stop();
  });

  it('are asked for again when a busy server said that they may be, not before, and nothing is told as lost', async () => {
    const asked: number[] = [];
    const busy = new ClusterError({ code: 429, reason: 'Busy', message: 'slow down', retryAfterMs: 17_000 });
    const { timing, said, notes, stop } = reading(['c0'], (path, { signal }) => {
      asked.push(timing.now());
      return asked.length <= 2 ? Promise.reject(busy) : Promise.resolve(answer(path, signal!));
    });
    await timing.pass(33_999);
    expect(asked).toEqual([0, 17_000]);
    expect(notes).toEqual([]);
    await timing.pass(1);
    for (let turn = 0; turn < 10; turn++) await timing.pass(0);
    await timing.pass(2000);
    expect(asked[2]).toBe(34_000);
    expect(said).toHaveLength(EACH);
    expect(notes).not.toContain('lost');
    await stop();
  });

  it('go on once they have begun, however short an answer may take to begin', async () => {
    const { timing, said, notes, stop } = reading(
      ['c0'],
      (path, { signal }) => Promise.resolve(answer(path, signal!)),
      3000,
    );
    for (let turn = 0; turn < 50; turn++) await timing.pass(0);
    await timing.pass(60_000);
    expect(said).toHaveLength(EACH);
    expect(notes.filter((note) => note !== 'live')).toEqual([]);
    await stop();
  });

  it('are told to be waited for where no answer begins, once for all of them', async () => {
    let begun = false;
    const waiting: (() => void)[] = [];
    const { timing, told, stop } = reading(NAMES, async (path, { signal }) => {
      if (!begun) await new Promise<void>((resolve) => waiting.push(resolve));
      return answer(path, signal!);
    });
    await timing.pass(4999);
    expect(told).toEqual([]);
    await timing.pass(60_000);
    const text =
      'https://a has not begun to answer for the log of web/c0 for 5 s: waiting (--request-timeout gives up)';
    expect(told).toEqual([text]);
    begun = true;
    for (const resolve of waiting) resolve();
    for (let turn = 0; turn < 50; turn++) await timing.pass(0);
    await timing.pass(60_000);
    expect(told).toEqual([text]);
    await stop();
  });
});
