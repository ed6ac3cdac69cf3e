import type { PortRow } from '../../model/network/port-rows.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf, type Tone } from '../../view/frame.ts';

/** A line of the tab: a port with its columns, or what is said across them. */
export interface NetworkLine {
  readonly key: string;
  readonly port?: PortRow;
  readonly across?: Line;
  /** What the filter looks at. */
  readonly texts: readonly string[];
}

/** Begins the key of a line that says that a kind does not exist: of that there is nothing more to know. */
export const ABSENT = 'absent';

/** @param nothing what is said where there is nothing else to say, and all is known */
export function section(
  title: string,
  nothing: string,
  lines: readonly NetworkLine[],
  standings: readonly NetworkLine[],
): readonly NetworkLine[] {
  const heading: NetworkLine = { key: title, across: [span(title, styleOf('heading', BOLD))], texts: [] };
  const rest = lines.length > 0 || !isKnown(standings) ? [] : [said(`no ${title}`, 'muted', `  ${nothing}`)];
  return [heading, ...lines, ...rest, ...standings];
}

/** Whether nothing more is to be known of the kinds whose standings these are. */
export const isKnown = (standings: readonly NetworkLine[]): boolean =>
  standings.every(({ key }) => key.startsWith(ABSENT));

/** A line of one tone. */
export function said(key: string, tone: Tone, text: string): NetworkLine {
  return { key, across: [span(text, styleOf(tone))], texts: [text] };
}
