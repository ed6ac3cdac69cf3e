import type { TableEntry } from './table-entry.ts';

/** Who sees whom by which number: of a container, of a Pod, or of a node. */
export class PidNamespace {
  private readonly tasks = new Map<number, TableEntry>();
  private last = 0;

  constructor(
    /** What `/proc/PID/ns/pid` says. */
    readonly inode: number,
  ) {}

  /** Gives the next number. */
  add(task: TableEntry): number {
    this.last += 1;
    this.tasks.set(this.last, task);
    return this.last;
  }

  get(pid: number): TableEntry | undefined {
    return this.tasks.get(pid);
  }

  all(): readonly TableEntry[] {
    return [...this.tasks.values()];
  }

  /** It is gone; its children become those of the first process. */
  remove(task: TableEntry): void {
    this.tasks.delete(task.pid);
    const first = this.tasks.get(1);
    for (const other of this.tasks.values()) if (other.parent === task) other.parent = first;
  }
}
