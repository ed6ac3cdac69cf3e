import { describe, expect, it } from 'vitest';
import { containerLog } from '../../../src/cluster/logs/container-log.ts';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { type LogItem, type LogRange, timeTold } from '../../../src/model/logs/log-item.ts';
import type { ContainerStatus } from '../../../src/model/kinds/objects.ts';
import { noteText } from '../../../src/model/logs/note-text.ts';
import { LogHost, SOURCE } from '../../support/servers/log-host.ts';
import { seeded } from '../../support/hostile/seeded.ts';

const T = Date.parse('2026-01-01T00:00:00Z') / 1000;

async function read(
  host: LogHost,
  range: Partial<LogRange> = {},
  aborter = new AbortController(),
): Promise<string[]> {
  const said: string[] = [];
  const all = containerLog(SOURCE, { follow: true, ...range }, host.asks, aborter.signal);
  for await (const items of all) said.push(...items.map(textOf).filter((text) => text !== ''));
  return said;
}

const textOf = (item: LogItem): string => ('note' in item ? noteOf(item) : item.text);
const noteOf = (item: Extract<LogItem, { note: unknown }>): string => {
  const text = noteText(item.note);
  return text === '' ? '' : `-- ${text}`;
};

const over = (host: LogHost, exitCode = 0): void => {
  host.phase = 'Succeeded';
  host.status = { restartCount: host.status.restartCount ?? 0, state: { terminated: { exitCode } } };
};

const RESET = new ClusterError({ reason: 'ECONNRESET', message: 'it was reset' });

