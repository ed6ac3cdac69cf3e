import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process began and that still run (Linux, proc_pid_stat(5)). */
export function childrenOf(pid: number): number[] {
  const parentOf = (child: string): number | undefined => {
    try {
      const stat = readFileSync(`/proc/${child}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      // It ended meanwhile.
      return undefined;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}
