import { mergeMap, type Observable, of } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect } from './environment.ts';

/** How long an error stands in the footer, in ms. */
const IN_FOOTER = 10_000;

/** What the program told besides its screen is kept for `:messages`; an error, and what passes by itself, is also said in the footer. */
export const messages: Effect = ({ world }): Observable<Action> =>
  world.told$.pipe(
    mergeMap((entry): Observable<Action> => {
      const told: Action = { type: 'told', entry };
      const { level, lastsMs } = entry;
      if (level !== 'error' && lastsMs === undefined) return of(told);
      const until = world.clock.now() + (lastsMs ?? IN_FOOTER);
      const text = `${entry.text} (:messages)`;
      const said: Action = {
        type: 'message',
        message: { tone: level === 'error' ? 'failing' : 'plain', text, until, slight: true },
      };
      return of(told, said);
    }),
  );
