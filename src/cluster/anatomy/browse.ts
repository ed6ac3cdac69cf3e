import { BROWSE_LIMITS, browseScript } from '../../model/files/browse-script.ts';
import type { Browsed, BrowseTarget } from '../../model/files/browsed.ts';
import { readBrowsed } from '../../model/files/read-browsed.ts';
import { type Ending, lacksProgram } from '../../model/session.ts';
import type { Failure } from '../../model/watch-event.ts';
import type { Gathered } from './gather.ts';
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
export function browsedFrom({ out, err, result }: Gathered, at: number): Browsed {
  // What was given up may have told a part, which would pass for all.
  const browsed = result.type === 'exited' ? readBrowsed(out, at) : undefined;
  return browsed ?? { type: 'failed', at, failure: failureOf(result, err) };
}

function failureOf(result: Ending | Gathered['result'], err: string): Failure {
  if (result.type === 'exited') {
    const said = err.trim() || `the shell ended with ${result.code}, saying nothing`;
    return { reason: 'Unreadable', message: `it could not be looked at: ${said}` };
  }
  const { failure } = result;
  if (lacksProgram(failure.message))
    return { reason: 'NoShell', message: 'its image has no shell to look with' };
  return failure;
}
