import type { CopyTold } from '../../model/copy/copy.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** So many notes are told, then how many there were more. */
const MOST_NOTES = 100;

/** What is told of a copy. */
export class Course {
  private files = 0;
  private bytes = 0;
  private notes = 0;
  private skipped = 0;
  private isLacking = false;
  /** How many were told before it began anew. */
  private told = 0;
  private total: number | undefined;

  constructor(private readonly tell: (told: CopyTold) => void) {}

  expect(total: number | undefined): void {
    this.total = total;
  }

  /** All of it is copied once more; the same notes come again, and are not told. */
  anew(): void {
    this.told = Math.max(this.told, this.notes);
    this.files = this.bytes = this.notes = this.skipped = 0;
    this.isLacking = false;
  }

  file(): void {
    this.files++;
  }

  moved(bytes: number): void {
    this.bytes += bytes;
    const { files, total } = this;
    this.tell({ type: 'progress', files, bytes: this.bytes, ...(total !== undefined && { total }) });
  }

  note(text: string): void {
    this.notes++;
    if (this.notes > this.told && this.notes <= MOST_NOTES) this.tell({ type: 'note', text });
  }

  /** Something is not copied that kubectl skips too, and ends well; told as a note. */
  skips(text: string): void {
    this.skipped++;
    this.note(text);
  }

  /** Something that was to be copied is not, for its name; told as a note. */
  leavesOut(text: string): void {
    this.isLacking = true;
    this.skips(text);
  }

  /** Throws a `ClusterError` where something was left out for its name, which says how much is not there in all. */
  isAll(): void {
    const { skipped, isLacking } = this;
    if (isLacking)
      throw new ClusterError({ reason: 'NotAll', message: `all was copied but ${skipped}: see above` });
  }

  /** Says what was not said, and how much it was. */
  end(): void {
    const more = this.notes - MOST_NOTES;
    if (more > 0) this.tell({ type: 'note', text: `warning: and ${more} more that were skipped` });
    this.moved(0);
  }
}
