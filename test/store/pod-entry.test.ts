import { expect, it } from 'vitest';
import { podStatus } from '../../src/model/pod/pod-status.ts';
import { PodEntry } from '../../src/store/selectors/pods/pod-entry.ts';
import { podNamed } from '../fixtures/index.ts';

it('a Pod is found by its name without asking how it is, and else by all that is on show of it, asked once', () => {
  const { status, ...pod } = podNamed('two-containers');
  let asked = 0;
  const entry = new PodEntry({
    ...pod,
    get status() {
      asked += 1;
      return status ?? {};
    },
  });
  asked = 0;
  const { name } = pod.metadata;
  expect([name.slice(0, 1), name].every((text) => entry.contains(text))).toBe(true);
  expect(asked).toBe(0);
  expect(entry.contains(podStatus(podNamed('two-containers')).toLowerCase())).toBe(true);
  expect(asked).toBeGreaterThan(0);
  asked = 0;
  expect(entry.contains('nowhere')).toBe(false);
  expect(entry.contains(pod.spec?.nodeName ?? '?')).toBe(true);
  expect(asked).toBe(0);
});
