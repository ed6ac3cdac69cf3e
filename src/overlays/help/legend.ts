import { type Line, span } from '../../view/block.ts';
import { styleOf, type Style } from '../../view/frame.ts';
import { GLYPHS, TYPE_LETTERS } from '../../view/glyphs.ts';
import { healthStyle } from '../../view/health-style.ts';

/** What the signs on the screen stand for: each a sign and its meaning. */
export const LEGEND: readonly (readonly [sign: Line, meaning: string])[] = [
  [[span(GLYPHS.well, healthStyle('well'))], 'well'],
  [[span(GLYPHS.progress, healthStyle('progress'))], 'on its way, or not ready'],
  [[span(GLYPHS.failing, healthStyle('failing'))], 'failing'],
  [[span(GLYPHS.ended, healthStyle('ended'))], 'ended as it should'],
  [[span(GLYPHS.waiting, healthStyle('waiting'))], 'waiting for its turn'],
  [letters('I S A E'), 'init, sidecar, app, ephemeral container'],
  [letters('L R S'), 'liveness, readiness, startup probe'],
  [letters('⇄ · ∅', styleOf('shared')), 'volume of two or more, of one, of none'],
  [letters('⌂'), "the Pod has its node's network"],
  [letters('▸ ▾'), 'folded, unfolded'],
  [letters('»'), 'marked: of the container, Pod or port that is selected elsewhere; in Pods by space'],
  [letters(TYPE_LETTERS.pause), 'pause, which holds the namespaces of the Pod'],
  [letters('≠', styleOf('failing')), 'not as by the spec'],
  [letters('≁', styleOf('progress')), 'a Service whose selector misses the Pod by one label'],
  [letters('+n'), 'so many processes that left the namespace'],
];

function letters(text: string, style: Style = styleOf('plain')): Line {
  return [span(text, style)];
}
