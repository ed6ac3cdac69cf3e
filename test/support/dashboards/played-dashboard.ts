import { BehaviorSubject, NEVER, Subject } from 'rxjs';
import { vi } from 'vitest';
import { startDashboard } from '../../../src/app/dashboard.ts';
import { globalCommands } from '../../../src/commands/index.ts';
import { runEffects } from '../../../src/effects/index.ts';
import { runFeeds } from '../../../src/feeds/index.ts';
import { KIND_NAMES, type KindId } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { Size } from '../../../src/model/size.ts';
import { overlays } from '../../../src/overlays/index.ts';
import { panes } from '../../../src/panes/index.ts';
import type { Terminal } from '../../../src/ports/terminal.ts';
import { Program } from '../../../src/screen/program.ts';
import type { Frame } from '../../../src/view/frame.ts';
import type { Key } from '../../../src/view/input.ts';
import { claims, pods, takenAt, workloads } from '../../fixtures/index.ts';
import { frameText } from './dashboard.ts';
import { FakeConnection } from './fake-connection.ts';

const context = { name: 'admin@test', cluster: 'c', user: 'u', namespace: 'default' };
const other = { ...context, name: 'other@test' };

/** The whole program but for terminal and cluster, which the test plays. */
export function opened(size: Size, effects = runEffects, now: () => number = () => takenAt) {
  const connection = new FakeConnection();
  // What a volume hangs on is still asked for, as in the frames that the panes' own tests keep.
  connection.answerGet = () => new Promise(() => {});
  const keys$ = new Subject<Key>();
  const frames: Frame[] = [];
  const terminal: Terminal = {
    keys$,
    mouse$: NEVER,
    size$: new BehaviorSubject(size),
    draw: (drawn) => void frames.push(drawn),
    lend: () => Promise.reject(new Error('not to be lent')),
    suspend: () => undefined,
    redraw: () => undefined,
    copy: () => true,
    close: () => undefined,
  };
  const clusters = {
    contexts: [context, other],
    current: context,
    connect: () => connection.port,
    tidy: () => connection.tidying?.over,
  };
  const { loop, running } = startDashboard({
    start: { now: now(), size, context: context.name, contexts: [context, other], namespace: 'default' },
    program: new Program(panes, overlays, globalCommands),
    world: {
      clusters,
      terminal,
      clock: { now },
      told$: NEVER,
      shellEnvironment: {},
      memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      exit: () => undefined,
      save: (name) => Promise.resolve(name),
    },
    effects,
    feeds: runFeeds,
  });
  return {
    loop,
    connection,
    press: (name: string) => keys$.next({ type: 'key', name }),
    /** Every frame that was drawn. */
    frames,
    text: () => textOf(frames.at(-1)),
    close: () => running.unsubscribe(),
  };
}

const textOf = (frame: Frame | undefined): string => (frame ? frameText(frame) : '');

function objectsOf(kind: KindId): readonly KubeObject[] {
  if (kind === 'pods') return pods;
  if (kind === 'persistentvolumeclaims') return claims;
  return workloads.filter((workload) => workload.kind === KIND_NAMES[kind].kind);
}

/** Tells by and by, some objects of each list that is open and then of the next one, all that there is. */
export function teller({ connection }: ReturnType<typeof opened>, part: number): () => boolean {
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
export async function fed(...tellers: readonly (() => boolean)[]): Promise<void> {
  do await vi.advanceTimersByTimeAsync(50);
  while (tellers.map((tell) => tell()).includes(true));
}
