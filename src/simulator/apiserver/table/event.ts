import type { StoredObject } from '../../api/stored-object.ts';
import { at, column, since, type TableColumn, text, wide, WIDE_NAME } from './table-column.ts';

/** printers.go, printEvent: Events of the newer interface have an eventTime and a series. */
function lastSeen(event: StoredObject, now: number): string {
  const series = at(event, 'series.lastObservedTime');
  const last = series ?? at(event, 'lastTimestamp') ?? at(event, 'firstTimestamp') ?? at(event, 'eventTime');
  return since(last, now);
}

const firstSeen = (event: StoredObject, now: number): string =>
  since(at(event, 'firstTimestamp') ?? at(event, 'eventTime'), now);

function source(event: StoredObject): string {
  const component = at(event, 'source.component') || at(event, 'reportingComponent') || '';
  const host = at(event, 'source.host') || at(event, 'reportingInstance') || '';
  return host ? `${String(component)}, ${String(host)}` : String(component);
}

/** `pod/web`. */
function about(event: StoredObject): string {
  const [kind, name] = ['kind', 'name'].map((field) => String(at(event, `involvedObject.${field}`) ?? ''));
  return name ? `${kind?.toLowerCase()}/${name}` : (kind ?? '').toLowerCase();
}

export const EVENT: readonly TableColumn[] = [
  column('Last Seen', lastSeen, {
    description: 'The time at which the most recent occurrence of this event was recorded.',
  }),
  column('Type', text('type'), {
    description: 'Type of this event (Normal, Warning), new types could be added in the future',
  }),
  column('Reason', text('reason'), {
    description:
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
  }),
  column('Object', about, { description: 'The object that this event is about.' }),
  wide('Subobject', text('involvedObject.fieldPath')),
  wide(
    'Source',
    source,
    'The component reporting this event. Should be a short machine understandable string.',
  ),
  column('Message', (object) => String(at(object, 'message') ?? '').trim(), {
    description: 'A human-readable description of the status of this operation.',
  }),
  wide(
    'First Seen',
    firstSeen,
    'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
  ),
  wide(
    'Count',
    (object) => Number(at(object, 'series.count') ?? (at(object, 'count') || 1)),
    'The number of times this event has occurred.',
  ),
  WIDE_NAME,
];
