import { humanDuration } from '../../../model/ages.ts';
import { type ProcessGroup, type TreeProcess } from '../../../model/processes/process-groups.ts';
import {
  branchText,
  bytesText,
  commandText,
  cpuTimeText,
  oddity,
  userText,
} from '../../../model/processes/process-texts.ts';
import { pstree } from '../../../model/processes/pstree.ts';
import { clean } from '../../../view/text/clean.ts';
import { TYPE_LETTERS } from '../../../view/glyphs.ts';
import { renderTable } from '../render-table.ts';

export const PROCESS_HEADINGS = ['PID', 'PGID', 'USER', 'AGE', 'TIME', 'RSS', 'THR', 'COMMAND'];
const HEADINGS = ['CONTAINER', ...PROCESS_HEADINGS];

/** A Pod's processes as a table that is a tree, by container in start order, pause above all. */
export function renderPs(groups: readonly ProcessGroup[]): string {
  const rows = groups.flatMap((group) => [
    ...group.processes.map((process, index) => [index === 0 ? titleOf(group) : '', ...processCells(process)]),
    ...(group.note === undefined
      ? []
      : [[group.processes.length === 0 ? titleOf(group) : '', ...note(group.note)]]),
  ]);
  return renderTable([HEADINGS, ...rows]);
}

/** Each container's processes as `pstree -g` draws them, below its name. */
export function renderPstree(groups: readonly ProcessGroup[]): string {
  return groups
    .map((group) => {
      const lines = [...pstree(group), ...(group.note === undefined ? [] : [`(${group.note})`])];
      return `${clean(titleOf(group))}\n${lines.map((line) => `  ${clean(line)}\n`).join('')}`;
    })
    .join('');
}

/** What programs get: every process with all that was seen of it. */
export function psJson(groups: readonly ProcessGroup[]): readonly object[] {
  return groups.map(({ name, type, note: why, processes }) => ({
    container: name,
    type,
    note: why ?? null,
    processes: processes.map(processJson),
  }));
}

export function processJson(row: TreeProcess) {
  const { pid, ppid, pgid, sid, state, comm, command, uid, threads, elapsed, cpu, rss } = row.process;
  const seconds = { elapsedSeconds: Math.round(elapsed * 100) / 100, cpuSeconds: cpu };
  const who = { pid, ppid, pgid, sid, uid: uid ?? null };
  return { ...who, state, comm, command, threads, ...seconds, rssBytes: rss, entered: row.entered };
}

function titleOf({ name, type }: ProcessGroup): string {
  return `${TYPE_LETTERS[type]} ${name}`;
}

/** What PROCESS_HEADINGS has of a process. */
export function processCells(row: TreeProcess): string[] {
  const { process, branches } = row;
  const { pid, pgid, elapsed, cpu, rss, threads } = process;
  const odd = oddity(row);
  return [
    `${pid}`,
    `${pgid}`,
    userText(process),
    humanDuration(elapsed * 1000),
    cpuTimeText(cpu),
    bytesText(rss),
    `${threads}`,
    `${branchText(branches)}${commandText(process)}${odd === undefined ? '' : `  (${odd})`}`,
  ];
}

const note = (text: string): string[] => [
  ...Array.from({ length: HEADINGS.length - 2 }, () => '–'),
  `(${text})`,
];
