import {
  BehaviorSubject,
  filter,
  ignoreElements,
  map,
  merge,
  NEVER,
  Subject,
  tap,
  withLatestFrom,
} from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDashboard } from '../../src/app/dashboard.ts';
import { globalCommands } from '../../src/commands/index.ts';
import type { Effect } from '../../src/effects/environment.ts';
import { runEffects } from '../../src/effects/index.ts';
import { runFeeds } from '../../src/feeds/index.ts';
import { KIND_NAMES, type KindId } from '../../src/model/kinds.ts';
import type { KubeObject } from '../../src/model/objects.ts';
import type { Size } from '../../src/model/size.ts';
import { overlays } from '../../src/overlays/index.ts';
import { panes } from '../../src/panes/index.ts';
import type { Terminal } from '../../src/ports/terminal.ts';
import { Program } from '../../src/screen/program.ts';
import type { Frame } from '../../src/view/frame.ts';
import type { Key } from '../../src/view/input.ts';
import { claims, pods, takenAt, workloads } from '../fixtures/index.ts';
import { frameText } from '../support/dashboard.ts';
import { FakeConnection } from '../support/fake-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const context = { name: 'admin@test', cluster: 'c', user: 'u', namespace: 'default' };

/** The whole program but for terminal and cluster, which the test plays. */
function opened(size: Size, effects = runEffects) {
  const connection = new FakeConnection();
  const keys$ = new Subject<Key>();
  let frame: Frame | undefined;
  const terminal: Terminal = {
    keys$,
    mouse$: NEVER,
    size$: new BehaviorSubject(size),
    draw: (drawn) => void (frame = drawn),
    lend: () => Promise.reject(new Error('not to be lent')),
    suspend: () => undefined,
    copy: () => true,
    close: () => undefined,
  };
  const clusters = { contexts: [context], current: context, connect: () => connection.port };
  const { loop, running } = startDashboard({
    start: { now: takenAt, size, context: context.name, contexts: [context], namespace: 'default' },
    program: new Program(panes, overlays, globalCommands),
    world: { clusters, terminal, clock: { now: () => takenAt }, told$: NEVER, exit: () => undefined },
    effects,
    feeds: runFeeds,
  });
  return {
    loop,
    connection,
    press: (name: string) => keys$.next({ type: 'key', name }),
    text: () => (frame ? frameText(frame) : ''),
    close: () => running.unsubscribe(),
  };
}

function objectsOf(kind: KindId): readonly KubeObject[] {
  if (kind === 'pods') return pods;
  if (kind === 'persistentvolumeclaims') return claims;
  return workloads.filter((workload) => workload.kind === KIND_NAMES[kind].kind);
}

/** Tells by and by, some objects of each list that is open and then of the next one, all that there is. */
function teller({ connection }: ReturnType<typeof opened>, part: number): () => boolean {
  const told = new Map<KindId, number>();
  return () => {
    const kind = [...connection.watches.keys()].find(
      (open) => (told.get(open) ?? 0) <= objectsOf(open).length,
    );
    if (kind === undefined) return false;
    const from = told.get(kind) ?? 0;
    const objects = objectsOf(kind);
    const upserts = objects.slice(from, from + part).map((object) => ({ type: 'upsert', object }) as const);
    const isLast = from + part >= objects.length;
    const last = isLast ? [{ type: 'synced', count: objects.length } as const] : [];
    connection.tell(kind, { type: 'live' }, ...upserts, ...last);
    told.set(kind, isLast ? objects.length + 1 : from + part);
    return true;
  };
}

/** Both get what there is for them, in turns. */
async function fed(...tellers: readonly (() => boolean)[]): Promise<void> {
  do await vi.advanceTimersByTimeAsync(50);
  while (tellers.map((tell) => tell()).includes(true));
}

describe('two dashboards side by side', () => {
  it('each show what their own cluster and keys make of them', async () => {
    const left = opened({ columns: 156, rows: 42 });
    const right = opened({ columns: 120, rows: 40 });
    const tellers = [teller(left, 3), teller(right, 2)];
    await fed(...tellers);
    await expect(left.text()).toMatchFileSnapshot('../golden/screen-156x42.txt');
    while (!/Containers.*anatomy-0/.test(right.text())) {
      right.press('j');
      left.press('k');
      await fed(...tellers);
    }
    right.press('3');
    left.press('z');
    left.press('z');
    await fed(...tellers);
    await expect(right.text()).toMatchFileSnapshot('../golden/anatomy-120x40.txt');
    await expect(left.text()).toMatchFileSnapshot('../golden/screen-156x42.txt');
    left.close();
    right.close();
  });
});

describe('what an effect answers', () => {
  it('is heard by the others with the state that it made, though it came while another action was heard', () => {
    const heard: [string, boolean, string | undefined][] = [];
    const answering: Effect = ({ actions$ }) =>
      actions$.pipe(
        filter(({ type }) => type === 'wide'),
        map(
          () => ({ type: 'message', message: { tone: 'plain', text: 'wide now', until: Infinity } }) as const,
        ),
      );
    const hearing: Effect = ({ actions$, state$ }) =>
      actions$.pipe(
        withLatestFrom(state$),
        tap(([{ type }, { look }]) => heard.push([type, look.wide, look.message?.text])),
        ignoreElements(),
      );
    const { loop, close } = opened({ columns: 80, rows: 24 }, (environment) =>
      merge(answering(environment), hearing(environment)),
    );
    heard.length = 0;
    loop.dispatch({ type: 'wide', on: true }, { type: 'zoom', zoomed: true });
    expect(heard).toEqual([
      ['wide', true, undefined],
      ['message', true, 'wide now'],
      ['zoom', true, 'wide now'],
    ]);
    close();
  });
});
