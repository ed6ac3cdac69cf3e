import { expect, it } from 'vitest';
import type { ContainerState, Pod } from '../../src/model/kinds/objects.ts';
import { containersOf } from '../../src/model/pod/containers.ts';
import { type PodUsage, usageIn, usageOfContainer, usageOfPod } from '../../src/model/usage/pod-usage.ts';
import { withSamples } from '../../src/model/usage/usage-history.ts';
import { cpuText, memoryText, nanocores, ofLimit } from '../../src/model/usage/usage-texts.ts';

it('CPU is whole nanocores, whatever its unit', () => {
  expect(['0', '98154n', '250u', '12m', '1', '1.5', 'x'].map(nanocores)).toEqual([
    0,
    98_154,
    250_000,
    12_000_000,
    1_000_000_000,
    1_500_000_000,
    undefined,
  ]);
});

it('amounts are said as kubectl top says them, and nothing is never 0', () => {
  expect([0, 1, 98_154, 1_000_000, 1_000_001, 2_345_000_000, undefined].map(cpuText)).toEqual(
    ['0m', '1m', '1m', '1m', '2m', '2345m', '–'], // rounded up
  );
  expect([0, 1024 * 1024 - 1, 2616 * 1024, 3 * 2 ** 30, undefined].map(memoryText)).toEqual(
    ['0Mi', '0Mi', '2Mi', '3072Mi', '–'], // cut off
  );
  expect(
    [
      ['12Mi', '64Mi'],
      ['12Mi', '1Gi'],
      ['12Mi', undefined],
      ['–', '200m'],
    ].map(([used = '', limit]) => ofLimit(used, limit)),
  ).toEqual(['12/64Mi', '12Mi/1Gi', '12Mi', '–/200m']);
});

const MADE = Date.parse('2026-01-01T00:00:00Z');
const BEGUN = MADE + 5000;
const pod = (...states: ContainerState[]): Pod => ({
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u', creationTimestamp: new Date(MADE).toISOString() },
  spec: { containers: states.map((_, index) => ({ name: `c${index}` })) },
  status: {
    phase: 'Running',
    containerStatuses: states.map((state, index) => ({ name: `c${index}`, state })),
  },
});
const running: ContainerState = { running: { startedAt: new Date(BEGUN).toISOString() } };
const sample = (at: number, ...memory: number[]): PodUsage => ({
  at,
  containers: new Map(memory.map((bytes, index) => [`c${index}`, { cpu: 1, memory: bytes }])),
});

it('a sample of the Pod or the container that was before is none', () => {
  const one = pod(running);
  const of = (usage: PodUsage) => usageIn(new Map([['shop/web-1', usage]]), one);
  expect(of(sample(MADE - 1, 7))).toBeUndefined();
  const early = of(sample(MADE, 7));
  expect(early).toBeDefined();
  const [container] = containersOf(one);
  expect(usageOfContainer(early, container!)).toBeUndefined();
  expect(usageOfContainer(sample(BEGUN, 7), container!)).toEqual({ cpu: 1, memory: 7 });
});

it('what ended uses nothing that is known, and a Pod is the sum of what runs', () => {
  const one = pod(running, { terminated: { exitCode: 0 } }, running);
  expect(usageOfPod(sample(BEGUN, 7, 8, 9), one)).toEqual({ cpu: 2, memory: 16 });
  expect(usageOfPod(sample(BEGUN), one)).toBeUndefined();
});

it('a history is of the last hour and of the last 30 Pods that were looked at', () => {
  let histories = withSamples(new Map(), [['first', sample(1)]]);
  expect(withSamples(histories, [['first', sample(1)]])).toBe(histories);
  for (let at = 2; at < 500; at++) histories = withSamples(histories, [['first', sample(at)]]);
  expect(histories.get('first')).toHaveLength(240);
  expect(histories.get('first')?.at(-1)?.at).toBe(499);
  for (let each = 0; each < 30; each++) histories = withSamples(histories, [[`p${each}`, sample(1)]]);
  expect(histories.size).toBe(30);
  expect(histories.has('first')).toBe(false);
});
