import type { Action } from '../store/actions.ts';
import { namedLines, type Question } from '../store/choice.ts';
import { copyTitle, leadText, runningCopies, runningForwards } from '../store/sessions.ts';
import type { State } from '../store/state.ts';

/** Quits; while port-forwards or copies run, whoever uses them is asked about first. */
export function quitting({ sessions }: State): readonly Action[] {
  const forwards = runningForwards(sessions);
  const copies = runningCopies(sessions);
  if (forwards.length + copies.length === 0) return [{ type: 'quit' }];
  const question: Question = {
    title: 'Quit?',
    lines: [
      ...counted(forwards.length, 'port-forward', 'port-forwards'),
      ...namedLines(forwards, leadText),
      ...counted(copies.length, 'copy', 'copies'),
      ...namedLines(copies, copyTitle),
    ],
    choices: [{ label: 'Stop and quit', key: 's', actions: [{ type: 'quit' }] }],
  };
  return [{ type: 'open', overlay: 'confirm', with: question }];
}

/** What `q` does on a screen too small to show a question: it quits, or, where it would have to ask, nothing. */
export const quittingUnasked = ({ sessions }: State): readonly Action[] =>
  runs(sessions) === 0 ? [{ type: 'quit' }] : [];

/** The same in words. */
export function leavingText({ sessions }: State): string {
  const running = runs(sessions);
  return running === 0 ? 'q quits' : `ctrl-c quits, and ends what runs (${running})`;
}

const runs = (sessions: State['sessions']): number =>
  runningForwards(sessions).length + runningCopies(sessions).length;

/** `A port-forward runs, and ends:` */
function counted(count: number, one: string, many: string): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? `A ${one} runs, and ends:` : `${count} ${many} run, and end:`];
}
