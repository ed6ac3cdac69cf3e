import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { CopyRequest } from '../../model/copy/copy.ts';
import {
  ALL_NAMES,
  LIST_TREE,
  READ_FILE,
  READ_TREE,
  type RemoteLook,
} from '../../model/copy/copy-scripts.ts';
import { partsBelow } from '../../model/copy/safe-names.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Course } from './course.ts';
import { poured, SinkClosed } from './archive/poured.ts';
import { counted, type Doing, leaveOut, ROOM, unpack } from './archive/unpacking.ts';
import { lookAt } from './look-at.ts';
import type { Remote, ScriptEnd } from './remote.ts';
import { LAST, type Read, readOn } from './resuming.ts';
import { Staging } from './staging.ts';

/** What GNU tar says of files that others write to meanwhile; it ends with 1 then. */
const CHANGED = /: (file changed as we read it|File removed before we read it)$/;

/** So long may the list of a directory's names be, in characters. */
const LONGEST_LIST = 64 * 1_048_576;

/** Copies from a container; what is in its place is whole, or as it was before. */
export async function download(request: CopyRequest, remote: Remote, course: Course): Promise<void> {
  const look = await lookAt(remote, request.remote);
  const { kind } = look;
  if (kind === 'none')
    throw new ClusterError({
      reason: 'NotFound',
      message: `${request.remote}: no such file or directory in container ${remote.where.container}`,
    });
  if (kind === 'other')
    throw new ClusterError({
      reason: 'Refused',
      message: `${request.remote} is neither a file nor a directory`,
    });
  const name = path.posix.basename(request.remote);
  const staging = await Staging.for(request.local, kind, name, (text) => course.note(text));
  const doing: Doing = { remote, staging, course, retries: request.retries ?? 0 };
  try {
    const changed =
      kind === 'file'
        ? await readFile(request.remote, look, doing)
        : await readTree(request.remote, look, doing);
    await staging.putInPlace((at) =>
      course.skips(`warning: skipping ${at}: a symbolic link is there, which is not followed`),
    );
    course.end();
    if (changed) throw new ClusterError({ reason: 'Changed', message: changed });
    course.isAll();
  } finally {
    await staging.discard();
  }
}

/** A plain stream: complete where all is there that was, unless it became less meanwhile. */
async function readFile(
  at: string,
  { size, mode = 0o644 }: Pick<RemoteLook, 'size' | 'mode'>,
  doing: Doing,
  parts: readonly string[] = [],
): Promise<undefined> {
  const { staging, course, remote } = doing;
  course.expect(size);
  const isAll = async (had: number): Promise<boolean> =>
    size === undefined || had >= size || had >= ((await lookAt(remote, at)).size ?? 0);
  await carried({ script: READ_FILE, at, isAll }, doing, (bytes) =>
    staging.file(parts, mode, counted(bytes, course)),
  );
  course.file();
}

/** What of it changed meanwhile, where something did. */
async function readTree(at: string, { tar }: RemoteLook, doing: Doing): Promise<string | undefined> {
  await doing.staging.directory([], 0o777);
  if (!tar) return readNamed(at, doing);
  const { code, said } = await carried(
    {
      ...{ script: READ_TREE, at },
      isAll: (_, last) => last.length === LAST && last.every((byte) => byte === 0),
      accepts: ({ code, said }) =>
        code === 0 || (code === 1 && said.length > 0 && said.every((line) => CHANGED.test(line))),
    },
    doing,
    (bytes) => unpack(bytes, doing),
  );
  if (code !== 0) return `it was copied while others wrote to it: ${said.slice(0, 3).join('; ')}`;
  for (const line of said) doing.course.note(line);
  return undefined;
}

/** File by file, for images without tar. */
async function readNamed(at: string, doing: Doing): Promise<undefined> {
  const { staging, course } = doing;
  let listed = '';
  const decoder = new TextDecoder();
  const isAll = (_: number, last: Buffer): boolean => last.toString('latin1').endsWith(ALL_NAMES);
  await carried({ script: LIST_TREE, at, isAll }, doing, async (bytes) => {
    for await (const piece of bytes) {
      listed += decoder.decode(piece, { stream: true });
      if (listed.length > LONGEST_LIST)
        throw new ClusterError({
          reason: 'TooLarge',
          message: `${at} has too many names to copy without tar`,
        });
    }
  });
  for (const entry of listed.slice(0, -ALL_NAMES.length).split('\0').slice(0, -1)) {
    const [kind, name] = [entry.slice(0, 1), entry.slice(1)];
    const parts = partsBelow(name);
    if (!parts || parts.length === 0) leaveOut(name, doing);
    else if (kind === 'd') await staging.directory(parts, 0o777);
    else if (kind === 'f' || kind === 'x')
      await readFile(`${at}/${parts.join('/')}`, { mode: kind === 'x' ? 0o755 : 0o644 }, doing, parts);
    else
      course.skips(
        `warning: skipping ${kind === 'l' ? 'symlink' : 'special file'}: "${staging.placeOf(parts)}"`,
      );
  }
}

/** Runs a script whose output someone reads; over once both are. Rejects with what went wrong first. */
async function carried(
  asked: Read,
  doing: Doing,
  read: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<ScriptEnd> {
  const pipe = new PassThrough({ highWaterMark: ROOM });
  // Each end takes the other one with it; the reader hears of errors by reading.
  pipe.on('error', () => undefined);
  const run = async (): Promise<ScriptEnd> => {
    const end = await readOn(asked, (data) => poured(pipe, data), doing);
    pipe.end();
    return end;
  };
  const brokenOff = (error: unknown): never => {
    pipe.destroy(error as Error);
    throw error;
  };
  const [ran, was] = await Promise.allSettled([run().catch(brokenOff), read(pipe).catch(brokenOff)]);
  // Who reads knows why it closed what the other one writes to.
  if (ran.status === 'rejected' && !(ran.reason instanceof SinkClosed)) throw ran.reason;
  if (was.status === 'rejected') throw was.reason;
  if (ran.status === 'rejected') throw ran.reason;
  return ran.value;
}
