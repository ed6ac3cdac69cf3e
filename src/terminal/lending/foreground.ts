import { fstatSync, readFileSync } from 'node:fs';

/**
 * Whether this program has the terminal: its process group is the one in the foreground. Elsewhere
 * setting the terminal stops the whole group (SIGTTOU), or fails where nobody could continue it, and
 * would spoil it for who has it. True as well where no terminal controls this program, for then
 * nobody is stopped.
 */
export function inForeground(): boolean {
  const [group, foreground] = groups();
  return foreground === undefined || foreground <= 0 || foreground === group;
}

/** The process group of this program, and the one in the terminal's foreground. */
function groups(): readonly (number | undefined)[] {
  if (process.platform !== 'linux') {
    // Not loaded where it is not needed.
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], {
      encoding: 'utf8',
      timeout: 1000,
    });
    return numbers(stdout ?? '');
  }
  const { group, foreground } = ownStat();
  return [group, foreground];
}

/** Whether a descriptor is the terminal that controls this program, which is `/dev/tty`; where no /proc tells, it is taken for that. */
export function isControlling(descriptor: number): boolean {
  return process.platform !== 'linux' || ownStat().terminal === fstatSync(descriptor).rdev;
}

/** proc_pid_stat(5): after the name, which may hold anything: state, parent, group, session, terminal, foreground. */
function ownStat(): Readonly<Record<'group' | 'terminal' | 'foreground', number | undefined>> {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [, group, , terminal, foreground] = numbers(stat.slice(stat.lastIndexOf(')') + 3));
  return { group, terminal, foreground };
}

const numbers = (text: string): number[] => (text.match(/-?\d+/g) ?? []).map(Number);
