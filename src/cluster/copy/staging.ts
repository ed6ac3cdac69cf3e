import { constants, type Stats } from 'node:fs';
import { link, lstat, mkdir, mkdtemp, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../disk/make-folder.ts';
import { systemWords } from '../../model/text/system-words.ts';
import { ClusterError, messageOf } from '../errors/cluster-error.ts';
import { removeLeftBehind, STAGING } from './left-behind.ts';

/**
 * A directory beside the place of what is copied, on the same disk: all of it is written there, and put in its place
 * once it is whole. No link is ever made in it, so that nothing in it leads elsewhere.
 */
export class Staging {
  private readonly made = new Set<string>();
  private readonly tree: string;

  private constructor(
    private readonly folder: string,
    private readonly place: string,
  ) {
    this.tree = path.join(folder, 'tree');
  }

  /**
   * @param name what a file is called where a directory is named as its place
   * @param local as it was typed; a link that is named itself is followed
   */
  static async for(
    local: string,
    kind: 'file' | 'directory',
    name: string,
    note: (text: string) => void,
  ): Promise<Staging> {
    const there = await stat(local).catch(absent);
    let place = there ? await realpath(local) : path.resolve(local);
    if (there && !there.isDirectory() && !there.isFile())
      throw refused(`${local} is neither a file nor a directory; nothing is put in its place`);
    if (there?.isFile() && kind === 'directory') throw refused(`${local} is a file, not a directory`);
    if (there?.isDirectory() && kind === 'file') {
      place = path.join(place, name);
      if ((await stat(place).catch(absent))?.isDirectory()) throw refused(`${place} is a directory`);
    }
    const parent = there?.isDirectory() && kind === 'directory' ? place : path.dirname(place);
    const folder = await madeIn(parent, note).catch((error: unknown) => {
      // The system names what is written beside the place.
      throw refused(`${local} cannot be written: ${systemWords(error) ?? messageOf(error)}`);
    });
    return new Staging(folder, place);
  }

  async directory(parts: readonly string[], mode: number): Promise<void> {
    const at = path.join(this.tree, ...parts);
    if (this.made.has(at)) return;
    if (parts.length > 0) await this.directory(parts.slice(0, -1), 0o777);
    await mkdir(at, { mode: (mode & 0o777) | 0o700 });
    this.made.add(at);
  }

  /** A file in the directory that holds it; without parts it is all that is copied. */
  async file(parts: readonly string[], mode: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    if (parts.length > 0) await this.directory(parts.slice(0, -1), 0o777);
    const { O_CREAT, O_EXCL, O_WRONLY } = constants;
    const at = path.join(this.tree, ...parts);
    const made = () => open(at, O_WRONLY | O_CREAT | O_EXCL, mode & 0o777);
    const file = await made().catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await lstat(at)).isFile()) throw error;
      // As tar has it: what comes later of a name is in the place of what came before.
      await rm(at);
      return made();
    });
    try {
      for await (const piece of bytes) await file.appendFile(piece);
      // Of a single file; thousands would take as many turns of the disk.
      if (parts.length === 0) await file.sync();
    } finally {
      await file.close();
    }
  }

  /** A second name of a file that was written before; false where there is none of that name. */
  async sameFile(parts: readonly string[], as: readonly string[]): Promise<boolean> {
    const known = path.join(this.tree, ...as);
    if (!(await lstat(known).catch(absent))?.isFile()) return false;
    await this.directory(parts.slice(0, -1), 0o777);
    await link(known, path.join(this.tree, ...parts));
    return true;
  }

  /** Where something will be. */
  placeOf(parts: readonly string[]): string {
    return path.join(this.place, ...parts);
  }

  /** Puts all of it in its place; `skipped` is told what would have gone through a link. */
  async putInPlace(skipped: (at: string) => void): Promise<void> {
    await put(this.tree, this.place, skipped);
  }

  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What is there is kept, but for files of the same name. */
async function put(from: string, to: string, skipped: (at: string) => void): Promise<void> {
  const [is, there] = await Promise.all([lstat(from), lstat(to).catch(absent)]);
  if (is.isDirectory() && there?.isSymbolicLink()) return skipped(to);
  if (!is.isDirectory() || !there) {
    if (there?.isDirectory()) throw refused(`${to} is a directory`);
    if (there && !there.isFile() && !there.isSymbolicLink())
      throw refused(`${to} is neither a file nor a directory; nothing is put in its place`);
    return rename(from, to);
  }
  if (!there.isDirectory()) throw refused(`${to} is not a directory`);
  for (const name of await readdir(from)) await put(path.join(from, name), path.join(to, name), skipped);
}

function absent(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT') throw error;
}

const refused = (message: string): ClusterError => new ClusterError({ reason: 'Refused', message });

/** The part of a file's status that a copy keeps. */
export type Kept = Pick<Stats, 'mode' | 'size' | 'uid' | 'gid' | 'mtime'>;

async function madeIn(parent: string, note: (text: string) => void): Promise<string> {
  await makeFolder(parent, 0o777);
  await removeLeftBehind(parent, note);
  return mkdtemp(path.join(parent, STAGING));
}
