import { humanDuration } from '../../model/ages.ts';
import {
  ENDED,
  type ProcessGroup,
  processGroups,
  type TreeProcess,
} from '../../model/processes/process-groups.ts';
import { branchText, bytesText, commandText, oddity, userText } from '../../model/processes/process-texts.ts';
import type { Process } from '../../model/processes/process.ts';
import type { Walks } from '../../model/processes/walked.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { cell, type Cell, type Column, type Growth, type Row, row, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { TYPE_LETTERS } from '../../view/glyphs.ts';

export const COLUMNS: readonly Column[] = [
  { id: 'container', title: 'CONTAINER', least: 12, fixed: true },
  { id: 'pid', title: 'PID', least: 7, align: 'right' },
  { id: 'pgid', title: 'PGID', least: 7, align: 'right' },
  { id: 'user', title: 'USER', least: 8 },
  { id: 'age', title: 'AGE', least: 5, align: 'right' },
  { id: 'cpu', title: 'CPU', least: 6, align: 'right' },
  { id: 'rss', title: 'RSS', least: 6, align: 'right' },
  { id: 'threads', title: 'THR', least: 5, align: 'right' },
  { id: 'command', title: 'COMMAND', least: 24, cut: 'end' },
];

export const LEAVES: readonly string[] = ['threads', 'pgid', 'age', 'cpu', 'user', 'rss'];

/** Numbers are whole first. */
export const GROWS: readonly Growth[] = [
  ...['pid', 'pgid', 'age', 'cpu', 'rss', 'threads', 'user'].map((column) => ({ column })),
  { column: 'command', to: 40 },
  { column: 'container' },
  { column: 'command' },
];

/** A line of the pane: a process, or what is to be said of a container. */
export interface ProcessLine {
  readonly key: string;
  readonly group: ProcessGroup;
  /** It is the first of its container. */
  readonly first: boolean;
  readonly row?: TreeProcess;
}

/** A Pod's processes, line by line. Containers come in start order, pause above all. */
export function processLines(pod: Pod, walks: Walks): readonly ProcessLine[] {
  return processGroups(pod, walks).flatMap((group) => {
    // A container may be called pause too.
    const name = group.type === 'pause' ? '' : group.name;
    const rows = group.processes.map((process, index) => ({
      key: `${name}/${process.process.pid}`,
      group,
      first: index === 0,
      row: process,
    }));
    // The lower half is short, and Containers beside it tells of it.
    if (group.note === undefined || group.note === ENDED) return rows;
    return [...rows, { key: `${group.name}/`, group, first: rows.length === 0 }];
  });
}

/** @param walkedBefore the lines of the walk before; none where there was none */
export function processRow(
  { key, group, first, row: told }: ProcessLine,
  walkedBefore: ReadonlyMap<string, ProcessLine>,
  marked = false,
): Row {
  const title = first ? titleOf(group) : '';
  const name = cell(title, group.type === 'pause' ? styleOf('muted') : styleOf('plain', BOLD));
  if (!told) {
    const nothing = Array.from({ length: COLUMNS.length - 2 }, () => cell('', styleOf('muted')));
    return row(key, [name, ...nothing, cell(group.note ?? '', styleOf('muted'))]);
  }
  const before = walkedBefore.get(key)?.row?.process;
  const isNew = walkedBefore.size > 0 && !before;
  return row(key, [name, cell(`${told.process.pid}`), ...processCells(told, before, isNew)], marked);
}

/** What a row has of a process after its number. */
export function processCells(told: TreeProcess, before: Process | undefined, isNew: boolean): Cell[] {
  const { process, branches } = told;
  const odd = oddity(told);
  const muted = styleOf('muted');
  const command = `${branchText(branches)}${commandText(process)}${odd === undefined ? '' : ` · ${odd}`}`;
  return [
    cell(`${process.pgid}`, muted),
    cell(userText(process)),
    cell(humanDuration(process.elapsed * 1000), muted, { counts: '' }),
    cell(cpuText(process, before), before ? styleOf('plain') : muted, { counts: '' }),
    cell(bytesText(process.rss)),
    cell(`${process.threads}`, process.threads === 1 ? muted : styleOf('plain')),
    cell(command, styleOf(process.state === 'Z' || process.state === 'T' ? 'failing' : 'plain'), {
      ...(isNew && { lead: [span('+ ', styleOf('progress', BOLD))] }),
    }),
  ];
}

/** What of one processor it used between two walks: `0.3`, `12`, `190`, in percent; `–` after the first. */
export function cpuText(process: Process, before: Process | undefined): string {
  if (!before) return '–';
  const time = process.elapsed - before.elapsed;
  if (time <= 0) return '–';
  const percent = Math.max(0, ((process.cpu - before.cpu) / time) * 100);
  return percent < 10 ? percent.toFixed(1) : `${Math.round(percent)}`;
}

function titleOf({ name, type }: ProcessGroup): string {
  return `${TYPE_LETTERS[type]} ${name}`;
}
