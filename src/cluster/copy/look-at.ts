import { LOOK, readLook, type RemoteLook } from '../../model/copy/copy-scripts.ts';
import { type Remote, scriptError, unlessEndLost } from './remote.ts';

/** What a look prints at most, in bytes: a path, and what a shell says of its own. */
const MOST = 16_384;
/** So long it takes nobody who is well, in ms. */
const SLOW = 5_000;

/** What a path is in a container. Says for whom it waits, where that takes long. Rejects with a `ClusterError`. */
export const lookAt = (remote: Remote, path: string): Promise<RemoteLook> =>
  unlessEndLost(() => lookOnce(remote, path));

async function lookOnce(remote: Remote, path: string): Promise<RemoteLook> {
  const printed: Uint8Array[] = [];
  const waiting = setTimeout(() => {
    const { container } = remote.where;
    remote.note(
      `warning: the sh of ${container} has not told within ${SLOW / 1_000} s what ${path} is: waiting; if it hangs, it may go on there afterwards`,
    );
  }, SLOW);
  const end = await remote
    .run(LOOK, [path], { most: MOST, take: (data) => void printed.push(Buffer.from(data)) })
    .finally(() => clearTimeout(waiting));
  const look = readLook(Buffer.concat(printed).toString());
  if (!look) throw scriptError(end, `${path} could not be looked at`);
  return look;
}
