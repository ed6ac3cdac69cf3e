import { EventEmitter } from 'node:events';
import { NEVER, type Observable, Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { connectScreen } from '../../src/app/connect-screen.ts';
import { frames } from '../../src/app/frames.ts';
import { startLoop } from '../../src/app/loop.ts';
import { reduceWith } from '../../src/store/reduce.ts';
import { paneState } from '../../src/store/state.ts';
import type { Key, Paste } from '../../src/view/input.ts';
import type { Look } from '../../src/store/look.ts';
import { Input } from '../../src/terminal/keys/input.ts';
import { frameText, screenOf } from '../support/dashboards/dashboard.ts';
import { seeded } from '../support/hostile/seeded.ts';

const NAMES = Array.from({ length: 3 }, (_, index) => ({
  metadata: { name: `name-${index}`, uid: `name-${index}`, resourceVersion: '1' },
}));

/** A dashboard whose keys come as a terminal sends them: several at once. */
function opened(input$: Observable<Key | Paste> = new Subject<Key>()) {
  const { state, program } = screenOf({ columns: 120, rows: 40 });
  const loop = startLoop(state, reduceWith(program.owns));
  const keys$ = new Subject<Key | Paste>();
  input$.subscribe(keys$);
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

/** All that can be typed into a prompt: most of it are keys that would do something. */
const LETTERS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
/** What a letter in a prompt may come to. */
const TYPED: ReadonlySet<string> = new Set(['open', 'own', 'filter', 'select', 'scroll', 'message']);
/** The place that a letter alone leads to elsewhere. */
const placeOf = ({ focus, zoomed, notWellOnly, peek, wide, tabs, place }: Look) =>
  ({ focus, zoomed, notWellOnly, peek, wide, tabs, namespace: place.namespace, scope: place.scope }); // prettier-ignore

it('500 bursts of typed-ahead text never run as commands while a prompt is on its way', async () => {
  const stdin = Object.assign(new EventEmitter(), { resume: () => stdin });
  const { loop } = opened(new Input(stdin as unknown as NodeJS.ReadStream).keys$);
  const look = (): Look => loop.state$.value.look;
  const before = placeOf(look());
  const ran: string[] = [];
  loop.actions$.subscribe(({ type }) => ran.push(type));
  const random = seeded(11);
  for (let burst = 0; burst < 500; burst++) {
    const text = Array.from({ length: 1 + random(30) }, () => LETTERS.charAt(random(LETTERS.length))).join(
      '',
    );
    const [key, overlay] = random(2) === 0 ? ['/', 'filter'] : [':', 'palette'];
    ran.length = 0;
    // Cut into reads at random.
    for (let left = `${key}${text}`; left !== '';) {
      const read = left.slice(0, 1 + random(left.length));
      left = left.slice(read.length);
      stdin.emit('data', Buffer.from(read));
      if (random(2) === 0) await Promise.resolve();
    }
    await Promise.resolve();
    expect(look().overlays).toEqual([overlay]);
    expect(look().own[`${overlay}`]).toMatchObject({ text });
    expect(ran.filter((type) => !TYPED.has(type))).toEqual([]);
    expect(placeOf(look())).toEqual(before);
    stdin.emit('data', Buffer.from('\x15\x7f'));
    await Promise.resolve();
    expect(look().overlays).toEqual([]);
  }
});

it('of a text that is longer than the screen its end is on show', async () => {
  const { send, text } = opened();
  await send('2', '/', ...'x'.repeat(300), ...'end');
  expect(text()).toMatch(/^ \/…x+end$/m);
});
