import type { Condition } from '../../../model/kinds/objects.ts';
import { list, message, needed, shared, state, told, type Type, type Wire } from '../declaration.ts';

/** Where a kind's conditions have, in protobuf, what not all have at the same place. */
interface Places {
  readonly lastTransitionTime: number;
  readonly reason: number | Wire;
  readonly message: number | Wire;
}

/** Conditions that changed in the same second for the same reason are alike in many objects. */
export const conditions = (places: Places): Type<readonly Condition[]> =>
  list(
    state(
      message<Condition>(
        {
          type: needed(shared.word),
          status: needed(shared.word),
          reason: shared.word,
          message: shared.sentence,
          lastTransitionTime: shared.time,
        },
        { type: told(1), status: told(2), ...places },
      ),
    ),
  );
