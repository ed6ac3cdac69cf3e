import { expect, it } from 'vitest';
import { type Entry, once } from '../../../src/model/events/entry.ts';
import { withSeen } from '../../../src/model/events/seen.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { containersOf } from '../../../src/model/pod/containers.ts';
import { endings } from '../../../src/model/whole/endings.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

function podAfter(restarts: number, seconds: number, end: object): Pod {
  const terminated = { startedAt: ago(seconds + 4), finishedAt: ago(seconds), ...end };
  return {
    metadata: { name: 'web', uid: 'u', resourceVersion: String(restarts) },
    spec: { containers: [{ name: 'app' }] },
    status: {
      containerStatuses: [
        {
          ...{ name: 'app', restartCount: restarts, lastState: { terminated } },
          state: { running: { startedAt: ago(seconds - 1) } },
        },
      ],
    },
  };
}

function told(pod: Pod, seen: readonly Entry[] = []): [string, readonly string[]][] {
  const [app] = containersOf(pod);
  if (!app) throw new Error('there is no container');
  return endings(app, seen, NOW).map(({ label, texts }) => [label, texts]);
}

it('tells the last ending as the status keeps it: reason, code, signal by name, how long it ran, what it said', () => {
  const pod = podAfter(1, 30, { exitCode: 137, reason: 'OOMKilled', message: 'one\ntwo' });
  expect(told(pod)).toEqual([
    ['last state', ['OOMKilled 137 (128+SIGKILL), 30s ago, ran 4s', 'one', 'two']],
    ['before that', []],
  ]);
  expect(told(podAfter(1, 30, { exitCode: 143, reason: 'Error' }))[0]?.[1]).toEqual([
    '143 (128+SIGTERM), 30s ago, ran 4s',
  ]);
});

it('says of what could not be started when it failed, and not that it ran since the epoch', () => {
  const end = { exitCode: 128, reason: 'StartError', startedAt: '1970-01-01T00:00:00Z' };
  expect(told(podAfter(1, 30, end))[0]?.[1]).toEqual(['StartError 128, 30s ago']);
});

it('tells those before that the watch saw, the newest first, and how many nobody tells of', () => {
  const [older, old, last] = [
    podAfter(3, 300, { exitCode: 3, message: 'about to fail' }),
    podAfter(4, 100, { exitCode: 4 }),
    podAfter(5, 10, { exitCode: 5 }),
  ];
  const seen = withSeen(withSeen(undefined, older, old, NOW), old, last, NOW);
  const others = [
    once(NOW - 50_000, {
      ...{ key: 'end other', who: 'other', what: 'ended', text: 'exit 9', tone: 'failing', source: 'seen' },
    } as const),
  ];
  expect(told(last, [...(seen ?? []), ...others])).toEqual([
    ['last state', ['exit 5, 10s ago, ran 4s']],
    [
      'before that',
      [
        'exit 4, 100s ago (podscope saw it)',
        'exit 3: about to fail, 5m ago (podscope saw it)',
        '2 older endings are not kept by the API (5 restarts)',
      ],
    ],
  ]);
  expect(told(last)[1]?.[1]).toEqual(['how it ended before that is not kept by the API (5 restarts)']);
});

it('says nothing of what never ended', () => {
  const pod: Pod = {
    metadata: { name: 'web', uid: 'u' },
    spec: { containers: [{ name: 'app' }] },
    status: { containerStatuses: [{ name: 'app', restartCount: 0, state: { running: {} } }] },
  };
  expect(told(pod)).toEqual([]);
});
