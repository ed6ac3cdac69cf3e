import { BROWSE_LIMITS, browseScript } from '../../model/files/browse-script.ts';
import type { Browsed, BrowseTarget } from '../../model/files/browsed.ts';
import { readBrowsed } from '../../model/files/read-browsed.ts';
import { type Gathered, scriptFailure } from './gather.ts';
import type { RunScript } from './walk.ts';

/** Lists a directory or reads a file in a container once; never rejects. */
export async function browse(
  target: BrowseTarget,
  run: RunScript,
  now: () => number,
  signal: AbortSignal,
): Promise<Browsed> {
  const gathered = await run(target.container, browseScript(target), BROWSE_LIMITS, signal);
  return browsedFrom(gathered, now());
}

/** What came of it, by what its script printed. */
function browsedFrom(gathered: Gathered, at: number): Browsed {
  const { out, result } = gathered;
  // What was given up may have told a part, which would pass for all.
  const browsed = result.type === 'exited' ? readBrowsed(out, at) : undefined;
  return (
    browsed ?? { type: 'failed', at, failure: scriptFailure(gathered, 'it could not be looked at', 'look') }
  );
}
