import { mergeMap, type Observable, of } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';

/** How long an error stands in the footer, in ms. */
const IN_FOOTER = 10_000;

/** What the program told besides its screen is kept for `:messages`; an error is also said in the footer. */
export const messages: Effect = ({ world }): Observable<Action> =>
  world.told$.pipe(
    mergeMap((entry): Observable<Action> => {
      const told: Action = { type: 'told', entry };
      if (entry.level !== 'error') return of(told);
      return of(told, say(world.clock, `${entry.text} (:messages)`, 'failing', IN_FOOTER));
    }),
  );
