import { Observable } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { SettingsFeed } from '../../model/feed.ts';
import type { Failure } from '../../model/kinds/watch-event.ts';
import { readSettings, type Settings } from '../../model/whole/settings.ts';
import type { Opener } from '../opener.ts';

/** What ConfigMaps and Secrets hold is fetched for who asked, and gone with that: nothing of it lingers. */
export const settings: Opener<SettingsFeed> = {
  type: 'settings',
  linger: 0,
  open: (connection, { namespace, names, secrets }) =>
    new Observable((out) => {
      const aborter = new AbortController();
      const asked = names.map(async (of): Promise<Settings> => {
        const ref = { apiVersion: 'v1', ...of, namespace };
        return connection.get(ref, aborter.signal).then(
          (object) => readSettings(of, object, secrets),
          (error: unknown) => ({ ...of, values: new Map(), failure: untelling(failureOf(error), of.kind) }),
        );
      });
      void Promise.all(asked).then((data) => out.next([{ type: 'live' }, { type: 'data', data }]));
      return () => aborter.abort();
    }),
};

/** An answer that is no JSON is quoted by its error, and of a Secret that may be what it holds. */
const untelling = (failure: Failure, kind: string): Failure =>
  (failure.code ?? 400) < 400 ? { ...failure, message: `the server's answer is no ${kind}` } : failure;
