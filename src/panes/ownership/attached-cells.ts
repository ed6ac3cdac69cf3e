import type { Attached } from '../../model/attached/attached.ts';
import {
  attachedBrief,
  attachedGists,
  attachedKind,
  attachedName,
  attachedSays,
  attachedState,
} from '../../model/attached/attached-words.ts';
import type { Health } from '../../model/health/pod-health.ts';
import { cell, type Cell, type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';

/** What hangs on a Pod: its name, what it counts, and what is wrong with it, else what it is for. */
export function attachedCells(attached: Attached | undefined, note: string | undefined, lead: Line): Cell[] {
  if (!attached) return [cell(note ?? '', styleOf('muted'), { lead: [...lead, span(' ')] }), cell('')];
  const { ready = '', lack = '' } = attached;
  const health = healthOf(attached);
  const style = health ? healthStyle(health) : styleOf('plain');
  const brief = ` ${attachedBrief(attached)} `;
  const title = { ...span(` ${attachedKind(attached)} `, styleOf('muted')), brief };
  return [
    cell(attachedName(attached), styleOf('plain'), {
      lead: [...lead, health ? glyph(health) : span(' '), title],
    }),
    // Of what is not there, or not as it is to be, nothing is counted, and reasons leave where there is little room.
    cell(ready || attachedState(attached) || lack, style),
    cell(attachedSays(attached), style, { gists: attachedGists(attached) }),
    cell(''),
  ];
}

function healthOf({ state, troubled }: Attached): Health | undefined {
  if (state === 'missing') return 'failing';
  if (state === 'there') return troubled ? 'progress' : undefined;
  return 'waiting';
}
