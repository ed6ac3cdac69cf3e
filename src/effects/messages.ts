import { mergeMap, type Observable, of } from 'rxjs';
import { isPluginsOwn, type LogEntry } from '../model/log.ts';
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
      const text = footerText(entry);
      const said: Action = {
        type: 'message',
        message: { tone: level === 'error' ? 'failing' : 'plain', text, until, slight: true },
      };
      return of(told, said);
    }),
  );

/** What a credential plugin asks for may be long, and its end is what one needs. */
const footerText = ({ text, ...entry }: LogEntry): string =>
  isPluginsOwn(entry) ? `plugin says (:messages): ${text}` : `${text} (:messages)`;
