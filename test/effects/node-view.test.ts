import { BehaviorSubject, of, Subject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { leftovers } from '../../src/effects/leftovers.ts';
import { nodeView } from '../../src/effects/node-view.ts';
import { quit } from '../../src/effects/quit.ts';
import type { Environment } from '../../src/effects/environment.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import type { Walked } from '../../src/model/processes/walked.ts';
import type { World } from '../../src/ports/world.ts';
import type { Action } from '../../src/store/actions.ts';
import type { Question } from '../../src/store/choice.ts';
import type { State } from '../../src/store/state.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const pod = { metadata: { name: 'web', namespace: 'shop', uid: 'u1' } } as unknown as Pod;
const look = { pod, image: 'busybox' };
const failed = (message: string): Walked => ({ type: 'failed', failure: { reason: 'GivenUp', message } });
const leftover = {
  namespace: 'shop',
  name: 'podscope-node-view-1',
  uid: 'h1',
  node: 'n1',
  phase: 'Failed',
  over: true,
};

let connection: FakeConnection;
let actions$: Subject<Action>;
let told: Action[];
let exits: number[];
let tidying: Promise<unknown> | undefined;

beforeEach(() => {
  connection = new FakeConnection();
  actions$ = new Subject();
  told = [];
  exits = [];
  tidying = undefined;
  const world = {
    clusters: { tidy: () => tidying },
    terminal: { close: () => undefined },
    exit: (code: number) => exits.push(code),
  } as unknown as World;
  const environment: Environment = {
    world,
    actions$,
    state$: new BehaviorSubject({} as State),
    connection$: of(connection.port),
  };
  for (const effect of [nodeView, leftovers, quit])
    effect(environment).subscribe((action) => told.push(action));
});

const seen = () => told.map((action) => (action.type === 'own' ? (action.action as object) : action));
/** What was begun is over: promises are heard a moment later. */
const settled = () => vi.waitFor(() => expect(told.length).toBeGreaterThan(1));

describe('looking at a node', () => {
  it('tells that it looks, and what came of it, by a Pod of a name that nobody has', async () => {
    const names: string[] = [];
    connection.answerWalkNode = ({ name }) => {
      names.push(name);
      return Promise.resolve(failed('no'));
    };
    actions$.next({ type: 'look-at-node', look });
    await settled();
    expect(seen()).toEqual([
      { uid: 'u1', seen: { type: 'looking' } },
      { uid: 'u1', seen: failed('no') },
    ]);
    actions$.next({ type: 'look-at-node', look });
    expect(names).toEqual([
      expect.stringMatching(/^podscope-node-view-[0-9a-f]{8}$/),
      expect.stringMatching(/^podscope-node-view-[0-9a-f]{8}$/),
    ]);
    expect(names[0]).not.toBe(names[1]);
  });

  it('is given up where it is left, and what comes of it then is not told', async () => {
    let given: AbortSignal | undefined;
    let end: (walked: Walked) => void = () => undefined;
    connection.answerWalkNode = (_, signal) => {
      given = signal;
      return new Promise((resolve) => (end = resolve));
    };
    actions$.next({ type: 'look-at-node', look });
    actions$.next({ type: 'leave-node', uid: 'u1' });
    expect(given?.aborted).toBe(true);
    end(failed('it was given up'));
    await Promise.resolve();
    expect(seen()).toEqual([
      { uid: 'u1', seen: { type: 'looking' } },
      { uid: 'u1', seen: undefined },
    ]);
  });

  it('goes on where another Pod is left, and where there is no connection that is what came of it', async () => {
    connection.answerWalkNode = () => Promise.reject(new Error('no connection'));
    actions$.next({ type: 'leave-node', uid: 'other' });
    actions$.next({ type: 'look-at-node', look });
    await vi.waitFor(() =>
      expect(seen().at(-1)).toMatchObject({
        seen: { type: 'failed', failure: { message: 'no connection' } },
      }),
    );
  });
});

describe('quitting', () => {
  it('waits until what was made in a cluster is removed, and no longer', async () => {
    let removed: () => void = () => undefined;
    tidying = new Promise<void>((resolve) => (removed = resolve));
    actions$.next({ type: 'quit' });
    expect(exits).toEqual([]);
    removed();
    await vi.waitFor(() => expect(exits).toEqual([0]));
    tidying = undefined;
    actions$.next({ type: 'quit' });
    expect(exits).toEqual([0, 0]);
  });
});

describe('what is left of looking at nodes', () => {
  const question = async (): Promise<Question> => {
    actions$.next({ type: 'find-leftovers', known: ['shop'] });
    await vi.waitFor(() => expect(told).toHaveLength(2));
    // That it is looked for is told no more.
    const [said, opened] = told;
    expect(said).toEqual({ type: 'message', message: undefined });
    expect(opened).toMatchObject({ type: 'open', overlay: 'confirm' });
    return (opened as { readonly with: Question }).with;
  };

  it('is listed and asked about, with what is younger and where it could not be looked', async () => {
    const young = { ...leftover, name: 'podscope-node-view-2', over: false };
    connection.left = { found: [leftover, young], unseen: ['Pods may not be listed in kube-system'] };
    const { lines, choices } = await question();
    const text = lines.join('\n');
    expect(text).toContain('shop/podscope-node-view-1 on n1, Failed');
    expect(text).not.toContain('podscope-node-view-2');
    expect(text).toContain(
      'one Pod is younger than 90s and may still be in use: :clean takes it once it has ended.',
    );
    expect(text).toContain('Pods may not be listed in kube-system.');
    expect(choices).toEqual([
      { label: 'Remove one Pod', key: 'r', actions: [{ type: 'remove-leftovers', leftovers: [leftover] }] },
    ]);
  });

  it('is not said to be nothing where some may still be in use', async () => {
    connection.left = { found: [{ ...leftover, over: false }], unseen: [] };
    actions$.next({ type: 'find-leftovers', known: ['shop'] });
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(JSON.stringify(told)).toContain('nothing to remove yet · one Pod is younger than 90s');
  });

  it('is removed, and what could not be is told', async () => {
    const other = { ...leftover, name: 'podscope-node-view-3' };
    connection.answerRemove = ({ name }) =>
      name === other.name ? Promise.reject(new Error('forbidden')) : Promise.resolve();
    actions$.next({ type: 'remove-leftovers', leftovers: [leftover, other] });
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({
      message: { tone: 'failing', text: '1 of 2 removed · shop/podscope-node-view-3: forbidden' },
    });
  });

  it('is nothing where nothing was found, but for where it could not be looked', async () => {
    connection.left = { found: [], unseen: ['Pods may not be listed in a, b'] };
    actions$.next({ type: 'find-leftovers', known: [] });
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({
      message: { text: 'no Pod that looked at a node is left · Pods may not be listed in a, b.' },
    });
  });
});
