import { concat, concatMap, defer, EMPTY, map, merge, type Observable, of } from 'rxjs';
import { readWalk } from '../../model/processes/read-walk.ts';
import { WALK_LIMITS, WALK_OVER, walkScript } from '../../model/processes/walk-script.ts';
import { leftToWalk, type Walked, type Walks, type WalkTarget } from '../../model/processes/walked.ts';
import { abortable } from './abortable.ts';
import { type Gathered, type GatherLimits, scriptFailure } from './gather.ts';

/** Runs a shell script in a container. */
export type RunScript = (
  container: string,
  script: string,
  limits: GatherLimits,
  signal: AbortSignal,
) => Promise<Gathered>;

/**
 * Walks /proc in the containers of a Pod: in all at once, or, where their processes are shared, in one after the other
 * until one could be walked in, and in those that it may not look into. Each is told as it comes; never errors.
 */
export function walkPod(
  target: WalkTarget,
  run: RunScript,
  now: () => number,
): Observable<readonly [string, Walked]> {
  const walk = (container: string): Observable<readonly [string, Walked]> =>
    abortable((signal) => run(container, walkScript(target.only), WALK_LIMITS, signal)).pipe(
      map((gathered) => [container, walkedFrom(gathered, now())] as const),
    );
  if (!target.shared) return merge(...target.containers.map(walk));
  const next = (walks: Walks): Observable<readonly [string, Walked]> => {
    const [container] = leftToWalk(target, walks);
    if (container === undefined) return EMPTY;
    return walk(container).pipe(
      concatMap((told) =>
        concat(
          of(told),
          defer(() => next(new Map(walks).set(...told))),
        ),
      ),
    );
  };
  return next(new Map());
}

/** How a walk went, by what its script printed. */
export function walkedFrom(gathered: Gathered, at: number): Walked {
  const isWhole = gathered.out.endsWith(WALK_OVER);
  const walk = readWalk(isWhole ? gathered.out.slice(0, -WALK_OVER.length) : gathered.out);
  // What it told by then is there, however it ended.
  if (walk) return { type: 'walk', walk: isWhole ? walk : { ...walk, cut: true }, at };
  return { type: 'failed', failure: scriptFailure(gathered, '/proc could not be walked', 'walk') };
}
