import { createReadStream } from 'node:fs';
import { pack, type Pack } from 'tar-stream';
import { TREE, WHOLE } from '../../../model/copy/copy-scripts.ts';
import { ClusterError } from '../../errors/cluster-error.ts';
import type { Course } from '../course.ts';
import type { LocalEntry } from '../local-tree.ts';
import { poured } from './poured.ts';

type Entries = AsyncIterable<LocalEntry>;

/** As a tar stream, with what says that it is whole as its last file. */
export async function* asTar(entries: Entries, course: Course): AsyncGenerator<Uint8Array> {
  const tar = pack();
  let broken: { readonly error: unknown } | undefined;
  const filling = fill(tar, entries, course).catch((error: unknown) => {
    broken = { error };
    tar.destroy(error as Error);
  });
  try {
    for await (const piece of tar) yield piece as Uint8Array;
  } catch (error) {
    throw broken ? broken.error : error;
  } finally {
    await filling;
  }
  if (broken) throw broken.error;
}

async function fill(tar: Pack, entries: Entries, course: Course): Promise<void> {
  for await (const entry of entries) await add(tar, entry, course);
  await new Promise<void>((resolve, reject) =>
    tar.entry({ name: WHOLE, mode: 0o600 }, '', (error) => (error ? reject(error) : resolve())),
  );
  tar.finalize();
}

async function add(tar: Pack, { kind, parts, at, is, target }: LocalEntry, course: Course): Promise<void> {
  const { uid, gid, mtime } = is;
  const name = [TREE, ...parts].join('/');
  const header = { name, mode: permissions(is), uid, gid, mtime };
  if (kind === 'directory') return void tar.entry({ ...header, type: 'directory' });
  if (kind === 'link') return void tar.entry({ ...header, type: 'symlink', linkname: target ?? '' });
  const sink = tar.entry({ ...header, type: 'file', size: is.size });
  // Told where it is written to.
  sink.on('error', () => undefined);
  for await (const piece of contents(at, is.size, course)) await poured(sink, piece);
  sink.end(undefined);
  await new Promise<void>((resolve) => (sink.destroyed ? resolve() : sink.on('close', resolve)));
}

/** As records that a shell reads; see `writeScript`. */
export async function* asRecords(entries: Entries, course: Course): AsyncGenerator<Uint8Array> {
  for await (const { kind, parts, at, is } of entries) {
    const name = [TREE, ...parts].join('/');
    const mode = permissions(is).toString(8);
    if (kind === 'link') course.skips(`warning: skipping symlink: "${at}" (the container has no tar)`);
    else if (name.includes('\n'))
      course.leavesOut(`warning: skipping "${at}": a line end in its name (the container has no tar)`);
    else if (kind === 'directory') yield Buffer.from(`d${mode} ${name}\n`);
    else {
      yield Buffer.from(`f${mode} ${is.size} ${name}\n`);
      yield* contents(at, is.size, course);
    }
  }
  yield Buffer.from('end\n');
}

/** A directory has to be written to until it is in its place. */
const permissions = (is: LocalEntry['is']): number => (is.mode & 0o777) | (is.isDirectory() ? 0o700 : 0);

/** So many bytes of a file as were promised. Rejects where it has fewer by now. */
async function* contents(at: string, size: number, course: Course): AsyncGenerator<Uint8Array> {
  let left = size;
  if (size > 0)
    for await (const piece of createReadStream(at, { end: size - 1, highWaterMark: 262_144 })) {
      const bytes = piece as Buffer;
      left -= bytes.length;
      yield bytes;
      course.moved(bytes.length);
    }
  if (left > 0)
    throw new ClusterError({ reason: 'Changed', message: `${at} became shorter while it was read` });
  course.file();
}
