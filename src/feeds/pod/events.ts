import { defer, filter, map } from 'rxjs';
import { eventSelector } from '../../model/events/event-selector.ts';
import { newestFirst, toldEvent, type ToldEvent } from '../../model/events/told-event.ts';
import type { EventsFeed, FeedEvent } from '../../model/feed.ts';
import type { KubeEvent } from '../../model/events/kube-event.ts';
import type { WatchEvent } from '../../model/kinds/watch-event.ts';
import { type Opener, RESTED } from '../opener.ts';

type Told = FeedEvent<readonly ToldEvent[]>;

/** More events of one object are not kept, the newest are: a kubelet writes hardly more than 75 an hour. */
const MOST = 300;

/**
 * The events of one object are watched, and the watch is kept for a minute for who comes back: the server finds them by
 * looking through all of the namespace. What it forgets after an hour stays here meanwhile.
 */
export const events: Opener<EventsFeed> = {
  type: 'events',
  linger: 60_000,
  most: 30,
  settles: () => RESTED,
  open: (connection, { namespace, of }) =>
    defer(() => {
      const heard = new Heard();
      return connection
        .watch('events', { namespace, fieldSelector: eventSelector(of) })
        .pipe(map((batch) => heard.after(batch)));
    }).pipe(filter((batch) => batch.length > 0)),
};

/** What was heard of an object so far. */
class Heard {
  private readonly known = new Map<string, ToldEvent>();
  private complete = false;

  after(batch: readonly WatchEvent<KubeEvent>[]): readonly Told[] {
    const standing: Told[] = [];
    let isNew = false;
    for (const event of batch) {
      if (event.type === 'upsert') {
        this.known.set(event.object.metadata.uid, toldEvent(event.object));
        isNew = true;
      } else if (event.type === 'synced') {
        isNew ||= !this.complete;
        this.complete = true;
      } else if (event.type !== 'delete') standing.push(event);
    }
    if (!isNew || !this.complete) return standing;
    this.forget();
    return [...standing, { type: 'data', data: newestFirst(this.known.values()) }];
  }

  private forget(): void {
    if (this.known.size <= MOST) return;
    const oldest = [...this.known.values()].sort((a, b) => a.last - b.last);
    for (const { key } of oldest.slice(0, this.known.size - MOST)) this.known.delete(key);
  }
}
