import type { Stats } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { partsBelow, staysBelow } from '../../model/copy/safe-names.ts';
import type { Course } from './course.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** A file, a directory, or a link that stays below it, of what is copied to a container. */
export interface LocalEntry {
  /** Where it stands; none for what is copied itself. */
  readonly parts: readonly string[];
  readonly at: string;
  readonly kind: 'file' | 'directory' | 'link';
  readonly is: Stats;
  /** Where a link leads. */
  readonly target?: string;
}

/** What a local path is, links followed. Rejects in kubectl's words where nothing is there. */
export async function statLocal(local: string): Promise<Stats> {
  const is = await stat(local).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new ClusterError({ reason: 'NotFound', message: `${local} doesn't exist in local filesystem` });
  });
  if (is.isFile() || is.isDirectory()) return is;
  throw new ClusterError({ reason: 'Refused', message: `${local} is neither a file nor a directory` });
}

/** What Node reads where a name's bytes are no UTF-8, by which it is not found again. */
const NO_UTF8 = '\ufffd';

/** A file, or a directory before all that is in it. What is left out is told as a note. */
export async function* localTree(
  at: string,
  is: Stats,
  course: Pick<Course, 'note' | 'skips' | 'leavesOut'>,
  parts: readonly string[] = [],
): AsyncGenerator<LocalEntry> {
  if (!partsBelow(parts.join('/')))
    return course.leavesOut(`warning: skipping "${at}": its name is not UTF-8`);
  if (is.isSymbolicLink()) {
    const target = await readlink(at);
    if (staysBelow(parts, target)) yield { parts, at, kind: 'link', is, target };
    else course.skips(`warning: skipping symlink: "${at}" -> "${target}", which leads out of what is copied`);
  } else if (is.isDirectory()) {
    yield { parts, at, kind: 'directory', is };
    for (const name of await readdir(at)) {
      const below = path.join(at, name);
      const found = await lstat(below).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        if (name.includes(NO_UTF8)) course.leavesOut(`warning: skipping "${below}": its name is not UTF-8`);
        else course.note(`warning: skipping "${below}": it went meanwhile`);
      });
      if (found) yield* localTree(below, found, course, [...parts, name]);
    }
  } else if (is.isFile()) yield { parts, at, kind: 'file', is };
  else course.skips(`warning: skipping special file: "${at}"`);
}