describe('the log of a container', () => {
  it.each([1, 2, 3, 4, 5])(
    'loses and doubles no line, wherever the connection breaks (seed %i)',
    async (seed) => {
      const chance = seeded(seed);
      const random = (): number => chance(1_000_000) / 1_000_000;
      const host = new LogHost();
      const written: string[] = [];
      let [second, nanos] = [T, 0];
      const write = (): void => {
        for (let lines = Math.floor(random() * 30); lines > 0; lines--) {
          // Several lines of one time; and, of the two streams of a container, some out of order.
          nanos += random() < 0.4 ? 0 : Math.floor(random() * 80_000_000);
          if (nanos >= 1e9) [second, nanos] = [second + Math.ceil(random() * 2), nanos - 1e9];
          const before = random() < 0.1 ? Math.min(nanos, 1000) : 0;
          const text = `${written.length} ${'é'.repeat(Math.floor(random() * 20))}`;
          written.push(text);
          host.write(second, nanos - before, text);
        }
      };
      let rounds = 0;
      host.chunk = () => 1 + Math.floor(random() * 200);
      host.breaksAfter = () => (rounds < 60 && random() < 0.8 ? 1 + Math.floor(random() * 900) : undefined);
      host.goOn = () => {
        if (++rounds > 60) over(host);
        else write();
        return rounds <= 60 && random() < 0.9;
      };
      write();
      const said = await read(host, { patient: true });
      expect(said.filter((text) => !text.startsWith('--'))).toEqual(written);
      expect(said.filter((text) => text.includes('rotated'))).toEqual([]);
      expect(host.asked.length).toBeGreaterThan(2);
      expect(said.at(-1)).toBe('-- ended: exit 0');
    },
  );

  it.each([
    [3, ['follow', 'sinceTime', 'tailLines']],
    [3000, ['follow', 'sinceTime']],
  ])('reads all there is before it is followed, though %i lines come meanwhile', async (meanwhile, last) => {
    const host = new LogHost();
    const numbers = (count: number, from = 0): string[] =>
      Array.from({ length: count }, (_, index) => String(from + index));
    for (const text of numbers(5000)) host.write(T + Number(text), 1, text);
    host.refuse = () => {
      if (host.asked.length === 2)
        for (const text of numbers(meanwhile, 5000)) host.write(T + Number(text), 1, text);
      return undefined;
    };
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host)).toEqual([...numbers(5000 + meanwhile), '-- ended: exit 0']);
    expect(host.asked[0]?.has('follow')).toBe(false);
    const how = host.asked.findLast((asked) => asked.has('follow') && asked.size > 2);
    expect([...(how?.keys() ?? [])].filter((key) => !['container', 'timestamps'].includes(key))).toEqual(
      last,
    );
  });

  it('follows at once what few lines are asked of', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host, { tail: 1000 })).toEqual(['one', '-- ended: exit 0']);
    expect(host.asked[0]?.get('follow')).toBe('true');
  });

  it('tells of a connection that is lost and back, once each', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    const answers = [undefined, RESET, RESET, undefined];
    host.refuse = () => answers.shift();
    host.breaksAfter = () => (host.asked.length === 1 ? 35 : undefined);
    host.goOn = () => {
      if (host.asked.length < 4) return true;
      host.write(T + 3, 1, 'two');
      over(host);
      host.goOn = () => false;
      return true;
    };
    expect(await read(host)).toEqual([
      'one',
      '-- connection lost: it was reset',
      '-- connected again after 0.0s',
      'two',
      '-- ended: exit 0',
    ]);
    expect(host.asked[1]?.get('sinceTime')).toBe('2025-12-31T23:59:59.000Z');
  });

  it('ends where every answer breaks off and nothing new comes, unless it is followed', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.write(T + 1, 1, 'two');
    host.breaksAfter = () => 3;
    const LOST = '-- connection lost: it was reset';
    const given = '-- it was reset; asked for 5 times, and nothing new came';
    expect(await read(host, { follow: false })).toEqual([LOST, given]);
    expect(host.asked).toHaveLength(5);
    expect(host.paused.filter((ms) => ms > 0)).toEqual([800, 1600, 3200, 6400]);
    // What comes at last makes it a new beginning.
    const breaks = [3, 3, 3, 3, 40, 3, 3, 3, 3, 3];
    host.breaksAfter = () => breaks.shift();
    const back = '-- connected again after 0.0s';
    expect(await read(host, { follow: false })).toEqual([LOST, back, 'one', LOST, given]);
    expect(breaks).toEqual([]);
  });

  it('tells once that the connection is lost while every answer breaks off, where it is followed', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    let asked = 0;
    host.breaksAfter = () => (++asked < 30 ? 3 : undefined);
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host)).toEqual([
      '-- connection lost: it was reset',
      '-- connected again after 0.0s',
      'one',
      '-- ended: exit 0',
    ]);
    expect(host.paused.slice(0, 7)).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000]);
  });

  it('marks where the log was rotated while nobody read it', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.breaksAfter = () => (host.asked.length === 1 ? 35 : undefined);
    host.goOn = () => {
      over(host);
      return false;
    };
    const { refuse } = host;
    host.refuse = () => {
      if (host.asked.length === 2) {
        host.runs[0] = [];
        host.write(T + 100, 1, 'nine');
      }
      return refuse();
    };
    expect((await read(host)).slice(1)).toEqual([
      '-- connection lost: it was reset',
      '-- connected again after 0.0s',
      '-- the log was rotated meanwhile: some lines may be missing here',
      'nine',
      '-- ended: exit 0',
    ]);
  });

  it('marks that too where nothing is left of it, and nothing more is said', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.breaksAfter = () => (host.asked.length === 2 ? 35 : undefined);
    host.refuse = () => {
      if (host.asked.length === 3) host.runs[0] = [];
      return undefined;
    };
    const aborter = new AbortController();
    host.goOn = () => {
      // It is followed, and says nothing any more.
      if (host.asked.length > 3) aborter.abort();
      return false;
    };
    expect((await read(host, {}, aborter)).slice(1)).toEqual([
      '-- connection lost: it was reset',
      '-- connected again after 0.0s',
      '-- the log was rotated meanwhile: some lines may be missing here',
    ]);
  });

  it.each([1000, undefined])(
    'takes no lines of a next run for those of the run that was read, though it was opened late (tail %s)',
    async (tail) => {
      const host = new LogHost();
      host.write(T, 1, 'one');
      host.breaksAfter = () => (host.asked.length === (tail === undefined ? 2 : 1) ? 35 : undefined);
      let resumed = false;
      host.refuse = () => {
        if (host.asked.length === (tail === undefined ? 3 : 2) && !resumed) {
          // While a busy server lets it wait the container says more, ends, and is started again.
          resumed = true;
          host.write(T + 5, 1, 'two');
          host.runs.push([]);
          host.write(T + 9, 1, 'three');
          host.status = { restartCount: 1, state: { running: {} } };
        }
        return undefined;
      };
      host.goOn = () => {
        over(host);
        return false;
      };
      const said = await read(host, tail === undefined ? {} : { tail });
      expect(said.filter((text) => !text.startsWith('--'))).toEqual(['one', 'two', 'three']);
      expect(said.findIndex((text) => text.includes('restarted'))).toBeLessThan(said.indexOf('three'));
      expect(said.filter((text) => text.includes('rotated'))).toEqual([]);
    },
  );

  it('marks nothing where the container was started again meanwhile, and has said nothing yet', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.breaksAfter = () => (host.asked.length === 2 ? 35 : undefined);
    host.refuse = () => {
      // Its kubelet knows of the restart before the API server does.
      if (host.asked.length === 3) {
        host.runs.push([]);
        host.status = { restartCount: 1, state: { running: {} } };
      }
      return undefined;
    };
    const aborter = new AbortController();
    host.goOn = () => {
      if (host.asked.length > 4) aborter.abort();
      return false;
    };
    const said = await read(host, {}, aborter);
    expect(said.filter((text) => text.includes('rotated'))).toEqual([]);
    expect(said.some((text) => text.includes('restarted'))).toBe(true);
  });

  it('reads what a kubelet left behind that let go of who follows before all was written', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    const late = ['two', 'three'];
    host.goOn = () => {
      // The container has ended, and its log has not: what is written now is not sent to who followed.
      over(host);
      const text = late.shift();
      if (text !== undefined) host.write(T, 5 - late.length, text);
      return false;
    };
    expect(await read(host)).toEqual(['one', 'two', 'three', '-- ended: exit 0']);
    expect(host.asked).toHaveLength(7);
  });

  it('reads that too where the container ended while the connection was lost', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.breaksAfter = () => {
      if (host.asked.length > 1) return undefined;
      over(host);
      return 35;
    };
    host.refuse = () => {
      if (host.asked.length === 2) {
        host.write(T + 1, 1, 'tw', '');
      } else if (host.asked.length === 3) {
        host.runs.at(-1)?.pop();
        host.write(T + 1, 1, 'two');
        host.write(T + 2, 1, 'three');
      }
      return undefined;
    };
    const said = await read(host);
    expect(said.filter((text) => !text.startsWith('--'))).toEqual(['one', 'two', 'three']);
    expect(said.at(-1)).toBe('-- ended: exit 0');
  });

  it('asks once for the log of a container that had ended before', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    over(host);
    expect(await read(host)).toEqual(['one', '-- ended: exit 0']);
    expect(host.asked).toHaveLength(1);
  });

  it.each([[0], [1]])('goes on where the connection breaks before it has begun', async (already) => {
    const host = new LogHost();
    const waiting = new ClusterError({
      code: 400,
      reason: 'BadRequest',
      message: 'container "app" in pod "web" is waiting to start: ContainerCreating',
    });
    const notYet = '-- has no log yet: ContainerCreating';
    const answers = [...[waiting].slice(already), RESET, RESET, waiting, undefined];
    host.refuse = () => answers.shift();
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    const said = await read(host);
    if (!already) expect(said.shift()).toBe(notYet);
    expect(said).toEqual([
      '-- connection lost: it was reset',
      ...[notYet].slice(1 - already),
      '-- connected again after 0.0s',
      'one',
      '-- ended: exit 0',
    ]);
  });

  it('goes on over restarts, and reads what was left of the run before', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.breaksAfter = () => (host.asked.length === 1 ? 35 : undefined);
    const end = {
      exitCode: 3,
      startedAt: '2026-01-01T00:00:00Z',
      finishedAt: '2026-01-01T00:00:09Z',
    };
    host.refuse = () => {
      if (host.asked.length === 2) {
        host.write(T + 1, 1, 'two');
        host.write(T + 1, 2, 'no newline', '');
        host.runs.push([]);
        host.write(T + 20, 1, 'again');
        host.status = { restartCount: 1, state: { running: {} }, lastState: { terminated: end } };
        return RESET;
      }
      return undefined;
    };
    host.goOn = () => {
      over(host);
      return false;
    };
    expect((await read(host)).slice(1)).toEqual([
      '-- connection lost: it was reset',
      '-- connected again after 0.0s',
      'two',
      'no newline',
      '-- ended: exit 3 after 9s',
      '-- restarted (restart 1)',
      'again',
      '-- ended: exit 0',
    ]);
  });

  it('takes it for no line where the kubelet says that the log of a run is gone', async () => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    host.goOn = () => {
      if (host.asked.length === 2) {
        host.runs.push([]);
        host.unstamped = 'unable to retrieve container logs for containerd://0123';
        host.write(T + 9, 1, 'two');
        host.status = { restartCount: 1, state: { running: {} }, lastState: { terminated: { exitCode: 1 } } };
      } else over(host);
      return false;
    };
    expect(await read(host)).toEqual([
      'one',
      '-- ended: exit 1',
      '-- restarted (restart 1)',
      'two',
      '-- ended: exit 0',
    ]);
  });

  it.each<[string, Partial<ContainerStatus>, string]>([
    ['runs', { state: { running: {} } }, 'the log of the run before is gone from its node'],
    ['waits to be started', { state: { waiting: {} } }, 'the log of the run before is gone from its node'],
    [
      'has just ended',
      { state: { terminated: { exitCode: 3 } } },
      'the log of the run before the one that has just ended is gone; that one is the present run until the next starts',
    ],
  ])('says that the log of a run before is gone, of a container that %s', async (_, status, said) => {
    const host = new LogHost();
    host.unstamped = 'unable to retrieve container logs for containerd://0123';
    host.status = { restartCount: 1, lastState: { terminated: { exitCode: 1 } }, ...status };
    expect(await read(host, { follow: false, previous: true })).toEqual([`-- ${said}`]);
  });

  it('has the times of an end and of a restart as the node has them, and of all else when it was noticed', async () => {
    const host = new LogHost();
    const at = (second: number): string => new Date((T + second) * 1000).toISOString();
    host.write(T, 5, 'one');
    const answers = [undefined, RESET];
    host.refuse = () => answers.shift();
    host.breaksAfter = () => (host.asked.length === 1 ? 35 : undefined);
    host.goOn = () => {
      if (host.runs.length === 1) {
        host.runs.push([]);
        host.write(T + 60, 1, 'two');
        const terminated = { exitCode: 3, startedAt: at(0), finishedAt: at(40) };
        host.status = {
          restartCount: 1,
          state: { running: { startedAt: at(60) } },
          lastState: { terminated },
        };
      } else over(host);
      return false;
    };
    const told: string[] = [];
    const aborter = new AbortController();
    for await (const items of containerLog(SOURCE, { follow: true }, host.asks, aborter.signal))
      told.push(
        ...items
          .filter((item) => textOf(item) !== '')
          .map((item) => {
            const seconds = Math.floor(timeTold(item) / 1e6);
            return `${textOf(item)} at ${seconds === Math.floor(host.timing.now() / 1000) ? 'now' : seconds - T}`;
          }),
      );
    expect(told).toEqual([
      'one at 0',
      '-- connection lost: it was reset at now',
      '-- connected again after 0.0s at now',
      '-- ended: exit 3 after 40s at 40',
      '-- restarted (restart 1) at 60',
      'two at 60',
      '-- ended: exit 0 at 60',
    ]);
  });

  it('waits for a container that has yet to start, where it follows', async () => {
    const host = new LogHost();
    const waiting = new ClusterError({
      code: 400,
      reason: 'BadRequest',
      message: 'container "app" in pod "web" is waiting to start: ContainerCreating',
    });
    const answers = [waiting, waiting, undefined];
    host.refuse = () => answers.shift();
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host)).toEqual(['-- has no log yet: ContainerCreating', 'one', '-- ended: exit 0']);
    answers.push(waiting);
    expect(await read(host, { follow: false })).toEqual([`-- ${waiting.message}`]);
  });

  it('says why there is none of a Pod that is on no node, of which a server sends an empty one', async () => {
    const host = new LogHost();
    const nodes = [undefined, undefined];
    host.node = () => (nodes.length > 0 ? nodes.shift() : 'node-1');
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    const why = '-- has no log yet: its Pod is on no node: Unschedulable: no room';
    expect(await read(host)).toEqual([why, 'one', '-- ended: exit 0']);
    nodes.push(undefined);
    expect(await read(host, { follow: false })).toEqual([why]);
  });

  it.each([
    [400, 'container "app" in pod "web" is not available', 'its node has yet to begin it'],
    [
      404,
      'the server could not find the requested resource ( pods/log web)',
      'its node does not know of it yet',
    ],
  ])('waits for a container of which its node knows nothing yet (%i)', async (code, message, why) => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    const answers = [1, 2, 3].map(() => new ClusterError({ code, reason: 'Unknown', message }));
    host.refuse = () => answers.shift();
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host)).toEqual([`-- has no log yet: ${why}`, 'one', '-- ended: exit 0']);
    answers.push(new ClusterError({ code, reason: 'Unknown', message }));
    expect(await read(host, { follow: false })).toEqual([expect.stringContaining('--')]);
  });

  it('says of a Pod that goes while its node knows nothing of it only that it is gone', async () => {
    const host = new LogHost();
    host.refuse = () => {
      host.gone = true;
      return new ClusterError({ code: 404, reason: 'NotFound', message: 'it was not found' });
    };
    expect(await read(host)).toEqual(['-- the Pod is gone']);
  });

  it.each([
    ['of it any more', 'the server could not find the requested resource ( pods/log web)'],
    ['of it any more', `pods "${SOURCE.pod}" not found`],
  ])('says of a Pod that was read before that its node does not know %s', async (why, message) => {
    const host = new LogHost();
    host.write(T, 1, 'one');
    let asks = 0;
    host.refuse = () => {
      asks++;
      if (asks === 5) over(host);
      const isUnknown = asks > 1 && asks < 5;
      return isUnknown ? new ClusterError({ code: 404, reason: 'NotFound', message }) : undefined;
    };
    host.goOn = () => false;
    const said = await read(host);
    expect(said).toEqual(['one', `-- has no log now: its node does not know ${why}`, '-- ended: exit 0']);
  });

  it('names the node that is not there and how its Pod stands, once, and asks at growing pauses until that is gone', async () => {
    const host = new LogHost();
    let asks = 0;
    host.refuse = () => {
      host.gone = ++asks === 6;
      return new ClusterError({ code: 404, reason: 'NotFound', message: 'pods "lost-node" not found' });
    };
    host.status = { ready: true, state: { running: {} } };
    const why = 'there is no node lost-node; its Pod is still there, last heard of as Running';
    expect(await read(host)).toEqual([`-- has no log yet: ${why}`, '-- the Pod is gone']);
    expect(host.paused).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
    host.gone = false;
    expect(await read(host, { follow: false })).toEqual([`-- ${why}`]);
  });

  it('fails at once where it never was there, unless it is to be patient', async () => {
    const host = new LogHost();
    host.lost = RESET;
    expect(await read(host)).toEqual(['-- it was reset']);
    host.lost = undefined;
    const broken = new ClusterError({ code: 500, reason: 'InternalError', message: 'no kubelet answers' });
    host.refuse = () => broken;
    expect(await read(host)).toEqual(['-- no kubelet answers']);
    const denied = new ClusterError({
      code: 403,
      reason: 'Forbidden',
      message:
        'pods "web" is forbidden: User "eve" cannot get resource "pods/log" in API group "" in the namespace "shop"',
    });
    host.refuse = () => denied;
    expect(await read(host)).toEqual(['-- may not get pods/log web in namespace shop: user eve']);
    host.gone = true;
    expect(await read(host)).toEqual(['-- the Pod is gone']);
  });

  it('tells once that it is refused, however often it is asked for again, until it may be read', async () => {
    const host = new LogHost();
    const denied = new ClusterError({ code: 403, reason: 'Forbidden', message: 'you may not' });
    const answers = [denied, denied, denied, undefined, denied, undefined];
    host.refuse = () => answers.shift();
    host.write(T, 1, 'one');
    host.goOn = () => {
      if (answers.length === 0) over(host);
      return false;
    };
    const said = await read(host, { patient: true });
    expect(said.filter((text) => text === '-- you may not')).toHaveLength(2);
    expect(said).toContain('one');
  });

  describe('that was followed, and is refused as it is read on,', () => {
    const denied = new ClusterError({ code: 403, reason: 'Forbidden', message: 'you may not' });
    const refusedAfterFirst = (times: number) => {
      const host = new LogHost();
      const answers = [undefined, ...Array<ClusterError>(times).fill(denied)];
      host.refuse = () => answers.shift();
      host.write(T, 1, 'one');
      host.goOn = () => {
        if (answers.length === 0) over(host);
        return false;
      };
      return { host, answers };
    };

    it('goes on once it may be read again, and tells once that it was refused', async () => {
      const { host } = refusedAfterFirst(3);
      const said = await read(host);
      expect(said.filter((text) => text === '-- you may not')).toHaveLength(1);
      expect(said).toContain('one');
      expect(said.at(-1)).toBe('-- ended: exit 0');
    });

    it("ends with the server's words where that stays", async () => {
      const { host, answers } = refusedAfterFirst(100);
      expect(await read(host)).toEqual(['one', '-- you may not', '-- you may not']);
      expect(answers).toHaveLength(95);
    });
  });

  it('goes on where the server is too busy to begin, without saying how long, and ends where it only reads', async () => {
    const host = new LogHost();
    const busy = new ClusterError({ code: 429, reason: 'TooManyRequests', message: 'too many requests' });
    const answers = [busy, busy, undefined];
    host.refuse = () => answers.shift();
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    expect(await read(host)).toEqual([
      '-- connection lost: too many requests',
      '-- connected again after 0.0s',
      'one',
      '-- ended: exit 0',
    ]);
    answers.unshift(busy);
    expect(await read(host, { follow: false })).toEqual(['-- too many requests']);
  });

  it('goes on after a page of something in between', async () => {
    const host = new LogHost();
    const page = new ClusterError({
      code: 200,
      reason: 'NotKubernetes',
      message: 'answered 200 with an HTML page',
    });
    const answers = [page, undefined];
    host.refuse = () => answers.shift();
    host.write(T, 1, 'one');
    host.goOn = () => {
      over(host);
      return false;
    };
    const said = await read(host, { patient: true });
    expect(said[0]).toContain('an HTML page');
    expect(said.slice(-2)).toEqual(['one', '-- ended: exit 0']);
  });

  it('takes lines of a megabyte, bytes that are no UTF-8, and what the kubelet itself says', async () => {
    const host = new LogHost();
    const long = 'x'.repeat(1024 * 1024);
    host.write(T, 1, long);
    host.write(T, 2, Buffer.from([0xff, 0x41, 0xc3]));
    host.write(T, 3, 'end');
    expect(await read(host, { follow: false })).toEqual([long, '\ufffdA\ufffd', 'end']);
    expect((await read(host, { follow: false, bytes: true }))[1]).toBe('\xffA\xc3');
    host.write(T, 4, 'y'.repeat(3 * 1024 * 1024));
    const said = await read(host, { follow: false });
    expect(said.slice(3).join('')).toBe('y'.repeat(3 * 1024 * 1024));
    expect(said).toHaveLength(6);
  });

  it.each([1, 3_000_000])(
    'doubles nothing where the rest of a line comes again without its beginning (%i)',
    async (length) => {
      const host = new LogHost();
      host.write(T, 1, 'x', '');
      host.write(T + 4, 1, 'x'.repeat(length));
      host.write(T + 4, 2, 'next');
      host.goOn = () => {
        over(host);
        return false;
      };
      const said = await read(host);
      expect(said.slice(-2)).toEqual(['next', '-- ended: exit 0']);
      expect(said.slice(0, -2).join('')).toBe('x'.repeat(length + 1));
      expect(host.asked.map((query) => query.get('sinceTime'))).toContain('2026-01-01T00:00:03.000Z');
    },
  );

  it('cuts a line that is longer where it is asked to, and says how much is missing', async () => {
    const host = new LogHost();
    const long = (letter: string, more: number): string => letter.repeat(1024 * 1024 + 64 - 31 + more);
    host.write(T, 1, 'before');
    host.write(T, 2, long('x', 500_000));
    host.write(T, 3, 'between');
    host.write(T, 4, long('y', 3_000_000));
    host.write(T, 5, long('z', 2048), '');
    const said = await read(host, { follow: false, cut: true });
    const cut = (more: string): string => `-- the line was longer, and is cut: ${more} more are not kept`;
    const expected = ['before', long('x', 0), cut('488Ki'), 'between', long('y', 0), cut('2.9Mi')];
    expect(said.map((text) => text.length)).toEqual(
      [...expected, long('z', 0), cut('2Ki')].map((text) => text.length),
    );
    expect(said.slice(0, 6)).toEqual(expected);
  });

  it('takes a cut line for one that was read where it comes again', async () => {
    const host = new LogHost();
    host.write(T, 1, 'x'.repeat(3 * 1024 * 1024));
    host.write(T, 2, 'after');
    let broken = 0;
    host.breaksAfter = () => (broken++ < 3 ? broken * 1_100_000 : undefined);
    host.goOn = () => {
      over(host);
      return false;
    };
    const said = await read(host, { patient: true, cut: true });
    expect(said.filter((text) => text.startsWith('x'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('is cut'))).toHaveLength(1);
    expect(said.filter((text) => text === 'after')).toHaveLength(1);
  });
});
