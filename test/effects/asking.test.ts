import type { ExecResult } from '../../src/model/session.ts';
import { BehaviorSubject, EMPTY, NEVER, Observable, of, Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { document } from '../../src/effects/document.ts';
import type { Effect } from '../../src/effects/environment.ts';
import { owners } from '../../src/effects/owners.ts';
import type { LentTerminal, World } from '../../src/effects/ports.ts';
import { ending, shell } from '../../src/effects/shell.ts';
import type { Action } from '../../src/store/actions.ts';
import type { Start } from '../../src/store/initial-state.ts';
import { reduce } from '../../src/store/reduce.ts';
import type { State } from '../../src/store/state.ts';
import { ownLine } from '../../src/terminal/lend.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboard.ts';
import { FakeSession } from '../support/fake-session.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An effect beside a dashboard whose state it sees and changes. */
function running(effect: Effect, start: Partial<Start> = {}, terminal?: LentTerminal) {
  const session = new FakeSession();
  const dashboard = new TestDashboard({ now: takenAt, ...start });
  const state$ = new BehaviorSubject<State>(dashboard.state);
  const actions$ = new Subject<Action>();
  const told: Action[] = [];
  const dispatch = (action: Action): void => {
    state$.next(reduce(state$.value, action));
    actions$.next(action);
  };
  const lend = (run: (lent: LentTerminal) => Promise<unknown>) => run(terminal as LentTerminal);
  const subscription = effect({
    world: { terminal: { lend } } as unknown as World,
    actions$,
    state$,
    session$: NEVER.pipe((never) => new Observable((out) => (out.next(session.port), never.subscribe(out)))),
    needs: () => [],
    wantsDocument: () => true,
  }).subscribe((action) => {
    told.push(action);
    dispatch(action);
  });
  const deliver = (...objects: ReturnType<typeof podNamed>[]): void =>
    dispatch({
      type: 'batch',
      batch: [{ kind: 'pods', events: objects.map((object) => ({ type: 'upsert', object }) as const) }],
    });
  return { session, dispatch, deliver, told, state$, close: () => subscription.unsubscribe() };
}

const metadata = (name: string) => ({ uid: name, name, namespace: 'default', resourceVersion: '1' });
const reference = (kind: string, name: string) => ({
  apiVersion: 'example.com/v1',
  kind,
  name,
  uid: name,
  controller: true,
});

describe('owners', () => {
  const pod = podNamed('crashing');
  const owned = { ...pod, metadata: { ...pod.metadata, ownerReferences: [reference('Rollout', 'rolled')] } };

  it('are walked up to level by level, and asked for once', async () => {
    const { session, deliver, state$, close } = running(owners);
    session.answerOwners = (refs) =>
      refs.map((ref) => ({
        ref,
        uid: ref.uid,
        metadata:
          ref.name === 'rolled'
            ? { ...metadata('rolled'), ownerReferences: [reference('App', 'app')] }
            : metadata(ref.name),
      }));
    deliver(owned);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.asked).toEqual([['rolled'], ['app']]);
    deliver(owned);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.asked).toHaveLength(2);
    expect([...state$.value.cluster.owners.keys()]).toEqual(['rolled', 'app']);
    close();
  });

  it('that cannot be had are not asked for again until all is listed anew', async () => {
    const { session, deliver, dispatch, close } = running(owners);
    const other = podNamed('never-ready');
    deliver({ ...other, metadata: { ...other.metadata, ownerReferences: [reference('Rollout', 'gone')] } });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.asked).toEqual([['gone']]);
    dispatch({ type: 'refresh' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.asked).toEqual([['gone'], ['gone']]);
    close();
  });

  it('of kinds that are watched are left to their watches', async () => {
    const { session, deliver, close } = running(owners);
    deliver(podNamed('agent'), podNamed('anatomy'), podNamed('once'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.asked).toEqual([]);
    close();
  });
});

describe('the document', () => {
  it('is fetched, and again when the object changed, without a flicker', async () => {
    const { session, deliver, told, close } = running(document);
    const pod = podNamed('crashing');
    session.answerGet = () => Promise.resolve(pod);
    deliver(pod);
    await vi.advanceTimersByTimeAsync(100);
    const statuses = () =>
      told.flatMap((action) => (action.type === 'document' ? [action.document?.status] : []));
    expect(statuses().slice(-2)).toEqual(['loading', 'ready']);
    deliver({ ...pod, metadata: { ...pod.metadata, resourceVersion: 'next' } });
    await vi.advanceTimersByTimeAsync(100);
    expect(statuses().slice(-3)).toEqual(['loading', 'ready', 'ready']);
    expect(session.got).toHaveLength(2);
    close();
  });

  it('says why it cannot be had', async () => {
    const { session, deliver, told, close } = running(document);
    const refused = { code: 403, reason: 'Forbidden', message: 'may not get pods' };
    session.answerGet = () => Promise.reject(Object.assign(new Error(refused.message), refused));
    deliver(podNamed('crashing'));
    await vi.advanceTimersByTimeAsync(100);
    expect(told.at(-1)).toMatchObject({ document: { status: 'failed', failure: refused } });
    close();
  });
});

describe('a shell', () => {
  const target = { namespace: 'shop', pod: 'web-1', container: 'web' };
  const open: Action = { type: 'shell', target };

  it('leaves its ending on show, throws away what was typed ahead, and goes with the next key', async () => {
    const input$ = new Subject<Uint8Array>();
    let written = '';
    const write = (data: Uint8Array | string): void => void (written += data.toString());
    const tell: LentTerminal['tell'] = (line, text) => write(ownLine(line, text));
    const { session, dispatch, close } = running(shell, {}, { input$, size$: EMPTY, write, tell });
    session.answerExec = () => Promise.resolve({ type: 'exited', code: 3 });
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(session.ran).toMatchObject([{ ...target, tty: true, stdin: true }]);
    expect(written).toContain(' exit 3 ');
    // A second shell waits for the terminal: it shows when the first one is over.
    dispatch(open);
    input$.next(Buffer.from('\u0004'));
    await vi.advanceTimersByTimeAsync(300);
    expect(session.ran).toHaveLength(1);
    input$.next(Buffer.from('x'));
    await vi.advanceTimersByTimeAsync(10);
    expect(session.ran).toHaveLength(2);
    close();
  });

  it('is never run with --readonly', async () => {
    const terminal = { input$: of(), size$: EMPTY, write: () => undefined, tell: () => undefined };
    const { session, dispatch, close } = running(shell, { readonly: true }, terminal);
    dispatch(open);
    await vi.advanceTimersByTimeAsync(10);
    expect(session.ran).toEqual([]);
    close();
  });

  const failed = (message: string): ExecResult => ({ type: 'failed', failure: { reason: 'x', message } });
  it.each<[ExecResult, RegExp]>([
    [{ type: 'exited', code: 0 }, /^exit 0$/],
    [{ type: 'exited', code: 137 }, /^killed \(exit 137\)$/],
    [
      { type: 'lost', failure: { reason: 'ECONNRESET', message: 'reset by peer' } },
      /^connection lost: reset by peer$/,
    ],
    [failed('pods "web-1" is forbidden'), /^pods "web-1" is forbidden$/],
    [
      failed('exec: "sh": executable file not found in $PATH'),
      /no shell in web.*kubectl debug -it -n shop web-1/,
    ],
  ])('that ended as %o says so', (result, text) => {
    expect(ending(target, result)).toMatch(text);
  });
});
