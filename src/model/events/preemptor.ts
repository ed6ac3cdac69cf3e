import type { WatchScope } from '../connection.ts';
import type { ObjectMeta, Pod } from '../kinds/objects.ts';
import type { ToldEvent } from './told-event.ts';

/** The scheduler names whom it makes room for by uid (pkg/scheduler/framework/preemption, `Preempted by pod %v on node %v`). */
const SAID = /^Preempted by pod (\S+) on node /;
const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const saidIn = ({ reason, message }: ToldEvent): string | undefined =>
  reason === 'Preempted' ? SAID.exec(message)?.[1] : undefined;

/** The uid of the Pod that another one has to make room for, by its events, the newest first. */
export const preemptorUid = (events: readonly ToldEvent[]): string | undefined =>
  events.map(saidIn).find((said) => said !== undefined && UID.test(said));

/** The same events with that one by its name. */
export const withPreemptor = (
  events: readonly ToldEvent[],
  uid: string,
  name: string,
): readonly ToldEvent[] =>
  events.map((event) =>
    saidIn(event) === uid ? { ...event, message: event.message.replace(uid, () => name) } : event,
  );

/** Whom a Pod makes room for, where that one's name is known. */
export const preemptorName = (events: readonly ToldEvent[]): string | undefined =>
  events.map(saidIn).find((said) => said !== undefined && !UID.test(said));

/** How it is called where it is told of a Pod: with its namespace where that is another one. */
export const preemptorCalled = ({ name, namespace = '' }: ObjectMeta, pod: Pod): string =>
  namespace === pod.metadata.namespace ? name : `${namespace}/${name}`;

/**
 * A Pod's events with the one that it had to make room for by its name, where that can be had: else its uid stays, as the
 * scheduler tells it.
 *
 * @param from who is asked for the Pods of its namespace, where it was preempted
 */
export async function withPreemptorNamed(
  events: readonly ToldEvent[],
  pod: Pod,
  from: { pods(where: WatchScope): Promise<readonly Pod[]> },
): Promise<readonly ToldEvent[]> {
  const uid = preemptorUid(events);
  if (uid === undefined) return events;
  const { namespace = '' } = pod.metadata;
  const by = (await from.pods({ namespace }).catch(() => [])).find(({ metadata }) => metadata.uid === uid);
  return by ? withPreemptor(events, uid, preemptorCalled(by.metadata, pod)) : events;
}
