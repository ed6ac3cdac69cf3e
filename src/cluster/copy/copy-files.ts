import type { CopyRequest, CopyTold } from '../../model/copy/copy.ts';
import { Course } from './course.ts';
import { download } from './download.ts';
import { type Execute, Remote } from './remote.ts';
import { upload } from './upload.ts';

/** Copies a file or a directory; see `Connection.copyFiles`. */
export async function copyFiles(
  exec: Execute,
  request: CopyRequest,
  tell: (told: CopyTold) => void,
  signal: AbortSignal,
): Promise<void> {
  const { namespace, pod, container, remote: typed } = request;
  const remote = new Remote(exec, { namespace, pod, container }, signal);
  // Neither an option nor looked for elsewhere by the shell.
  const path = typed.startsWith('/') ? typed : `./${typed}`;
  if (request.direction === 'from-container')
    await download({ ...request, remote: path }, remote, new Course(tell));
  else await upload({ ...request, remote: path }, remote, new Course(tell));
}
