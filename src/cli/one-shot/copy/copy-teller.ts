import type { CopyProgress, CopyTold } from '../../../model/copy/copy.ts';
import { progressText } from '../../../model/copy/copy-course.ts';
import type { Writer } from '../../arguments/arguments.ts';

/** How often the progress is told anew, in ms. */
const OFTEN = 200;

/** Tells of a copy on standard error: what was left out, and, where someone looks, how far it is. */
export function copyTeller(
  { err, progress }: Pick<Writer, 'err' | 'progress'>,
  now: () => number,
): { readonly tell: (told: CopyTold) => void; readonly done: () => void; readonly clear: () => void } {
  const began = now();
  let toldAt = began;
  let last: CopyProgress = { files: 0, bytes: 0 };
  return {
    tell: (told) => {
      if (told.type === 'note') return err(`${told.text}\n`);
      last = told;
      if (!progress || now() - toldAt < OFTEN) return;
      toldAt = now();
      progress(progressText(told, (toldAt - began) / 1000));
    },
    done: () => {
      if (!progress) return;
      progress('');
      err(`${progressText(last, (now() - began) / 1000)}\n`);
    },
    clear: () => progress?.(''),
  };
}
