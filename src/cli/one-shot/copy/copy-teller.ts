import type { CopyProgress, CopyTold } from '../../../model/copy/copy.ts';
import { bytesText } from '../../../model/processes/process-texts.ts';
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

/** `3 files, 12Mi of 512Mi (2%), 40Mi/s`; without the rate in the first moment. */
export function progressText({ files, bytes, total }: CopyProgress, seconds: number): string {
  const of = total === undefined ? '' : ` of ${bytesText(total)}`;
  const part = total ? ` (${Math.min(100, Math.floor((bytes / total) * 100))}%)` : '';
  const rate = seconds > 0.2 ? `, ${bytesText(Math.round(bytes / seconds))}/s` : '';
  const count = total === undefined || files > 1 ? `${files} file${files === 1 ? '' : 's'}, ` : '';
  return `${count}${bytesText(bytes)}${of}${part}${rate}`;
}
