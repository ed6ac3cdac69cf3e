import { readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** What build.mjs says of what it wrote: the size of each file, in bytes, and its SHA-256. */
const LIST = 'files.json';

/** Code that is not all there fails in these ways, be it gone, cut off, empty, or no file. */
const CODES: ReadonlySet<unknown> = new Set([
  'MODULE_NOT_FOUND',
  'ERR_MODULE_NOT_FOUND',
  'ENOENT',
  'EISDIR',
  'ENOTDIR',
  'EACCES',
  'EIO',
]);

/**
 * What is wrong with the installed program, where an error may come of that: which file, how, and what to do. Files are
 * looked at only now, since that would cost every start.
 *
 * @param dist the folder of the built program
 */
export function damageOf(error: unknown, dist: string): string | undefined {
  return mayBeDamage(error) ? damageIn(dist) : undefined;
}

function damageIn(dist: string): string | undefined {
  const found = damagedFile(dist);
  return found && `its installation is damaged: ${found}; install podscope again (npm install -g podscope)`;
}

function mayBeDamage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  return (
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof RangeError ||
    CODES.has((error as NodeJS.ErrnoException).code) ||
    mayBeDamage(error.cause, depth + 1)
  );
}

function damagedFile(dist: string): string | undefined {
  for (const [name, [size, sum]] of listIn(dist)) {
    const file = path.join(dist, name);
    const there = statSync(file, { throwIfNoEntry: false });
    if (!there) return `${file} is missing`;
    if (!there.isFile()) return `${file} is no file`;
    if (there.size !== size) return `${file} has ${there.size} bytes instead of ${size}`;
    if (sumOf(file) !== sum) return `${file} is not as it was built`;
  }
  return undefined;
}

function sumOf(file: string): string {
  try {
    // Loaded only now, since hardly any start needs it.
    const { createHash } = process.getBuiltinModule('node:crypto');
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    // It cannot be read, or is gone meanwhile.
    return '';
  }
}

type Built = readonly [size: unknown, sum: unknown];

function listIn(dist: string): readonly (readonly [string, Built])[] {
  try {
    return Object.entries(JSON.parse(readFileSync(path.join(dist, LIST), 'utf8')) as Record<string, Built>);
  } catch {
    // It is gone or damaged itself: named as one that is not as it was written.
    return [[LIST, ['all', '']]];
  }
}

/**
 * Ends the program with one line and the code 1 where an error that nobody caught comes of a damaged installation;
 * behind all that gives the terminal back as the program ends.
 */
export function endWhenDamaged(process: NodeJS.Process, dist: string): void {
  process.on('uncaughtExceptionMonitor', () => {
    const told = damageIn(dist);
    if (told === undefined) return;
    process.on('exit', () => void writeSync(2, `podscope: ${told}\n`));
    process.exit(1);
  });
}
