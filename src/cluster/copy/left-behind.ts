import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** By whose name a directory that a copy is taken into begins: this machine's, since others may see the same disk. */
const MACHINE = `.podscope-cp-${hostname().replace(/[^\w.-]/g, '_')}-`;

/** What the name of such a directory begins with, for `mkdtemp`: it says which process it is of. */
export const STAGING = `${MACHINE}${process.pid}-`;

/** Removes what copies left there whose process was killed, and says so. What cannot be removed stays, which is said too. */
export async function removeLeftBehind(folder: string, note: (text: string) => void): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isDirectory() || !name.startsWith(MACHINE)) continue;
    const [, pid] = /^(\d{1,10})-\w{6}$/.exec(name.slice(MACHINE.length)) ?? [];
    if (pid === undefined || runs(Number(pid))) continue;
    const at = path.join(folder, name);
    await rm(at, { recursive: true, force: true }).then(
      () => note(`warning: removed "${at}", which a copy that was killed had left`),
      () => note(`warning: "${at}" was left by a copy that was killed, and could not be removed`),
    );
  }
}

/** Whether there is such a process, be it another user's. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
