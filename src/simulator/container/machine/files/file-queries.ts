import { FileError, type FileStat, type FileSystem } from './file-system.ts';

/** A path of a process as an absolute one. */
export const absolutePath = (cwd: string, path: string): string =>
  path.startsWith('/') ? path : `${cwd}/${path}`;

/** What an answer is, or something else where the file cannot be had. Other errors pass. */
function unless<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof FileError) return otherwise;
    throw error;
  }
}

/** What is at a path, through links; undefined where nothing can be had. */
export const statIfThere = (files: FileSystem, path: string): FileStat | undefined =>
  unless<FileStat | undefined>(() => files.stat(path), undefined);

/** As `statIfThere`, of a link itself. */
export const lstatIfThere = (files: FileSystem, path: string): FileStat | undefined =>
  unless<FileStat | undefined>(() => files.lstat(path), undefined);

/** The names in a directory; none where it cannot be read. */
export const namesIn = (files: FileSystem, path: string): readonly string[] =>
  unless<readonly string[]>(() => files.list(path), []);

/** A file as text. Throws `FileError`. */
export const readText = (files: FileSystem, path: string): string => Buffer.from(files.read(path)).toString();
