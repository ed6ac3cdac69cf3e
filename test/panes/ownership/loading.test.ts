/** What the tree says of what is not known yet, while Pods are still coming. */
import { expect, it } from 'vitest';
import { KIND_IDS } from '../../../src/model/kinds/kinds.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { namespaceKey } from '../../../src/store/selectors/tree/tree-row.ts';
import { line, TestDashboard, verdictOn } from '../../support/dashboards/dashboard.ts';

const pod = (name: string, namespace: string, isReady: boolean): Pod => ({
  metadata: {
    name,
    uid: `${namespace}/${name}`,
    namespace,
    ownerReferences: [
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        name: 'roll',
        uid: `roll-${namespace}`,
        controller: true,
      },
    ],
  },
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
  status: isReady
    ? ({
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
      } as never)
    : { phase: 'Failed' },
});

const upsert = (object: Pod) => ({ type: 'upsert', object }) as const;

/** All namespaces, of which the first Pods have come. */
function loading(): TestDashboard {
  const dashboard = new TestDashboard({ size: { columns: 156, rows: 42 }, namespace: undefined });
  for (const kind of KIND_IDS) if (kind !== 'namespaces' && kind !== 'pods') dashboard.list(kind, []);
  dashboard.open('pods');
  dashboard.deliver('pods', { type: 'live' }, upsert(pod('a', 'fine', true)), upsert(pod('b', 'ill', false)));
  return dashboard;
}

it('a namespace looks as not known while its Pods come, but for trouble that is known already', () => {
  const dashboard = loading();
  const row = (name: string): string => line(dashboard, new RegExp(`namespace ${name} `));
  expect(row('fine')).toMatch(/▸◌ namespace fine +…/);
  expect(row('ill')).toMatch(/▸◐ namespace ill +…|▸✖ namespace ill +…/);
  dashboard.dispatch({ type: 'select', selection: { row: namespaceKey('fine') } });
  expect(verdictOn(dashboard)).toBe('◌ namespace fine: 1 of 1 Pods ready so far');
  dashboard.deliver('pods', { type: 'synced', count: 2 });
  expect(row('fine')).toMatch(/▸● namespace fine +1\/1/);
  expect(verdictOn(dashboard)).toBe('● namespace fine: 1 of 1 Pods ready');
});

it('an owner without numbers of its own does so too', () => {
  const dashboard = loading();
  dashboard.dispatch({ type: 'fold', pane: 'ownership', key: namespaceKey('fine'), folded: false });
  const row = (): string => line(dashboard, /Rollout roll/);
  expect(row()).toMatch(/◌ Rollout roll.* …/);
  dashboard.dispatch({ type: 'select', selection: { row: 'roll-fine@fine' } });
  expect(verdictOn(dashboard)).toContain('1 of 1 Pods ready so far');
  dashboard.deliver('pods', { type: 'synced', count: 2 });
  expect(row()).toMatch(/● Rollout roll.* 1\/1/);
});
