import type { Claim } from '../../../model/kinds/kinds.ts';
import { list, map, message, needed, quantity, text, told, word } from '../declaration.ts';
import { meta } from './meta.ts';

/** Of a claim, and of the template of one. */
export const claimSpec = message<NonNullable<Claim['spec']>>(
  {
    volumeName: text,
    storageClassName: text,
    accessModes: list(word),
    resources: message({ requests: map(quantity) }, { requests: 2 }),
  },
  { volumeName: 3, storageClassName: told(5), accessModes: 1, resources: told(2) },
);

export const claim = message<Pick<Claim, 'metadata' | 'spec' | 'status'>>(
  {
    metadata: needed(meta),
    spec: claimSpec,
    status: message(
      { phase: word, accessModes: list(word), capacity: map(quantity) },
      { phase: 1, accessModes: 2, capacity: 3 },
    ),
  },
  { metadata: 1, spec: 2, status: 3 },
);
