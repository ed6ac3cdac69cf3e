import type { CopyRequest } from '../../model/copy/copy.ts';
import type { ContainerRef } from '../../model/session.ts';
import { commandWords } from '../../model/sessions/command-words.ts';
import type { Action } from '../../store/actions.ts';
import type { Choice, Subject } from '../../store/choice.ts';
import { type Command, remark, say } from '../command.ts';
import { openContainer, type Opening, whenOpens } from './opening.ts';

/** What the overlays of a copy are opened with: of which container, which way, and, once it was said, from where. */
export interface CopyAsked {
  readonly target: ContainerRef;
  readonly of: Subject;
  readonly direction: CopyRequest['direction'];
  readonly source?: string;
  /** What the prompt begins with. */
  readonly text: string;
}

/** A copy that was asked for in full; a local file keeps its permissions, as with kubectl. */
export function copyOf({ target, direction, source = '' }: Omit<CopyAsked, 'of'>, place: string): Action {
  const [remote, local] = direction === 'from-container' ? [source, place] : [place, source];
  return { type: 'copy-files', request: { ...target, direction, remote, local, preserve: true } };
}

const ask = (of: Subject, target: ContainerRef, direction: CopyRequest['direction']): readonly Action[] => {
  const asked: CopyAsked = { target, of, direction, text: direction === 'from-container' ? '/' : '' };
  return [{ type: 'open', overlay: 'copy-source', with: asked }];
};

/** Asks which way, and then from where and where to. */
const asking: Opening = {
  way: 'exec',
  title: 'Copy files',
  to: (target, of) => {
    const choices: readonly Choice[] = [
      {
        label: `from ${target.container}`,
        note: 'to this machine',
        actions: ask(of, target, 'from-container'),
      },
      {
        label: `to ${target.container}`,
        note: 'from this machine',
        actions: ask(of, target, 'to-container'),
      },
    ];
    const title = `Copy files of ${target.pod}`;
    return [{ type: 'open', overlay: 'picker', with: { title, choices, empty: 'from or to', of } }];
  },
};

const USAGE = ':cp :/path/in/container LOCAL, or :cp LOCAL :/path/in/container';

/** What was typed in full: of two paths the container's begins with a colon. */
function typedOut([from = '', to = '', ...more]: readonly string[]): Opening | undefined {
  const [there, here] = [from.startsWith(':'), to.startsWith(':')];
  const isPair = from.slice(there ? 1 : 0) !== '' && to.slice(here ? 1 : 0) !== '';
  if (there === here || !isPair || more.length > 0) return undefined;
  return {
    ...asking,
    to: (target) =>
      there
        ? [copyOf({ target, direction: 'from-container', source: from.slice(1), text: '' }, to)]
        : [copyOf({ target, direction: 'to-container', source: from, text: '' }, to.slice(1))],
  };
}

/** Files of what is selected, or to it. */
export const copying: Command = {
  id: 'copy-files',
  keys: ['t'],
  title: 'copy files from or to a container',
  word: 'cp',
  takes: ':PATH LOCAL | LOCAL :PATH',
  scope: 'global',
  when: whenOpens(asking),
  run: (context, typed = '') => {
    const words = commandWords(typed);
    if (!words) return [say('a quote is open', 'failing')];
    const opening = words.length === 0 ? asking : typedOut(words);
    return opening ? openContainer(context, opening) : remark(USAGE);
  },
};
