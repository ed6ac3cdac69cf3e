import type { Program } from '../machine/process.ts';
import { shell } from '../shell/shell.ts';
import { test } from '../shell/test-expression.ts';
import { FETCH } from './fetch.ts';
import { FILES } from './files.ts';
import { SERVERS } from './servers.ts';
import { SYSTEM } from './system.ts';
import { TEXT } from './text.ts';

const asks: Program = (process) => Promise.resolve(test(process, process.cwd, process.argv, process.stderr));

/** What images can run, by name. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...Object.entries({ ...TEXT, ...FILES, ...SYSTEM, ...FETCH, ...SERVERS }),
  ['sh', shell],
  ['ash', shell],
  ['bash', shell],
  ['test', asks],
  ['[', asks],
]);
