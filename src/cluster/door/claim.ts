import type { Claim } from '../../model/kinds.ts';
import { list, map, message, needed, quantity, text, word } from './declaration.ts';
import { meta } from './meta.ts';

export const claim = message<Pick<Claim, 'metadata' | 'spec' | 'status'>>({
  metadata: needed(meta),
  spec: message({ volumeName: text, storageClassName: text, accessModes: list(word) }),
  status: message({ phase: word, accessModes: list(word), capacity: map(quantity) }),
});
