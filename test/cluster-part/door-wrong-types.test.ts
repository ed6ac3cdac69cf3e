import { describe, expect, it } from 'vitest';
import { Door } from '../../src/cluster/door/door.ts';
import { RESOURCES } from '../../src/cluster/resources.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import { pods } from '../fixtures/index.ts';
import { printed, Tour } from '../support/dashboards/every-view.ts';
import { KINDS, nonsense, PATIENCE, samples, TIMES } from '../support/hostile/fuzz.ts';
import { changed, placesOnce, WRONG } from '../support/hostile/mutations.ts';

/** A tour of the screens takes as long as hundreds of checks: the quick run makes some. */
const SCREENS = TIMES > 1 ? 1 : 40;

/** Fields that are of another type than in any sample. */
function* wrongTypes(value: unknown, like: Map<string, string>, at: string): Generator<string> {
  const type = Array.isArray(value) ? 'list' : typeof value;
  const known = like.get(at);
  if (known !== undefined && known !== type) yield `${at}: ${type} instead of ${known}`;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* wrongTypes(inner, like, `${at}.${Array.isArray(value) ? '[]' : key}`);
  }
}

function typesOf(value: unknown, into: Map<string, string>, at = ''): Map<string, string> {
  // A probe's port, and what a Service leads to, is a number or a name.
  if (!/\.(?:port|targetPort)$/.test(at)) into.set(at, Array.isArray(value) ? 'list' : typeof value);
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      typesOf(inner, into, `${at}.${Array.isArray(value) ? '[]' : key}`);
    }
  }
  return into;
}

/** In the quick run some of them for each field, in turns. */
function wrongValues(turn: number): readonly unknown[] {
  return TIMES > 1 ? WRONG : WRONG.filter((_, index) => (index + turn) % 3 === 0);
}

describe('one field of a wrong type', () => {
  it.each(KINDS)(
    'in %s is absent in whatever is shown',
    (kind) => {
      const trim = new Door().objects<KubeObject>(RESOURCES[kind]);
      const types = new Map<string, string>();
      for (const sample of samples(kind)) typesOf(trim(sample), types);
      const seen = new Set<string>();
      const tour = new Tour(kind);
      let turn = 0;
      for (const { value, path } of placesOnce(samples(kind))) {
        for (const wrong of wrongValues(turn++)) {
          const object = trim(changed(value, path, wrong));
          const text = JSON.stringify(object) ?? '';
          if (object === undefined || seen.has(text)) continue;
          seen.add(text);
          const where = `${path.join('.')} = ${JSON.stringify(wrong)?.slice(0, 60)}`;
          expect([...wrongTypes(object, types, '')], where).toEqual([]);
          expect(nonsense(printed(kind, [object])), where).toBeUndefined();
          if (seen.size % SCREENS === 0) expect(nonsense(tour.of(object)), where).toBeUndefined();
        }
      }
      expect(seen.size).toBeGreaterThan(5);
    },
    PATIENCE,
  );
});

describe('an object that crashed a pane', () => {
  const [pod] = pods.filter(({ metadata }) => metadata.name === 'anatomy-0');
  const tour = new Tour('pods');
  const first = ['spec', 'containers', 0] as const;
  it.each<[string, readonly (string | number)[], unknown, boolean]>([
    ['a name that is true', ['metadata', 'name'], true, false],
    ['no uid', ['metadata', 'uid'], null, false],
    ['no metadata', ['metadata'], null, false],
    ['a path as its name', ['metadata', 'name'], '../secrets', false],
    ['init containers that are numbers', ['spec', 'initContainers'], [5], true],
    ['a probe whose command is text', [...first, 'livenessProbe'], { exec: { command: 'x' } }, true],
    ['a mount without a name', [...first, 'volumeMounts'], [{ mountPath: '/x' }], true],
    ['an image that is an object', [...first, 'image'], { name: 'x' }, true],
    ['the reason "constructor"', ['status', 'reason'], 'constructor', true],
    ['a phase of 60 KB', ['status', 'phase'], 'p'.repeat(60_000), true],
    ['the label __proto__', ['metadata', 'labels', '__proto__'], 'x', true],
    ['a volume of the kind "constructor"', ['spec', 'volumes', 0], { name: 'v', constructor: {} }, true],
    ['a volume of the kind "__proto__"', ['spec', 'volumes', 0, '__proto__'], {}, true],
    ['a deadline of no time', ['metadata', 'deletionTimestamp'], 'soon', true],
    ['a grace period without an end', ['metadata', 'deletionGracePeriodSeconds'], 1e300, true],
  ])('has %s', (_, path, wrong, shown) => {
    const door = new Door();
    const object = door.objects(RESOURCES.pods)(changed(pod, path, wrong));
    expect(object !== undefined).toBe(shown);
    if (!object) return expect(door.refusals.total).toBe(1);
    expect(nonsense(printed('pods', [object]))).toBeUndefined();
    expect(nonsense(tour.of(object))).toBeUndefined();
    expect(Object.getPrototypeOf(object.metadata.labels)).toBe(Object.prototype);
  });
});
