import { readableLine } from '../../../model/logs/readable.ts';
import { styleOf } from '../../../view/frame.ts';
import type { Styled } from '../../../view/text/searched-part.ts';
import { severityStyled } from './severity-style.ts';

/** Severities stand under each other. */
const SEVERITY_WIDTH = 5;

/** A line of JSON or logfmt as it is read: how bad it is, what it says, the rest by name; undefined for any other. */
export function readableRow(
  line: string,
): { readonly text: string; readonly styled: readonly Styled[] } | undefined {
  const read = readableLine(line);
  if (!read) return undefined;
  let text = [read.severity.padEnd(SEVERITY_WIDTH), read.says].join(' ');
  const styled = [...severityStyled(read.severity)];
  for (const [name, value] of read.rest) {
    const start = text.length + 2;
    text += `  ${name}=${value}`;
    styled.push({ start, end: start + name.length + 1, style: styleOf('muted') });
  }
  return { text, styled };
}
