import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { CopyRequest } from '../../model/copy/copy.ts';
import { writeScript } from '../../model/copy/copy-scripts.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Course } from './course.ts';
import { lookAt } from './look-at.ts';
import { localTree, statLocal } from './local-tree.ts';
import { asRecords, asTar } from './archive/packing.ts';
import { type Remote, scriptError, type ScriptEnd, unlessEndLost } from './remote.ts';

/** Copies to a container; what is in its place there is whole, or as it was before. */
export async function upload(request: CopyRequest, remote: Remote, course: Course): Promise<void> {
  const { local, preserve } = request;
  const is = await statLocal(local);
  const { kind, tar, path: there } = await lookAt(remote, request.remote);
  if (kind === 'other')
    throw new ClusterError({
      reason: 'Refused',
      message: `${request.remote} is neither a file nor a directory; nothing is put in its place`,
    });
  if (kind === 'none' && request.remote.endsWith('/'))
    throw new ClusterError({
      reason: 'NotFound',
      message: `${request.remote}: no such directory in container ${remote.where.container}`,
    });
  const place = kind === 'directory' ? path.posix.join(there, path.basename(path.resolve(local))) : there;
  if (is.isFile()) course.expect(is.size);
  const send = (): Promise<ScriptEnd> => {
    const entries = localTree(local, is, course);
    const input = tar ? asTar(entries, course) : asRecords(entries, course);
    const stage = path.posix.join(
      path.posix.dirname(place),
      `.podscope-cp-${randomBytes(6).toString('hex')}`,
    );
    // Joining takes what says that it is no option.
    const args = [stage, place].map((at) => (at.startsWith('/') ? at : `./${at}`));
    return remote.run(writeScript({ tar, preserve }), args, { input });
  };
  const end = await unlessEndLost(send, () => course.anew());
  if (end.code !== 0) throw scriptError(end, `${local} could not be copied`);
  for (const line of end.said) course.note(line);
  course.end();
  course.isAll();
}
