import { BROWSE_LIMITS, browseScript } from '../../model/files/browse-script.ts';
import type { Browsed, BrowseTarget, Through } from '../../model/files/browsed.ts';
import { readBrowsed } from '../../model/files/read-browsed.ts';
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
  const gathered = await run(target.container, browseScript(target), BROWSE_LIMITS, signal);
  const own = browsedFrom(gathered, now());
  if (!lacksShell(own)) return own;
  let browsed = own;
  for (const { container, id } of ways) {
    const told = await run(container, browseScript(target, id), BROWSE_LIMITS, signal);
    const next = { ...browsedFrom(told, now()), through: container };
    // That one may not look says more than that another cannot.
    if (!isShutOut(browsed) || !lacksShell(next)) browsed = next;
    if (!lacksShell(browsed) && !isShutOut(browsed)) break;
  }
  return browsed;
}

const lacksShell = (browsed: Browsed): boolean =>
  browsed.type === 'failed' && browsed.failure.reason === NO_SHELL;

const isShutOut = (browsed: Browsed): boolean =>
  browsed.type === 'refused' && (browsed.why === 'closed' || browsed.why === 'unseen');

/** What came of it, by what its script printed. */
function browsedFrom(gathered: Gathered, at: number): Browsed {
  const { out, result } = gathered;
  // What was given up may have told a part, which would pass for all.
  const browsed = result.type === 'exited' ? readBrowsed(out, at) : undefined;
  return (
    browsed ?? { type: 'failed', at, failure: scriptFailure(gathered, 'it could not be looked at', 'look') }
  );
}
