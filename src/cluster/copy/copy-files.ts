import type { CopyRequest, CopyTold } from '../../model/copy/copy.ts';
import { isDeleted } from '../../model/sessions/deletion.ts';
import type { Connection } from '../../ports/connection.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { Course } from './course.ts';
import { download } from './download.ts';
import { EndLost, type Execute, Gone, Interrupted, Remote } from './remote.ts';
import { upload } from './upload.ts';

/** What of a connection a copy needs. */
export interface Means {
  readonly exec: Execute;
  readonly one: Connection['one'];
}

/** Copies a file or a directory; see `Connection.copyFiles`. */
export async function copyFiles(
  { exec, one }: Means,
  request: CopyRequest,
  tell: (told: CopyTold) => void,
  signal: AbortSignal,
): Promise<void> {
  const { namespace, pod, container, remote: typed } = request;
  const course = new Course(tell);
  const remote = new Remote(exec, { namespace, pod, container }, signal, (text) => course.note(text));
  // Neither an option nor looked for elsewhere by the shell.
  const path = typed.startsWith('/') ? typed : `./${typed}`;
  try {
    if (request.direction === 'from-container') await download({ ...request, remote: path }, remote, course);
    else await upload({ ...request, remote: path }, remote, course);
  } catch (error) {
    const mayBeDeleted = !signal.aborted && (error instanceof Gone || error instanceof EndLost);
    if (mayBeDeleted && (await isDeleted(one, request))) throw deletedMeanwhile(request, error);
    const isCut = !signal.aborted && error instanceof Interrupted && !(error instanceof EndLost);
    throw isCut ? cut(request, error) : error;
  }
}

/** What there is of it then, and how more is to be had where the command line asked for no retries. */
function cut({ direction, retries }: CopyRequest, { reason, message }: Interrupted): ClusterError {
  const left =
    direction === 'from-container'
      ? 'nothing was put in its place'
      : 'nothing is put in its place before all of it is there';
  const advice =
    direction === 'from-container' && retries === 0
      ? '; with --retries N it is read on where it was cut'
      : '';
  return new ClusterError({ reason, message: `${message}: ${left}${advice}` });
}

/** What ran there was killed: what was put in a volume of another life than the Pod's is not known to be all of it. */
function deletedMeanwhile({ namespace, pod, direction }: CopyRequest, cause: unknown): ClusterError {
  const [way, left] =
    direction === 'from-container'
      ? ['from', 'nothing was put in its place']
      : ['to', 'what volumes outlive it may have a part of it'];
  const message = `Pod ${namespace}/${pod} was deleted while it was copied ${way}: ${left}`;
  return new ClusterError({ reason: 'Deleted', message, cause });
}
