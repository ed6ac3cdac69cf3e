import { readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** What build.mjs says of what it wrote: the size of each file, in bytes. */
const LIST = 'files.json';

/** Code that is not all there fails in these ways, be it gone, cut off or empty. */
const CODES: ReadonlySet<unknown> = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ENOENT']);

/**
 * What is wrong with the installed program, where an error may come of that: which file, how, and what to do. Files are
 * looked at only now, since that would cost every start.
 *
 * @param dist the folder of the built program
 */
export function damageOf(error: unknown, dist: string): string | undefined {
  if (!mayBeDamage(error)) return undefined;
  const found = damagedFile(dist);
  return found && `its installation is damaged: ${found}; install podscope again (npm install -g podscope)`;
}

function mayBeDamage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  return (
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    CODES.has((error as NodeJS.ErrnoException).code) ||
    mayBeDamage(error.cause, depth + 1)
  );
}

function damagedFile(dist: string): string | undefined {
  for (const [name, size] of sizesIn(dist)) {
    const file = path.join(dist, name);
    const there = statSync(file, { throwIfNoEntry: false })?.size;
    if (there === undefined) return `${file} is missing`;
    if (there !== size) return `${file} has ${there} bytes instead of ${size}`;
  }
  return undefined;
}

function sizesIn(dist: string): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries(JSON.parse(readFileSync(path.join(dist, LIST), 'utf8')) as object);
  } catch {
    // It is gone or cut off itself: named as one that is not as it was written.
    return [[LIST, 'all']];
  }
}

/**
 * Ends the program with one line and the code 1 where an error that nobody caught comes of a damaged installation;
 * behind all that gives the terminal back as the program ends.
 */
export function endWhenDamaged(process: NodeJS.Process, dist: string): void {
  process.on('uncaughtExceptionMonitor', (error) => {
    const told = damageOf(error, dist);
    if (told === undefined) return;
    process.on('exit', () => void writeSync(2, `podscope: ${told}\n`));
    process.exit(1);
  });
}
