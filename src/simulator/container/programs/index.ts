import type { Program } from '../machine/processes/process.ts';
import { shell } from '../shell/shell.ts';
import { test } from '../shell/running/test-expression.ts';
import { FETCH } from './network/fetch.ts';
import { FILES } from './files/files.ts';
import { SERVERS } from './network/servers.ts';
import { SYSTEM } from './system/system.ts';
import { TEXT } from './text/text.ts';

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
