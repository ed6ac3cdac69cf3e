import type { FeedEvent } from '../model/feed.ts';

/** Events come to the state at most once in so many ms: once a frame. */
const TOGETHER = 33;
/** With so many rows any screen is full. */
const FULL = 250;
/** Rows of a list that is not complete, and that is longer, come so rarely, in ms: all that a frame shows of them is a count. */
const LOADING = 200;

/**
 * How long what a feed brings may wait for what comes behind it, in ms, array after array. Each array that comes to
 * the state costs a table, an order, counts and a frame, which for a list of thousands were a third of all its work.
 */
export function gathered(): (events: readonly FeedEvent[]) => number {
  let rows = 0;
  let complete = false;
  return (events) => {
    complete ||= events.some(({ type }) => type === 'synced' || type === 'data');
    if (complete) return TOGETHER;
    rows += events.length;
    return rows > FULL && events.every(({ type }) => type === 'upsert') ? LOADING : TOGETHER;
  };
}
