import type { Claim } from '../../../model/kinds/kinds.ts';
import { list, map, message, needed, quantity, text, told, word } from '../declaration.ts';
import { meta } from './meta.ts';

export const claim = message<Pick<Claim, 'metadata' | 'spec' | 'status'>>(
  {
    metadata: needed(meta),
    spec: message(
      { volumeName: text, storageClassName: text, accessModes: list(word) },
      { volumeName: 3, storageClassName: told(5), accessModes: 1 },
    ),
    status: message(
      { phase: word, accessModes: list(word), capacity: map(quantity) },
      { phase: 1, accessModes: 2, capacity: 3 },
    ),
  },
  { metadata: 1, spec: 2, status: 3 },
);
