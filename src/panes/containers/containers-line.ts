import { type ContainerView, stateText } from '../../model/pod/containers.ts';
import type { Health } from '../../model/health/pod-health.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { glyph } from '../../view/health-style.ts';
import { lineWidth } from '../../view/painting/grid.ts';
import { cutMiddle } from '../../view/text/text.ts';

const APART = span('   ');

/** Those that are not as they should be come first where not all of them have room. */
const TURN: Readonly<Record<Health, number>> = { failing: 0, progress: 1, waiting: 1, well: 2, ended: 3 };

/**
 * The containers of a Pod in one line: how each is, in their order. Where there is no room for all of that, those that are
 * not well come first, of the others only the names are told, and how many are left out: `✖ b Error   ● a   +3`.
 */
export function containersLine(containers: readonly ContainerView[], now: number, room: number): Line {
  const whole = joined(containers.map((container) => toldOf(container, now)));
  if (lineWidth(whole) <= room) return whole;
  const urgent = containers.toSorted((one, other) => TURN[one.health] - TURN[other.health]);
  const brief = urgent.map((container) =>
    TURN[container.health] < TURN.well ? toldOf(container, now) : nameOf(container),
  );
  for (let count = brief.length; count > 0; count--) {
    const line = [...joined(brief.slice(0, count)), ...leftOut(brief.length - count)];
    if (lineWidth(line) <= room) return line;
  }
  const [mark = span(''), said = span('')] = brief[0] ?? [];
  const more = leftOut(brief.length - 1);
  return [mark, span(cutMiddle(said.text, Math.max(0, room - lineWidth([mark, ...more])))), ...more];
}

const nameOf = ({ health, name }: ContainerView): Line => [glyph(health), span(` ${name}`)];

const toldOf = ({ health, name, state }: ContainerView, now: number): Line => [
  glyph(health),
  span(` ${name} ${stateText(state, now)}`),
];

const joined = (lines: readonly Line[]): Line =>
  lines.flatMap((line, index) => (index === 0 ? line : [APART, ...line]));

const leftOut = (count: number): Line => (count > 0 ? [APART, span(`+${count}`, styleOf('muted'))] : []);
