import {
  concat,
  exhaustMap,
  filter,
  map,
  type Observable,
  of,
  switchMap,
  take,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import type { Pod } from '../../../model/kinds/objects.ts';
import { noNamespace } from '../not-there.ts';
import type { OneShotSource } from '../source.ts';
import type { LogsShot } from '../../arguments/logs-command.ts';

/** So often it is looked whether more can come where there are no Pods, in ms. */
const AGAIN = 5000;

/** Whose Pods are followed. */
export interface Whose {
  /** Why none of theirs come any more; undefined: they may. Rejects where that cannot be told. */
  gone(): Promise<string | undefined>;
  /** What is told where there were some, and are none. */
  readonly none: string;
}

/** Pods as they come and go, until none are left and none can come: their owner or namespace is gone, which is told. */
export function untilGone(
  pods$: Observable<readonly Pod[]>,
  { gone, none }: Whose,
  tell: (text: string) => void,
): Observable<readonly Pod[]> {
  let had = false;
  const looked$ = timer(0, AGAIN).pipe(
    exhaustMap(() => gone().catch(() => undefined)),
    tap((why) => {
      if (why !== undefined || had) tell(why ?? none);
      had = false;
    }),
    filter((why) => why !== undefined),
    take(1),
    map(() => undefined),
  );
  return pods$.pipe(
    switchMap((pods) => {
      had ||= pods.length > 0;
      return pods.length > 0 ? of(pods) : concat(of(pods), looked$);
    }),
    takeWhile((pods) => pods !== undefined),
  );
}

/** Those whose logs are asked for. */
export function whose(what: LogsShot['of'], source: OneShotSource): Whose {
  if ('selector' in what) {
    const gone = async (): Promise<string | undefined> =>
      (await source.lacksNamespace()) ? noNamespace(source.namespace) : undefined;
    return { gone, none: `no Pod matches ${what.selector} any more: waiting for others` };
  }
  const { kind, name } = what.target;
  const gone = async (): Promise<string | undefined> => {
    const owned = await source.owned(what.target);
    return 'missing' in owned && owned.missing === 'object'
      ? `${owned.kind.kind} ${name} is gone`
      : undefined;
  };
  return { gone, none: `${kind}/${name} has no Pods any more: waiting for others` };
}
