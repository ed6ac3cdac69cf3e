import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podFeed } from '../../../src/store/selectors/selected/selected-pod.ts';
import { TestDashboard, verdictOn } from '../../support/dashboards/dashboard.ts';

const mounts = (mountPath: string, more: object = {}): object => ({
  volumeMounts: [{ name: 'e', mountPath, ...more }],
});

const pod = {
  metadata: { name: 'store', namespace: 'shop', uid: 'store' },
  spec: {
    nodeName: 'n',
    containers: [
      { name: 'w', ...mounts('/exp', { subPathExpr: '$(POD)' }) },
      { name: 'r', ...mounts('/all') },
    ],
    volumes: [{ name: 'e', emptyDir: {} }],
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
} as unknown as Pod;

it('the verdict names a part of a volume by what the environment makes of it, on whatever tab', () => {
  const dashboard = new TestDashboard({ namespace: 'shop' });
  dashboard.dispatch({ type: 'resize', columns: 200, rows: 50 });
  dashboard.list('pods', [pod]);
  dashboard.dispatch({ type: 'select', selection: { pod: 'store' } });
  for (let tab = 0; tab < 2; tab += 1) dashboard.press('W');
  expect(dashboard.program.needs(dashboard.state)).toContain(podFeed(pod));
  const env = [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
  const containers = pod.spec!.containers!.map((container) => ({ ...container, env }));
  const data = { ...pod, spec: { ...pod.spec, containers } };
  dashboard.tell(podFeed(pod), { type: 'live' }, { type: 'data', data });
  expect(verdictOn(dashboard)).toContain('w:/exp = r:/all/store');
});
