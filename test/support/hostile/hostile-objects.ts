import type { KindId } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { KINDS, samples } from './fuzz.ts';
import { HOSTILE } from './hostile.ts';
import { changed, placesOnce } from './mutations.ts';
import { seeded } from './seeded.ts';

/** Maps whose keys are anyone's choice. */
const FREE = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'volumeAttributes',
  'limits',
  'requests',
]);

/** The objects of the fixtures, each kind of text in them replaced once: values, and keys that are free. */
export function* hostileObjects(seed: number): Generator<{ kind: KindId; object: KubeObject }> {
  const random = seeded(seed);
  const text = (): string => HOSTILE[random(HOSTILE.length)] ?? '';
  for (const kind of KINDS) {
    for (const { value, path } of placesOnce(samples(kind))) {
      const found = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
      if (typeof found !== 'string') continue;
      const object = changed(value, path, text()) as KubeObject;
      yield { kind, object };
      const parent = path.slice(0, -1);
      if (FREE.has(String(parent.at(-1))))
        yield { kind, object: changed(value, [...parent, text()], text()) as KubeObject };
    }
  }
}
