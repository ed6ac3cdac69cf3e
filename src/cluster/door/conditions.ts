import type { Condition } from '../../model/objects.ts';
import { list, message, needed, shared, state } from './declaration.ts';

/** Conditions that changed in the same second for the same reason are alike in many objects. */
export const conditions = list(
  state(
    message<Condition>({
      type: needed(shared.word),
      status: needed(shared.word),
      reason: shared.word,
      message: shared.sentence,
      lastTransitionTime: shared.exact,
    }),
  ),
);
