import type { NodeProcess } from '../../../model/processes/node-view.ts';
import { pstree } from '../../../model/processes/pstree.ts';
import { clean } from '../../../view/text/clean.ts';
import { TYPE_LETTERS } from '../../../view/glyphs.ts';
import { processCells, processJson, PROCESS_HEADINGS } from './render-ps.ts';
import { renderTable } from '../render-table.ts';

/** A Pod's processes as its node has them: one tree, each with the number that it has in its container too. */
export function renderNode(rows: readonly NodeProcess[]): string {
  const [pid = '', ...others] = PROCESS_HEADINGS;
  return renderTable([
    ['CONTAINER', pid, 'IN POD', ...others],
    ...rows.map((row) => {
      const [first = '', ...cells] = processCells(row);
      return [titleOf(row), first, `${row.process.innerPid ?? '–'}`, ...cells];
    }),
  ]);
}

/** The same as `pstree -g` draws it. */
export function renderNodePstree(rows: readonly NodeProcess[]): string {
  return pstree({ processes: rows })
    .map((line) => `${clean(line)}\n`)
    .join('');
}

/** The same for programs. */
export function nodeJson(rows: readonly NodeProcess[]): readonly object[] {
  return rows.map((row) => ({
    container: row.type === 'node' ? null : row.owner,
    type: row.type,
    ...processJson(row),
    podPid: row.process.innerPid ?? null,
  }));
}

const titleOf = ({ owner, type }: NodeProcess): string =>
  type === 'node' ? '⌂ node' : `${TYPE_LETTERS[type]} ${owner}`;
