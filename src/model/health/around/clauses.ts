import type { Around } from './around.ts';
import { scalerClause } from './scalers.ts';

/** What is wrong around a Pod or an owner, a sentence each, the most telling first; but for what names it. */
export const leadingTroubles = (around: Around | undefined, now: number): readonly string[] =>
  around ? [...around.services, ...around.scalers.map((scaler) => scalerClause(scaler, now))] : [];

/** All that is wrong around it. */
export const aroundTroubles = (around: Around | undefined, now: number): readonly string[] =>
  around ? [...leadingTroubles(around, now), ...around.naming] : [];

/** The same, and what is no trouble until somebody drains its node. */
export const aroundClauses = (around: Around | undefined, now: number): readonly string[] =>
  around ? [...aroundTroubles(around, now), ...around.budgets] : [];
