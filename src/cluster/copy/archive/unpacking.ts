import { PassThrough } from 'node:stream';
import { type Extract, extract, type Header } from 'tar-stream';
import { isName, partsBelow } from '../../../model/copy/safe-names.ts';
import { systemWords } from '../../../model/text/system-words.ts';
import { ClusterError, messageOf } from '../../errors/cluster-error.ts';
import type { Course } from '../course.ts';
import { poured, SinkClosed } from './poured.ts';
import type { Remote } from '../remote.ts';
import type { Staging } from '../staging.ts';

/** So much may wait to be written before the container is held back, in bytes. */
export const ROOM = 1_048_576;

type Entry = Extract extends AsyncIterable<infer One> ? One : never;

/** What a copy from a container has to do with. */
export interface Doing {
  readonly remote: Remote;
  readonly staging: Staging;
  readonly course: Course;
  readonly retries: number;
}

/** What is no file and no directory is left out, and told. In kubectl's words, where it has some. */
export async function unpack(bytes: AsyncIterable<Uint8Array>, doing: Doing): Promise<void> {
  const tar = extract();
  const feeding = (async (): Promise<void> => {
    for await (const piece of bytes) await poured(tar, piece);
    tar.end(undefined);
  })();
  let broken: { readonly error: unknown } | undefined;
  const fed = feeding.catch((error: unknown) => {
    if (!(error instanceof SinkClosed)) broken = { error };
    tar.destroy(error as Error);
  });
  try {
    for await (const entry of tar) {
      const contents = piped(entry);
      await unpackOne(entry.header, counted(contents, doing.course), doing).catch((error: unknown) =>
        leaveOutOdd(entry.header.name, error, doing),
      );
      contents.resume();
    }
  } catch (error) {
    await fed;
    throw broken ? broken.error : noArchive(error, doing);
  }
  await fed;
}

/** What no file here can be called, or what stands where something else does: the rest can be copied all the same. */
const ODD: ReadonlySet<unknown> = new Set([
  'ENAMETOOLONG',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'EINVAL',
  'EILSEQ',
]);

/** Leaves out what cannot be written for its name; throws what else was wrong. */
function leaveOutOdd(name: string, error: unknown, { staging, course }: Doing): void {
  if (!ODD.has((error as NodeJS.ErrnoException).code)) throw error;
  const at = staging.placeOf(partsBelow(name) ?? []);
  course.leavesOut(`warning: skipping "${at}": ${systemWords(error) ?? messageOf(error)}`);
}

/** In our words what tar-stream says of what is no archive. */
function noArchive(error: unknown, { remote: { where } }: Doing): unknown {
  if (!/^Invalid tar header/.test(messageOf(error))) return error;
  const message = `what tar in ${where.container} of ${where.pod} sent is no archive: nothing was put in its place`;
  return new ClusterError({ reason: 'NoArchive', message });
}

async function unpackOne(header: Header, bytes: AsyncIterable<Uint8Array>, doing: Doing): Promise<void> {
  const { staging, course } = doing;
  const { name, type, mode, linkname } = header;
  const parts = partsBelow(name);
  if (!parts) return leaveOut(name, doing);
  switch (type) {
    case 'directory':
      return staging.directory(parts, mode);
    case 'file':
    case 'contiguous-file':
      await staging.file(parts, mode, bytes);
      return course.file();
    case 'link': {
      const as = partsBelow(linkname);
      if (as && parts.length > 0 && (await staging.sameFile(parts, as))) return course.file();
      return course.skips(`warning: skipping link: "${staging.placeOf(parts)}" -> "${linkname}"`);
    }
    case 'symlink':
      return course.skips(`warning: skipping symlink: "${staging.placeOf(parts)}" -> "${linkname}"`);
    default:
      return course.skips(`warning: skipping special file: "${staging.placeOf(parts)}"`);
  }
}

/** What could lead elsewhere is left out in kubectl's words; what cannot be written makes the copy fail. */
export function leaveOut(name: string, doing: Doing): void {
  const at = `${doing.staging.placeOf([])}/${name.replace(/^\.\//, '')}`;
  if (isName(name))
    return doing.course.skips(`warning: file "${at}" is outside target destination, skipping`);
  doing.course.leavesOut(
    `warning: skipping "${at}": its name is not UTF-8, which is all that is written here`,
  );
}

/**
 * Read as Node's streams are: tar-stream's own lose their place now and then where they are iterated while busy.
 *
 * It is a pipe from the start: who reads begins once there is a file to write to, and an entry that broke off before
 * would not say so any more, nor ever end.
 */
function piped(entry: Entry): PassThrough {
  const pipe = new PassThrough({ highWaterMark: ROOM });
  // Told where it is read, be it later.
  pipe.on('error', () => undefined);
  if (entry.destroyed) pipe.destroy(new Error('its archive broke off'));
  else entry.pipe(pipe as never);
  return pipe;
}

/** Tells of what goes by. */
export async function* counted(bytes: AsyncIterable<Uint8Array>, course: Course): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    yield piece;
    course.moved(piece.length);
  }
}
