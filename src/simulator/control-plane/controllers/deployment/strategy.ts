import { count, fields, specOf } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';

export const COMPONENT = 'deployment-controller';

/** How far a rollout may go over and under what is wanted, in Pods. */
export interface Budget {
  readonly replicas: number;
  /** How many there may be at once. */
  readonly most: number;
  readonly unavailable: number;
}

/** Percentages are of the replicas: a surge is rounded up, what may be missing down, and one of both is at least 1. */
export function budgetOf(deployment: StoredObject): Budget {
  const spec = specOf(deployment);
  const replicas = count(spec['replicas'], 1);
  const strategy = fields(spec['strategy']);
  if (strategy['type'] === 'Recreate') return { replicas, most: replicas, unavailable: 0 };
  const { maxSurge = '25%', maxUnavailable = '25%' } = fields(strategy['rollingUpdate']);
  const surge = share(maxSurge, replicas, Math.ceil);
  const missing = share(maxUnavailable, replicas, Math.floor);
  const unavailable = surge === 0 && missing === 0 ? 1 : missing;
  return { replicas, most: replicas + surge, unavailable: Math.min(unavailable, replicas) };
}

/** A number or a percentage of a whole. */
export function share(value: unknown, whole: number, round: (part: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? 0 : round((Number(percent) * whole) / 100);
}
