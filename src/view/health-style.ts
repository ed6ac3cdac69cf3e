import type { Health } from '../model/health/pod-health.ts';
import { type Span, span } from './block.ts';
import { type Style, styleOf } from './frame.ts';
import { GLYPHS } from './glyphs.ts';

export function glyph(health: Health): Span {
  return span(GLYPHS[health], styleOf(health));
}

/** The style of a text that says how something is: only what is not as it should be stands out. */
export function healthStyle(health: Health): Style {
  return styleOf(health === 'well' ? 'plain' : health === 'ended' ? 'muted' : health);
}
