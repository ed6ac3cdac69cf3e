import { amountText } from '../processes/process-texts.ts';
import type { CopyProgress, CopyRequest, CopyTold } from './copy.ts';

/** How a copy goes: how far it is, and what was left out of it. */
export interface CopyCourse {
  readonly progress: CopyProgress;
  /** The last of what was told besides, and how much that was. */
  readonly notes: readonly string[];
  readonly noted: number;
}

export const NOTHING_COPIED: CopyCourse = { progress: { files: 0, bytes: 0 }, notes: [], noted: 0 };

/** So many notes are kept. */
const NOTES_KEPT = 5;

/** The course after something more was told. */
export function courseAfterTold(course: CopyCourse, told: CopyTold): CopyCourse {
  if (told.type === 'progress') return { ...course, progress: told };
  return {
    ...course,
    notes: [...course.notes, told.text].slice(-NOTES_KEPT),
    noted: course.noted + 1,
  };
}

/**
 * `/etc/passwd of app to ./passwd`, `./passwd to /tmp/passwd in app`
 *
 * @param short how each name is shortened, where there is no room for all of it
 */
export function copyText(
  { direction, container, remote, local }: CopyRequest,
  short = (name: string): string => name,
): string {
  const [there, here, who] = [short(remote), short(local), short(container)];
  return direction === 'from-container' ? `${there} of ${who} to ${here}` : `${here} to ${there} in ${who}`;
}

/** `3 files, 12Mi of 512Mi (2%), 40Mi/s`; without the rate in the first moment. */
export function progressText({ files, bytes, total }: CopyProgress, seconds: number): string {
  const of = total === undefined ? '' : ` of ${amountText(total)}`;
  const part = total ? ` (${Math.min(100, Math.floor((bytes / total) * 100))}%)` : '';
  const rate = seconds > 0.2 ? `, ${amountText(Math.round(bytes / seconds))}/s` : '';
  const count = total === undefined || files > 1 ? `${files} file${files === 1 ? '' : 's'}, ` : '';
  return `${count}${amountText(bytes)}${of}${part}${rate}`;
}
