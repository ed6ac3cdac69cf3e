import { humanDuration } from '../ages.ts';
import { type Fields, fieldsOf, listOf, timeOf } from './fields.ts';

const CONTENT = ['f:data', 'f:binaryData', 'f:stringData'];

/**
 * When what a ConfigMap or Secret holds was changed last, in epoch ms: each manager's fields have the time of its last
 * change (meta/v1 ManagedFieldsEntry). One that has no content has no such time.
 */
export function changedAt(object: unknown): number | undefined {
  const { creationTimestamp, managedFields } = fieldsOf(fieldsOf(object).metadata);
  const times = listOf(managedFields)
    .filter(({ fieldsV1 }) => CONTENT.some((name) => name in fieldsOf(fieldsV1)))
    .flatMap(({ time }) => timeOf(time) ?? []);
  if (times.length === 0) return undefined;
  // What was taken from another cluster with its managed fields was made here later.
  return Math.max(timeOf(creationTimestamp) ?? 0, ...times);
}

/** When a container began the last time, by its status, in epoch ms; undefined where it never did. */
export function beganAt({ state, lastState }: Fields): number | undefined {
  const { running, terminated } = fieldsOf(state);
  return [running, terminated, fieldsOf(lastState).terminated]
    .map((one) => timeOf(fieldsOf(one).startedAt))
    .find((time) => time !== undefined);
}

/** When a container began, by which what it was given is older than what is there now; both in epoch ms. */
export interface Beginning {
  readonly began: number | undefined;
  readonly now: number;
}

/** That what a container has may not be what is told of it now; empty where it began later, or that is not known. */
export function changedSince(name: string, changed: number | undefined, { began, now }: Beginning): string {
  if (changed === undefined || began === undefined || began >= changed) return '';
  const ago = humanDuration(Math.max(0, now - changed));
  return ` (${name} was changed ${ago} ago: this container began before, with what was there then)`;
}
