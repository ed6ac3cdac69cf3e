import { clean } from '../../view/text/clean.ts';
import { displayWidth, padEnd } from '../../view/text/text.ts';

/** What kubectl's tabwriter is set to (k8s.io/cli-runtime/pkg/printers/tabwriter.go). */
const NARROWEST = 6;
const GAP = 3;

/**
 * Rows as kubectl aligns them: each column as wide as its widest cell and three spaces, the last one
 * not filled up. Cells are made harmless; the first row is the heading. Ends with a line end.
 */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const cleaned = rows.map((row) => row.map(cell));
  const widths: number[] = [];
  for (const row of cleaned) {
    for (const [column, text] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? NARROWEST, displayWidth(text) + GAP);
    }
  }
  return cleaned.map((row) => `${line(row, widths)}\n`).join('');
}

/**
 * Only the first line of a cell shows, and an escape character as `^[`: so does kubectl
 * (k8s.io/cli-runtime/pkg/printers/tableprinter.go, terminal.go). Other control characters go.
 */
function cell(text: string): string {
  const end = text.search(/[\n\r\f]/);
  const first = end < 0 ? text : `${text.slice(0, end)}...`;
  return clean(first.replaceAll('\u001b', '^['));
}

function line(row: readonly string[], widths: readonly number[]): string {
  const last = row.length - 1;
  return row.map((text, column) => (column === last ? text : padEnd(text, widths[column] ?? 0))).join('');
}
