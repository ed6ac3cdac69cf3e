import { of } from 'rxjs';
import { keepFed } from '../../../src/feeds/keep-fed.ts';
import type { Opener } from '../../../src/feeds/opener.ts';
import { type FeedEvent, feedKey } from '../../../src/model/feed.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import type { State } from '../../../src/store/state.ts';
import { screenOf } from './dashboard.ts';
import { FakeConnection } from './fake-connection.ts';
import { fed, scheduledTime } from './fed.ts';

/** The keys of the Logs tab. */
const OF_LOGS: ReadonlySet<string> = new Set(['l', 'p']);

/**
 * A dashboard that looks at a Pod by these keys; each asking for logs, or where these keys are not about them for an object
 * whole, brings its number once, then nothing.
 */
export function lookingAt(pod: Pod, ...keys: readonly string[]) {
  const dashboard = screenOf(
    { columns: 156, rows: 42 },
    { wanted: { kind: 'Pod', name: pod.metadata.name } },
  );
  dashboard.press(...keys);
  const asked: string[] = [];
  const type = keys.some((key) => OF_LOGS.has(key)) ? 'logs' : 'object';
  const opener: Opener = {
    type,
    linger: type === 'logs' ? 10_000 : 0,
    open: (_, feed) => {
      const told: readonly FeedEvent[] = [
        { type: 'live' },
        { type: 'data', data: asked.push(feedKey(feed)) },
      ];
      return of(told) as ReturnType<Opener['open']>;
    },
  };
  const { scheduler, pass } = scheduledTime();
  const feeder = keepFed([opener], scheduler);
  const needs = (state: State) => dashboard.program.needs(state).filter((feed) => feed.type === type);
  const { state$, dispatch } = fed(feeder, dashboard.state, new FakeConnection().port, needs);
  pass(1000);
  const brought = (): unknown[] =>
    [...state$.value.cluster.feeds.values()].filter(({ feed }) => feed.type === type).map(({ data }) => data);
  /** The list of Pods tells of it. */
  const told = (type: WatchEvent<Pod>['type'] & ('upsert' | 'delete'), object: Pod): void => {
    const feed = listIn(state$.value.look, 'pods');
    dispatch({ type: 'batch', batch: [{ feed, events: [{ type, object }] }] });
    pass(1000);
  };
  return { dispatch, pass, asked, brought, told };
}
