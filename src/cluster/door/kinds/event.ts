import type { KubeEvent } from '../../../model/events/kube-event.ts';
import {
  integer,
  message,
  microTime,
  name,
  needed,
  sentence,
  text,
  time,
  told,
  word,
} from '../declaration.ts';
import { meta } from './meta.ts';

export const event = message<Omit<KubeEvent, 'apiVersion' | 'kind'>>(
  {
    metadata: needed(meta),
    involvedObject: message<NonNullable<KubeEvent['involvedObject']>>(
      { kind: word, namespace: name, name, uid: name, fieldPath: text },
      { kind: 1, namespace: 2, name: 3, uid: 4, fieldPath: 7 },
    ),
    reason: word,
    message: sentence,
    type: word,
    count: integer,
    firstTimestamp: time,
    lastTimestamp: time,
    eventTime: microTime,
    series: message<NonNullable<KubeEvent['series']>>(
      { count: integer, lastObservedTime: microTime },
      { count: 1, lastObservedTime: 2 },
    ),
    source: message<NonNullable<KubeEvent['source']>>({ component: word }, { component: 1 }),
    reportingComponent: word,
  },
  {
    metadata: 1,
    involvedObject: told(2),
    reason: 3,
    message: 4,
    source: 5,
    firstTimestamp: 6,
    lastTimestamp: 7,
    count: 8,
    type: 9,
    eventTime: 10,
    series: 11,
    reportingComponent: told(14),
  },
);
