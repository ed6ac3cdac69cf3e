import type { ContainerRef } from '../session.ts';
import type { Failure } from '../kinds/watch-event.ts';

/** A directory or file to look at, as one container sees it. */
export interface BrowseTarget extends ContainerRef {
  /** Where what may be looked at begins in the container: a mount's path, one character a byte. */
  readonly root: string;
  /** From there on, one character a byte; empty for the root itself. */
  readonly path: string;
}

/** Another container of the Pod, in which looking works where a container has no shell: it sees its processes. */
export interface Through {
  readonly container: string;
  /** By which the runtime knows the container that is looked at, as control groups name it. */
  readonly id: string;
}

export type EntryType =
  'directory' | 'file' | 'link' | 'fifo' | 'socket' | 'block device' | 'character device' | 'unknown';

/** Something in a directory. */
export interface FileEntry {
  /** One character a byte. */
  readonly name: string;
  readonly type: EntryType;
  /** What is known besides, unless the container has no `stat`. */
  readonly stat?: FileStat;
  /** Where a link leads, as it has it, one character a byte; undefined where that was not read. */
  readonly target?: string;
}

export interface FileStat {
  /** As stat(2) has it: its type, and who may do what. */
  readonly mode: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** When it was last written, epoch ms. */
  readonly modified: number;
}

/**
 * Why something that is there, or was, is not shown; `unseen`: what it was to be looked at through does not see the
 * container's processes, `closed`: it may not look into them.
 */
export type Refusal = 'gone' | 'denied' | 'outside' | 'special' | 'loop' | 'unfollowed' | 'unseen' | 'closed';

/** What came of looking at something; `through`: in which container, where that was another one. */
export type Browsed = Looked & { readonly through?: string };

type Looked =
  | {
      readonly type: 'directory';
      /** Epoch ms. */
      readonly at: number;
      /** Where it really is below the root, without links, one character a byte. */
      readonly path: string;
      /** By name. */
      readonly entries: readonly FileEntry[];
      /** How many there are; more than entries where they were too many to read. */
      readonly count: number;
      /** The server lost the end of what was told. */
      readonly lost?: true;
    }
  | {
      readonly type: 'file';
      readonly at: number;
      readonly path: string;
      readonly lines: readonly string[];
      /** There is more of it. */
      readonly cut: boolean;
      /** The server lost the end of what was read. */
      readonly lost?: true;
    }
  | { readonly type: 'binary'; readonly at: number; readonly path: string }
  /** @property where - where it led, one character a byte */
  | { readonly type: 'refused'; readonly at: number; readonly why: Refusal; readonly where: string }
  | { readonly type: 'failed'; readonly at: number; readonly failure: Failure };
