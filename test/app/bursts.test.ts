import { NEVER, Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { connectScreen } from '../../src/app/connect-screen.ts';
import { frames } from '../../src/app/frames.ts';
import { startLoop } from '../../src/app/loop.ts';
import { reduceWith } from '../../src/store/reduce.ts';
import { paneState } from '../../src/store/state.ts';
import type { Key } from '../../src/view/input.ts';
import { frameText, screenOf } from '../support/dashboards/dashboard.ts';

const NAMES = Array.from({ length: 3 }, (_, index) => ({
  metadata: { name: `name-${index}`, uid: `name-${index}`, resourceVersion: '1' },
}));

/** A dashboard whose keys come as a terminal sends them: several at once. */
function opened() {
  const { state, program } = screenOf({ columns: 120, rows: 40 });
  const loop = startLoop(state, reduceWith(program.owns));
  const keys$ = new Subject<Key>();
  const drawn: string[] = [];
  const draw = (frame: Parameters<typeof frameText>[0]): void => void drawn.push(frameText(frame));
  connectScreen({ keys$, mouse$: NEVER, size$: NEVER, draw }, loop, program, frames, { now: () => 0 });
  let actions = 0;
  loop.actions$.subscribe(() => actions++);
  return {
    loop,
    /** Keys of one read; resolves when they have been heard. */
    send: async (...keys: readonly string[]) => {
      const before = { frames: drawn.length, actions };
      for (const name of keys) keys$.next({ type: 'key', name });
      await Promise.resolve();
      return { frames: drawn.length - before.frames, actions: actions - before.actions };
    },
    text: () => drawn.at(-1) ?? '',
  };
}

it('a thousand letters that come at once are one text of a filter, and few frames', async () => {
  const { loop, send, text } = opened();
  const { frames, actions } = await send('2', '/', ...'web'.repeat(300));
  expect(frames).toBeLessThan(8);
  expect(actions).toBeLessThan(20);
  expect(paneState(loop.state$.value, 'pods').filter).toBe('web'.repeat(300));
  expect(text()).toContain('/webweb');
});

it('what is typed ahead acts in its order: letters into the prompt, enter on it, then keys of the pane', async () => {
  const { loop, send } = opened();
  await send('2', '/', 'n', 'g', 'i', 'n', 'x', 'backspace', 'enter', 'z');
  expect(paneState(loop.state$.value, 'pods').filter).toBe('ngin');
  expect(loop.state$.value.look).toMatchObject({ overlays: [], zoomed: true });
});

it('letters that move in a picker do so until something was typed, at once too', async () => {
  const { loop, send, text } = opened();
  loop.dispatch({
    type: 'open',
    overlay: 'picker',
    with: {
      title: 'Pick',
      empty: '',
      choices: NAMES.map(({ metadata: { name } }) => ({ label: name, actions: [] })),
    },
  });
  await send('j', 'j');
  expect(text()).toContain('▌name-2');
  await send('n', 'j', 'g');
  expect(text()).toContain('/njg');
});

it('a hundred other keys that come at once are drawn twice', async () => {
  const { send } = opened();
  const { frames, actions } = await send('2', ...Array.from({ length: 100 }, () => 'j'));
  expect(actions).toBeGreaterThanOrEqual(100);
  expect(frames).toBeLessThan(5);
});

it('a prompt takes no more text than anyone types', async () => {
  const { loop, send } = opened();
  await send('2', '/', ...'x'.repeat(5000));
  await send(...'y'.repeat(5000));
  expect(paneState(loop.state$.value, 'pods').filter).toBe('x'.repeat(1024));
});

it('of a text that is longer than the screen its end is on show', async () => {
  const { send, text } = opened();
  await send('2', '/', ...'x'.repeat(300), ...'end');
  expect(text()).toMatch(/^ \/…x+end$/m);
});
