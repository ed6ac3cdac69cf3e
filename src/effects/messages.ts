import { mergeMap, type Observable, of } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** How long an error stands in the footer, in ms. */
const IN_FOOTER = 10_000;

/** What the program told besides its screen is kept for `:messages`; an error is also said in the footer. */
export const messages: Effect = ({ world }): Observable<Action> =>
  world.told$.pipe(
    mergeMap((entry): Observable<Action> => {
      const told: Action = { type: 'told', entry };
      if (entry.level !== 'error') return of(told);
      const until = world.clock.now() + IN_FOOTER;
      const text = `${entry.text} (:messages)`;
      const said: Action = { type: 'message', message: { tone: 'failing', text, until, slight: true } };
      return of(told, said);
    }),
  );
