import { expect, it } from 'vitest';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const pod = podNamed('anatomy-0');
const changed = (each: Pod, version: string): Pod => ({
  ...each,
  metadata: { ...each.metadata, resourceVersion: version, labels: { ...each.metadata.labels, version } },
});
const other: Pod = { ...pod, metadata: { ...pod.metadata, name: 'other', uid: 'other' } };

/** Two Pods, of which something was seen, one of them selected. */
function begun(): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.list('pods', [pod, other]);
  for (const each of [pod, other])
    dashboard.deliver('pods', { type: 'upsert', object: changed(each, 'new') });
  return dashboard;
}

it('what was seen of a Pod is kept as long as one can look at it', () => {
  const dashboard = begun();
  const seen = (): string[] => [...dashboard.state.cluster.seen.keys()];
  expect(seen()).toEqual([pod.metadata.uid, 'other']);
  dashboard.deliver('pods', { type: 'delete', object: other });
  expect(seen()).toEqual([pod.metadata.uid]);
  dashboard.deliver('pods', { type: 'delete', object: pod });
  expect(seen()).toEqual([pod.metadata.uid]);
});
