import { from, mergeMap, type Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** How long an error stands in the footer, in ms. */
const IN_FOOTER = 10_000;

/** What the program told besides its screen is kept for `:messages`; an error is also said in the footer. */
export const messages: Effect = ({ world }): Observable<Action> =>
  world.told$.pipe(
    mergeMap((entry): Observable<Action> => {
      const until = world.clock.now() + IN_FOOTER;
      const message = { tone: 'failing', text: `${entry.text} (:messages)`, until } as const;
      return from<Action[]>([
        { type: 'told', entry },
        ...(entry.level === 'error' ? [{ type: 'message', message } as const] : []),
      ]);
    }),
  );
