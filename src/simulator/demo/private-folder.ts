import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemWords } from '../../model/text/system-words.ts';

const PREFIX = 'podscope-demo-';
/** Whose folder it is: the process, and the namespace that it has its number in. */
const OWNER = 'owner';
/** All that is ever in one. */
const FILES: readonly string[] = [OWNER, 'kubeconfig'];

/**
 * A folder of this user alone, which goes whatever ends the program; what was killed had no time for that, so that
 * the next one takes it away. Gives its path. Throws where there can be none.
 */
export function privateFolder(): string {
  const parent = tmpdir();
  removeLeft(parent);
  try {
    const folder = mkdtempSync(path.join(parent, PREFIX));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    claim(folder);
    return folder;
  } catch (error) {
    throw new Error(
      `cannot make a folder in ${parent}: ${systemWords(error) ?? String(error)}; set TMPDIR to a folder that can be written`,
      {
        cause: error,
      },
    );
  }
}

function claim(folder: string): void {
  try {
    writeFileSync(path.join(folder, OWNER), `${process.pid} ${namespace()}`, { mode: 0o600 });
  } catch {
    // Where it cannot be written the kubeconfig cannot either, which is told; and one without it is left alone.
  }
}

/** Takes away the folders of this user's demos that are dead. What is in doubt stays. */
function removeLeft(parent: string): void {
  for (const name of namesIn(parent)) {
    const folder = path.join(parent, name);
    try {
      if (!isLeft(folder)) continue;
      for (const file of FILES) rmSync(path.join(folder, file), { force: true });
      rmdirSync(folder);
    } catch {
      // Another demo was faster, or may do what this one may not: all that is lost is a small folder.
    }
  }
}

function namesIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  } catch {
    // It cannot be read, which `mkdtemp` need not; what is in it stays.
    return [];
  }
}

function isLeft(folder: string): boolean {
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) return false;
  // Whatever else is in it is not the demo's.
  if (readdirSync(folder).some((name) => !FILES.includes(name))) return false;
  const [pid = '', where = ''] = readFileSync(path.join(folder, OWNER), 'utf8').split(' ');
  return /^[1-9]\d*$/.test(pid) && where === namespace() && !isAlive(Number(pid));
}

/** Another container that shares the folder has numbers of its own; empty where there is nothing of that kind. */
function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
