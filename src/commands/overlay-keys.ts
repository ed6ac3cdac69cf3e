import { containersOf } from '../model/containers.ts';
import type { Action } from '../store/actions.ts';
import { pickerList } from '../store/selectors/picker-items.ts';
import { selectedPod } from '../store/selectors/selection.ts';
import type { Overlay } from '../store/look.ts';
import { paneState, type State } from '../store/state.ts';
import { type Command, type CommandContext, NOTHING } from './command.ts';
import { pressInPage } from './pages.ts';
import { completions, runLine } from './palette.ts';
import { runCommand } from './resolve.ts';
import { openShell } from './shell.ts';

type Picker = Extract<Overlay, { type: 'picker' }>;
type Prompt = Extract<Overlay, { type: 'prompt' }>;

const CLOSE: Action = { type: 'overlay', overlay: undefined };
const show = (overlay: Overlay): Action => ({ type: 'overlay', overlay });

/** What a key does while an overlay is open: the overlay takes every key but those of commands that work everywhere. */
export function pressInOverlay(
  commands: readonly Command[],
  context: CommandContext,
  key: string,
): readonly Action[] {
  const { overlay } = context.state.look;
  if (!overlay) return NOTHING;
  const always = commands.find(({ everywhere, keys }) => everywhere && keys.includes(key));
  if (always) return runCommand(always, context);
  if (overlay.type === 'picker') return pressInPicker(context.state, overlay, key);
  if (overlay.type === 'prompt') return pressInPrompt(commands, context, overlay, key);
  if (overlay.type === 'notice') return [CLOSE];
  return pressInPage(overlay, context, key);
}

/** A paste goes into a prompt or a picker's text, in one piece and on one line; elsewhere it does nothing. */
export function pasteInOverlay(context: CommandContext, text: string): readonly Action[] {
  const { overlay } = context.state.look;
  const line = text.split(/[\r\n]/)[0] ?? '';
  if (overlay?.type === 'prompt') return typed(context, overlay, overlay.text + line);
  if (overlay?.type === 'picker') return [show({ ...overlay, typed: overlay.typed + line, cursor: 0 })];
  return NOTHING;
}

function pressInPrompt(
  commands: readonly Command[],
  context: CommandContext,
  prompt: Prompt,
  key: string,
): readonly Action[] {
  const { pane, state } = context;
  switch (key) {
    case 'escape':
      return prompt.purpose === 'filter'
        ? [CLOSE, { type: 'filter', pane: pane.id, text: prompt.before }]
        : [CLOSE];
    case 'enter':
      return prompt.purpose === 'filter' ? [CLOSE] : [CLOSE, ...runLine(commands, context, prompt.text)];
    case 'backspace':
      if (prompt.text === '') return [CLOSE];
      return typed(context, prompt, [...prompt.text].slice(0, -1).join(''));
    case 'ctrl-u':
      return typed(context, prompt, '');
    case 'ctrl-w':
      return typed(context, prompt, prompt.text.replace(/\S*\s*$/, ''));
    case 'tab': {
      const next = prompt.purpose === 'command' ? completions(commands, state, prompt.text)[0] : undefined;
      return next === undefined ? NOTHING : typed(context, prompt, next);
    }
    default: {
      const text = printable(key);
      return text === undefined ? NOTHING : typed(context, prompt, prompt.text + text);
    }
  }
}

/** The text as typed so far; a filter works, and a search goes to what it finds, while it is typed. */
function typed({ pane, state }: CommandContext, prompt: Prompt, text: string): readonly Action[] {
  const changed = show({ ...prompt, text });
  if (prompt.purpose !== 'filter') return [changed];
  const found = text === '' ? undefined : pane.find?.(text, paneState(state, pane.id).top, 1);
  const filter: Action = { type: 'filter', pane: pane.id, text };
  return found === undefined
    ? [changed, filter]
    : [changed, filter, { type: 'scroll', pane: pane.id, top: found }];
}

const printable = (key: string): string | undefined =>
  key === 'space' ? ' ' : [...key].length === 1 ? key : undefined;

function pressInPicker(state: State, picker: Picker, key: string): readonly Action[] {
  const { items } = pickerList(state, picker);
  const cursor = cursorAfter(picker, key, items.length - 1);
  if (cursor !== undefined) return [show({ ...picker, cursor })];
  if (key === 'escape') return [CLOSE];
  if (key === 'enter') return [CLOSE, ...choose(state, picker, items[picker.cursor]?.key)];
  const text = printable(key);
  if (key !== 'backspace' && text === undefined) return NOTHING;
  const next = text === undefined ? [...picker.typed].slice(0, -1).join('') : picker.typed + text;
  return [show({ ...picker, cursor: 0, typed: next })];
}

const PICKER_STEPS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    down: 1,
    up: -1,
    pagedown: 10,
    'ctrl-f': 10,
    pageup: -10,
    'ctrl-b': -10,
    home: -Infinity,
    end: Infinity,
  }),
);

/** These letters move until something was typed; then they are letters like the others. */
const PICKER_LETTERS: ReadonlyMap<string, number> = new Map(
  Object.entries({ j: 1, k: -1, g: -Infinity, G: Infinity }),
);

function cursorAfter(picker: Picker, key: string, last: number): number | undefined {
  const step = PICKER_STEPS.get(key) ?? (picker.typed === '' ? PICKER_LETTERS.get(key) : undefined);
  return step === undefined ? undefined : Math.max(0, Math.min(picker.cursor + step, last));
}

function choose(state: State, picker: Picker, key: string | undefined): readonly Action[] {
  if (picker.purpose === 'namespace') {
    const name = key ?? picker.typed;
    return [{ type: 'namespace', namespace: name === '' ? undefined : name }];
  }
  if (key === undefined) return NOTHING;
  if (picker.purpose === 'context') return [{ type: 'context', name: key }];
  const pod = selectedPod(state);
  return pod
    ? openShell(
        state,
        pod,
        containersOf(pod).find(({ name }) => name === key),
      )
    : NOTHING;
}
