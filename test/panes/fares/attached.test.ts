import { beforeEach, describe, expect, it } from 'vitest';
import { attachedCells } from '../../../src/panes/ownership/attached-cells.ts';
import type { ReferencesFeed } from '../../../src/model/feed.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { listInNamespace } from '../../../src/store/selectors/lists.ts';
import { podFeed } from '../../../src/store/selectors/selected/selected-pod.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

let dashboard: TestDashboard;
const pod = podNamed('anatomy-0');

/** As the server has it, with what a list leaves out. */
const WHOLE = {
  ...pod,
  spec: {
    ...pod.spec,
    serviceAccountName: 'default',
    imagePullSecrets: [{ name: 'registry' }],
  },
} as Pod;

const asked = (): readonly ReferencesFeed[] =>
  dashboard.program
    .needs(dashboard.state)
    .filter((feed): feed is ReferencesFeed => feed.type === 'references');

const meta = (name: string) => ({ metadata: { name, namespace: 'default', uid: name } });

function bring(): void {
  dashboard.tell(podFeed(pod), { type: 'live' }, { type: 'data', data: WHOLE });
  for (const feed of asked()) {
    const data = feed.names.map((name) => {
      if (name.name === 'registry') return { ...name, state: 'missing' as const };
      return { ...name, state: name.kind === 'Secret' ? ('denied' as const) : ('there' as const) };
    });
    dashboard.tell(feed, { type: 'live' }, { type: 'data', data });
  }
}

function surround(): void {
  const { labels = {} } = pod.metadata;
  const [[key, value] = ['app', '']] = Object.entries(labels);
  const told = {
    services: [{ ...meta('anatomy'), spec: { selector: { [key]: value } } }],
    horizontalpodautoscalers: [
      { ...meta('anatomy'), spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'anatomy' } } },
    ],
    poddisruptionbudgets: [
      {
        ...meta('anatomy'),
        spec: { selector: { matchLabels: { [key]: value } } },
        status: { currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0 },
      },
    ],
  } as const;
  for (const [kind, objects] of Object.entries(told))
    dashboard.tell(
      listInNamespace('default', kind as keyof typeof told),
      { type: 'live' },
      ...objects.map((object) => ({ type: 'upsert', object: object as KubeObject }) as never),
      { type: 'synced', count: objects.length },
    );
}

function begin(columns: number, rows: number): void {
  dashboard = screenOf({ columns, rows });
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
}

beforeEach(() => begin(156, 42));

describe('what hangs on the selected Pod', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('stands below it once a key asks, at %i×%i', async (columns, rows) => {
    begin(columns, rows);
    dashboard.press('w');
    bring();
    surround();
    await expect(dashboard.text()).toMatchFileSnapshot(`../../golden/attached-${columns}x${rows}.txt`);
  });

  it('says whole what it is for, before names have all their room', () => {
    dashboard.press('w');
    bring();
    surround();
    for (const text of ['volume settings', 'volume disk', 'image pulls', 'cm anatomy-settings'])
      expect(dashboard.text()).toContain(text);
  });

  it('is neither shown nor asked for without that key', () => {
    surround();
    expect(dashboard.text()).not.toContain('┊');
    expect(asked()).toEqual([]);
    expect(dashboard.program.needs(dashboard.state)).not.toContainEqual(podFeed(pod));
    dashboard.press('w');
    expect(dashboard.program.needs(dashboard.state)).toContainEqual(podFeed(pod));
    bring();
    expect(asked()).toHaveLength(1);
    dashboard.press('w');
    expect(dashboard.text()).not.toContain('┊');
    expect(asked()).toEqual([]);
  });

  it('is not asked for while the tree is not on show', () => {
    dashboard.press('w');
    bring();
    dashboard.press('2', 'z');
    expect(asked()).toEqual([]);
  });

  it('tells missing, denied and there apart, also by their sign', () => {
    dashboard.press('w');
    expect(dashboard.text()).toContain('◐ asking …');
    bring();
    expect(line(dashboard, /secret registry/)).toMatch(/┊✖ secret registry +missing/);
    expect(line(dashboard, /secret anatomy-keys/)).toMatch(/┊◌ secret anatomy-keys +denied/);
    expect(line(dashboard, /┊ +sa/)).toMatch(/┊ {2}sa default/);
  });

  it('tells the same in words where there is no room for a reason', () => {
    begin(120, 40);
    dashboard.press('w');
    bring();
    surround();
    expect(dashboard.text()).toContain('┊ hangs on it');
    expect(dashboard.text()).not.toContain('REASON');
    expect(line(dashboard, /┊✖ secret/)).toMatch(/┊✖ secret registry +missing/);
    expect(line(dashboard, /┊◌ secret/)).toMatch(/┊◌ secret ana\S+ +denied/);
  });

  it('tells so of what is there and not as it is to be', () => {
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'data', how: 'volume data' };
    const told = {
      ...claim,
      state: 'there',
      troubled: true,
      lack: 'unbound',
      note: 'not bound (Pending)',
    } as const;
    expect(attachedCells(told, undefined, []).map(({ text }) => text)).toEqual([
      ...['data', 'unbound', 'not bound (Pending)', ''],
    ]);
  });

  it('says which list may not be had', () => {
    dashboard.press('w');
    bring();
    const failure = { code: 403, reason: 'Forbidden', message: 'no' };
    dashboard.tell(listInNamespace('default', 'services'), { type: 'failed', failure });
    expect(dashboard.text()).toMatch(/┊◌ svc may no.*e listed +denied/);
  });

  it('is of the Pod that is selected next', () => {
    dashboard.press('w');
    bring();
    dashboard.press('2', 'j');
    const rows = dashboard.text().split('\n');
    const first = rows.findIndex((text) => /┊(?! hangs)/.test(text));
    expect(rows[first]).toContain('asking');
    expect(rows[first - 1]).toMatch(/[▌▾▸]/);
    expect(rows.filter((text) => /┊.*registry/.test(text))).toEqual([]);
  });

  it('is chosen like any row: y shows its YAML, of a Secret without what it holds', () => {
    dashboard.press('w');
    bring();
    dashboard.press('/', ...'registry', 'escape');
    const { uid } = pod.metadata;
    dashboard.dispatch({ type: 'select', selection: { pod: uid, row: `${uid}+Secret/registry` } });
    dashboard.press('y');
    expect(dashboard.text()).toContain('Secret registry');
    const applied = 'kubectl.kubernetes.io/last-applied-configuration';
    dashboard.bring({
      data: {
        kind: 'Secret',
        metadata: { name: 'registry', uid: 's', annotations: { [applied]: 'c2VjcmV0' } },
        data: { token: 'c2VjcmV0' },
      } as KubeObject,
    });
    expect(dashboard.text()).toContain('token: hidden, 8 characters');
    expect(dashboard.text()).not.toContain('c2VjcmV0');
  });

  it('leaves the cursor on the Pod where it goes while it has it', () => {
    dashboard.press('w');
    bring();
    const { uid } = pod.metadata;
    dashboard.dispatch({ type: 'select', selection: { pod: uid, row: `${uid}+Secret/registry` } });
    dashboard.press('w');
    expect(line(dashboard, /┃▌/)).toContain('Pod anatomy-0');
  });
});
