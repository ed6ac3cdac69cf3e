import { FileError } from '../files/file-system.ts';
import type { TableEntry } from './table-entry.ts';

/** As many as a kubelet may be told to give to a Pod (`podPidsLimit`). */
const MOST = 1_000;

/** Who sees whom by which number: of a container, of a Pod, or of a node. */
export class PidNamespace {
  private readonly tasks = new Map<number, TableEntry>();
  private last = 0;
  private copies = 0;

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

  /** How many there are, with what runs as a copy of one. */
  get count(): number {
    return this.tasks.size + this.copies;
  }

  /** Throws `FileError` EAGAIN where one more would be too many. */
  checkRoom(): void {
    if (this.count >= MOST) throw new FileError('EAGAIN', 'fork');
  }

  /** Counts a copy that is not listed; gives what is called when it is gone. Throws as `checkRoom`. */
  addCopy(): () => void {
    this.checkRoom();
    this.copies += 1;
    return () => void (this.copies -= 1);
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
