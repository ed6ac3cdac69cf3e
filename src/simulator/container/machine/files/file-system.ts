import { ExpectedError } from '../expected-error.ts';

/** Why a file cannot be had: the errno's name, as strerror says it in `message`. */
export class FileError extends ExpectedError {
  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
  ) {
    super(STRERROR[code]);
  }
}

const STRERROR = {
  EACCES: 'Permission denied',
  EAGAIN: 'Resource temporarily unavailable',
  EBADF: 'Bad file descriptor',
  EEXIST: 'File exists',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ELOOP: 'Too many levels of symbolic links',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
} as const;

export type FileErrorCode = keyof typeof STRERROR;

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'link' | 'device';
  readonly inode: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified: number;
}

/**
 * The files as one container (or one process of it, for /proc/self) sees them: image, mounts, /proc, /dev, /etc.
 * Paths are absolute; all throw `FileError`. What is mounted from one volume is the same file in every container.
 */
export interface FileSystem {
  /** Follows links. */
  stat(path: string): FileStat;
  lstat(path: string): FileStat;
  readLink(path: string): string;
  /** The path without links, `.` and `..`. */
  realPath(path: string): string;
  /** The names in a directory, sorted, without `.` and `..`. */
  list(path: string): readonly string[];
  /** What a file holds now. */
  read(path: string): Uint8Array;
  /** Writes a file, which is made where it is not there. */
  write(path: string, bytes: Uint8Array, options?: { readonly append?: boolean }): void;
  /** Makes a directory; with `parents` what leads to it too, and one that is there is no error. */
  makeDirectory(path: string, options?: { readonly parents?: boolean; readonly mode?: number }): void;
  /** Removes a file, a link or an empty directory. */
  remove(path: string): void;
  rename(from: string, to: string): void;
  link(target: string, path: string): void;
  setMode(path: string, mode: number): void;
  setTimes(path: string, modified: number): void;
  /** Lines as /proc/mounts has them. */
  mounts(): readonly MountEntry[];
}

export interface MountEntry {
  readonly device: string;
  readonly path: string;
  readonly type: string;
  readonly readOnly: boolean;
}
