import { BROWSE_LIMITS, browseScript } from '../../model/files/browse-script.ts';
import type { Browsed, BrowseTarget, Through } from '../../model/files/browsed.ts';
import { isWhole, readBrowsed } from '../../model/files/read-browsed.ts';
import { NO_SHELL } from '../../model/processes/way-in.ts';
import { type Gathered, scriptFailure } from './gather.ts';
import type { RunScript } from './walk.ts';

/**
 * Lists a directory or reads a file in a container once; never rejects.
 *
 * @param ways where it has no shell, the containers in which that is done for it, one after the other until one may
 */
export async function browse(
  target: BrowseTarget,
  ways: readonly Through[],
  run: RunScript,
  now: () => number,
  signal: AbortSignal,
): Promise<Browsed> {
  const look = async (container: string, id?: Through['id']): Promise<Browsed> =>
    browsedFrom(await told(run, container, browseScript(target, id), signal), now());
  const own = await look(target.container);
  if (!lacksShell(own)) return own;
  let browsed = own;
  for (const { container, id } of ways) {
    const next = { ...(await look(container, id)), through: container };
    // That one may not look says more than that another cannot.
    if (!isShutOut(browsed) || !lacksShell(next)) browsed = next;
    if (!lacksShell(browsed) && !isShutOut(browsed)) break;
  }
  return browsed;
}

/** So often in all it is asked where the server loses the end of the answer. */
const MOST_TRIES = 3;

async function told(
  run: RunScript,
  container: string,
  script: string,
  signal: AbortSignal,
): Promise<Gathered> {
  for (let tries = 1; ; tries++) {
    const gathered = await run(container, script, BROWSE_LIMITS, signal);
    if (!isEndLost(gathered) || tries >= MOST_TRIES) return gathered;
  }
}

/** By the server's word it ended well, but how it ends is not there. */
const isEndLost = ({ out, err, result }: Gathered): boolean =>
  result.type === 'exited' && result.code === 0 && err === '' && !isWhole(out);

const lacksShell = (browsed: Browsed): boolean =>
  browsed.type === 'failed' && browsed.failure.reason === NO_SHELL;

const isShutOut = (browsed: Browsed): boolean =>
  browsed.type === 'refused' && (browsed.why === 'closed' || browsed.why === 'unseen');

/** What came of it, by what its script printed. */
function browsedFrom(gathered: Gathered, at: number): Browsed {
  const { out, result } = gathered;
  // What was given up may have told a part, which would pass for all.
  const browsed = result.type === 'exited' ? readBrowsed(out, at) : undefined;
  if (browsed) return browsed;
  const undone = 'it could not be looked at';
  const failure = isEndLost(gathered)
    ? { reason: 'EndLost', message: `${undone}: the server lost the end of what was printed` }
    : scriptFailure(gathered, undone, 'look');
  return { type: 'failed', at, failure };
}
