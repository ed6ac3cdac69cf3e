import { copyText, progressText } from '../model/copy/copy-course.ts';
import { runningCopies } from '../store/sessions.ts';
import type { State } from '../store/state.ts';
import { type Line, span } from '../view/block.ts';
import { styleOf } from '../view/frame.ts';
import { GLYPHS } from '../view/glyphs.ts';
import { cutMiddle } from '../view/text/text.ts';

/** So many cells may each name of a copy take. */
const NAME = 14;

/** How far the copies are that run: `◐ /data of app to ./data: 3 files, 12Mi of 512Mi (2%), 40Mi/s`. */
export function copyingLines({ sessions, look }: State): readonly Line[] {
  const running = runningCopies(sessions);
  const [first] = running;
  if (!first) return [];
  const { copy, course, at } = first;
  const paths = copyText(copy, (name) => cutMiddle(span(name).text, NAME));
  const more = running.length > 1 ? ` · ${running.length - 1} more` : '';
  const text = `${GLYPHS.progress} ${paths}: ${progressText(course.progress, (look.now - at) / 1000)}${more}`;
  return [[span(text, styleOf('progress'))]];
}
