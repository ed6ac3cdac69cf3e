import { onceEachText } from '../../model/once-each.ts';
import type { Column, Growth } from '../../view/block.ts';

const NAMESPACE: Column = { id: 'namespace', title: 'NAMESPACE', least: 10 };
const COLUMNS: readonly Column[] = [
  // With the glyph before it, 20 of the name.
  { id: 'name', title: '  NAME', least: 22, fixed: true, press: 'N' },
  { id: 'ready', title: 'READY', least: 5 },
  { id: 'status', title: 'STATUS', least: 16, cut: 'words', press: 'S' },
  { id: 'restarts', title: 'RESTARTS', brief: 'RST', least: 4, press: 'R' },
  { id: 'age', title: 'AGE', least: 5, press: 'A' },
  { id: 'ip', title: 'IP', least: 15 },
  { id: 'node', title: 'NODE', least: 10, press: 'O' },
  { id: 'nominated', title: 'NOMINATED NODE', least: 14, spare: true },
  { id: 'gates', title: 'READINESS GATES', least: 15, spare: true },
];

/** Measured for all that are listed, so only where all columns are asked for. Behind AGE. */
const USAGE: readonly Column[] = [
  { id: 'cpu', title: 'CPU', least: 4 },
  { id: 'memory', title: 'MEM', least: 4 },
];
export const USAGE_AT = 5;

/** What leaves first matters least. */
const LEAVES: readonly string[] = ['gates', 'nominated', 'age', 'restarts', 'node', 'ip'];

/** What is not told in part comes first, then names. */
export const GROWS: readonly Growth[] = [
  { column: 'restarts' },
  { column: 'ready' },
  { column: 'age' },
  { column: 'namespace', to: 16 },
  // One looks for it, and in kubectl's words: `Init:CreateContainerConfigError` is the longest of the usual ones.
  { column: 'status', to: 31 },
  { column: 'node', to: 16 },
  { column: 'name' },
  { column: 'status' },
  { column: 'namespace' },
  { column: 'node' },
  { column: 'ip' },
];

const WIDE: readonly Column[] = COLUMNS.toSpliced(USAGE_AT, 0, ...USAGE);
const OF_ALL: readonly Column[] = [NAMESPACE, ...COLUMNS];
const WIDE_OF_ALL: readonly Column[] = [NAMESPACE, ...WIDE];

/** The same array each time: nobody has to compare them. */
export const columnsOf = (wide: boolean, all: boolean): readonly Column[] =>
  wide ? (all ? WIDE_OF_ALL : WIDE) : all ? OF_ALL : COLUMNS;

/** Which leave first where there is no room; what the rows are sorted by is what one wants to see. */
export const leavesBut = onceEachText((sorted) => LEAVES.filter((column) => column !== sorted));
