import { shCommand } from '../../model/explain/shell/shell.ts';
import type { Action } from '../../store/actions.ts';
import type { ContainerRef } from '../../model/session.ts';
import { commandWords } from '../../model/sessions/command-words.ts';
import {
  DEBUG_TAKES,
  type DebugAsked,
  debugAsked,
  EXEC_TAKES,
  execAsked,
  type ExecAsked,
} from '../../model/sessions/exec-asked.ts';
import type { Choices, Subject } from '../../store/choice.ts';
import { type Command, say } from '../command.ts';
import { openContainer, type Opening, pick, whenOpens } from './opening.ts';
import { whyNoImage } from '../../store/selectors/why-no-image.ts';

const shellWay = ({ command, ...asked }: ExecAsked): Opening => ({
  ...asked,
  way: 'exec',
  title: command.length === 0 ? 'Shell' : `\`${shCommand(command)}\``,
  to: (target) => [{ type: 'shell', target, ...(command.length > 0 && { command }) }],
});

const ATTACHING: Opening = {
  way: 'attach',
  title: 'Attach',
  to: (target) => [{ type: 'shell', target, attach: true }],
};

/** Asks what a debug container may be beside a container: meanwhile that is said, and takes the keys. */
export function askDebug(target: ContainerRef, of: Subject, image = ''): readonly Action[] {
  const title = `A debug container for ${target.container}`;
  const empty = 'asking what a debug container may be here …';
  const waiting: Choices = { title, choices: [], empty, of, awaits: target };
  return [...pick(waiting), { type: 'ask-debug', target, awaited: true, ...(image !== '' && { image }) }];
}

const debugWay = ({ image, isSaid: _, ...asked }: DebugAsked): Opening => ({
  ...asked,
  way: 'debug',
  title: 'A debug container',
  beside: true,
  to: (target, of) => askDebug(target, of, image),
});

const SHELL = shellWay({ command: [] });

/** A shell in what is selected: a container, or a Pod; of an owner or a namespace the Pod is asked for. */
export const shell: Command = {
  id: 'shell',
  keys: ['s'],
  title: 'shell in a container (picker if several)',
  hint: 'shell',
  word: 'exec',
  takes: EXEC_TAKES,
  scope: 'global',
  when: whenOpens(SHELL),
  run: (context, typed = '') => {
    const words = commandWords(typed);
    if (!words) return [say('a quote is open', 'failing')];
    const asked = execAsked(words);
    return typeof asked === 'string' ? [say(asked, 'failing')] : openContainer(context, shellWay(asked));
  },
};

const DEBUG = debugWay({ image: '', isSaid: false });

/** What else can be opened in a container. */
export const sessions: readonly Command[] = [
  {
    id: 'attach',
    keys: ['a'],
    title: 'attach to a container (ctrl-p ctrl-q leaves it)',
    word: 'attach',
    scope: 'global',
    when: whenOpens(ATTACHING),
    run: (context) => openContainer(context, ATTACHING),
  },
  {
    id: 'debug',
    keys: ['D'],
    title: 'debug container beside a container (asks first)',
    word: 'debug',
    takes: DEBUG_TAKES,
    scope: 'global',
    when: whenOpens(DEBUG),
    run: (context, typed = '') => {
      const asked = debugAsked(commandWords(typed) ?? [typed]);
      if (typeof asked === 'string') return [say(asked, 'failing')];
      const why = asked.isSaid ? undefined : whyNoImage(context.state, ':debug', asked.image, '--target');
      return why === undefined ? openContainer(context, debugWay(asked)) : [say(why, 'failing')];
    },
  },
  {
    id: 'sessions',
    keys: [],
    title: 'what runs in containers, and how it ended',
    word: 'sessions',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'sessions' }],
  },
];
