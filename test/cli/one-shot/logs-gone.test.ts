/** `podscope logs -f` of several Pods, none of which are left. */
import { lastValueFrom, type Observable, Subject, tap, toArray } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { printLogs } from '../../../src/cli/one-shot/logs/logs.ts';
import type { LogsShot } from '../../../src/cli/arguments/logs-command.ts';
import type { OneShotSource } from '../../../src/cli/one-shot/source.ts';
import type { LogSource } from '../../../src/model/logs/log-item.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const POD = {
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u' },
  spec: { containers: [{ name: 'app' }] },
} as Pod;

/** A cluster with an owner, whose Pods come and go, and are read as soon as they are there. */
function follow(of: LogsShot['of'], before: readonly Pod[], follows = true) {
  const pods$ = new Subject<readonly Pod[]>();
  const there = { owner: true, namespace: true };
  const kind = { kind: 'Deployment', namespaced: true };
  const source = {
    namespace: 'shop',
    pods: () => Promise.resolve(before),
    podsLive: () => pods$,
    owned: () =>
      Promise.resolve(
        there.owner
          ? { scope: { namespace: 'shop', labelSelector: 'app=web' } }
          : { missing: 'object', kind },
      ),
    lacksNamespace: () => Promise.resolve(!there.namespace),
    logs: async (
      { sources$ }: { sources$: Observable<readonly LogSource[]> },
      take: (items: object[]) => void,
    ) => {
      const read = (sources: readonly LogSource[]): void =>
        take(sources.map((of) => ({ source: of, time: 0, note: { type: 'live' } })));
      await lastValueFrom(sources$.pipe(tap(read), toArray()));
    },
  } as unknown as OneShotSource;
  const said: string[] = [];
  const output = { out: () => undefined, err: (text: string) => void said.push(text) };
  const shot: LogsShot = {
    ...{ command: 'logs', connection: {}, follow: follows, previous: false, stamps: false, colours: false },
    of,
    most: 9,
  };
  const ended = printLogs(shot, source, output);
  return { pods$, there, said, ended };
}

const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

it('ends with the owner, which is told, once its Pods are gone too', async () => {
  const { pods$, there, said, ended } = follow({ target: { kind: 'deploy', name: 'web' } }, [POD]);
  await settle();
  pods$.next([POD]);
  there.owner = false;
  await settle();
  expect(said).toEqual([]);
  pods$.next([]);
  await settle();
  expect(await ended).toBe(0);
  expect(said).toEqual(['podscope: Deployment web is gone\n']);
});

it('waits for Pods of an owner that is there, which is told once, until it is gone', async () => {
  const { pods$, there, said, ended } = follow({ target: { kind: 'deploy', name: 'web' } }, [POD]);
  await settle();
  pods$.next([POD]);
  pods$.next([]);
  await vi.advanceTimersByTimeAsync(60_000);
  const none = 'podscope: deploy/web has no Pods any more: waiting for others\n';
  expect(said).toEqual([none]);
  pods$.next([{ ...POD, metadata: { ...POD.metadata, uid: 'v' } }]);
  pods$.next([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([none, none]);
  there.owner = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(await ended).toBe(0);
  expect(said).toEqual([none, none, 'podscope: Deployment web is gone\n']);
});

it('waits for Pods that match, until their namespace is gone', async () => {
  const { pods$, there, said, ended } = follow({ selector: 'app=web' }, [POD]);
  await settle();
  pods$.next([POD]);
  pods$.next([]);
  await vi.advanceTimersByTimeAsync(60_000);
  const none = 'podscope: no Pod matches app=web any more: waiting for others\n';
  expect(said).toEqual([none]);
  there.namespace = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(await ended).toBe(0);
  expect(said).toEqual([none, 'podscope: namespace shop does not exist\n']);
});

it('fails where the namespace is not there, and nothing was ever read', async () => {
  const { pods$, there, said, ended } = follow({ selector: 'app=web' }, []);
  there.namespace = false;
  await settle();
  pods$.next([]);
  await settle();
  expect(await ended).toBe(1);
  expect(said.at(-1)).toBe('podscope: namespace shop does not exist\n');
});

it('is well without -f where no Pod matches, as with kubectl', async () => {
  const { said, ended } = follow({ selector: 'app=web' }, [], false);
  expect(await ended).toBe(0);
  expect(said).toEqual(['No resources found in shop namespace.\n']);
});
