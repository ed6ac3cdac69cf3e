import { describe, expect, it } from 'vitest';
import type { SettingsFeed } from '../../src/model/feed.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import { readSettings } from '../../src/model/whole/settings.ts';
import { podFeed } from '../../src/store/selectors/selected/selected-pod.ts';
import { selectedPod } from '../../src/store/selectors/selected/selected-pod.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { line, TestDashboard } from '../support/dashboards/dashboard.ts';

function on(slot: '3' | '4'): { dashboard: TestDashboard; bring: (whole: unknown) => void } {
  const dashboard = new TestDashboard({ now: takenAt, size: { columns: 120, rows: 60 } });
  dashboard.list('pods', [podNamed('two-containers')]);
  dashboard.press(slot, slot === '3' ? 'enter' : 'i');
  const pod = selectedPod(dashboard.state);
  if (!pod) throw new Error('no Pod is selected');
  return {
    dashboard,
    bring: (whole) => dashboard.tell(podFeed(pod), { type: 'data', data: whole as KubeObject }),
  };
}

describe('Enter on a container', () => {
  it('opens it whole: first what is listed, then what only the whole Pod has, but no value of its environment', () => {
    const { dashboard, bring } = on('3');
    expect(line(dashboard, /image /)).toContain('nginx');
    expect(dashboard.text()).toContain('◐ loading the rest …');
    expect(line(dashboard, /mounts/)).toContain('/usr/share/nginx/html  shared-data');
    const { spec, status, ...rest } = podNamed('two-containers');
    const [nginx, debian] = spec?.containers ?? [];
    const env = [
      { name: 'PLAIN', value: 'hidden-value' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'pw' } } },
    ];
    const more = {
      ...{ command: ['nginx', '-g', 'daemon off;'], env, tty: true, terminationMessagePolicy: 'File' },
      ...{ livenessProbe: { httpGet: { path: '/ok', port: 80 }, periodSeconds: 7 } },
      ...{ securityContext: { runAsUser: 101, capabilities: { drop: ['ALL'] } } },
    };
    const statuses = status?.containerStatuses?.map((each) => ({
      ...each,
      imageID: 'docker.io/nginx@sha256:abc',
    }));
    const whole = { ...spec, containers: [{ ...nginx, ...more }, debian] };
    bring({ ...rest, spec: whole, status: { ...status, containerStatuses: statuses } });
    expect(dashboard.text()).not.toContain('loading');
    expect(dashboard.text()).not.toContain('hidden-value');
    for (const [label, text] of [
      ['command', 'nginx -g daemon off;'],
      ['image ID', 'docker.io/nginx@sha256:abc'],
      ['env', 'PLAIN'],
      ['', 'PASSWORD  from secretKeyRef db pw'],
      ['liveness', 'httpGet.path: /ok'],
      ['', 'periodSeconds: 7'],
      ['security', 'runs as user 101, not root'],
      ['', 'capabilities: none'],
      ['more', 'imagePullPolicy: '],
      ['', 'tty: true'],
    ])
      expect(dashboard.text()).toMatch(new RegExp(`${label} +${text?.replace(/[.]/g, '\\.') ?? ''}`));
    dashboard.press('enter');
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('is put together once for what is known of it, not with every key', () => {
    const { dashboard, bring } = on('3');
    const { spec, ...rest } = podNamed('two-containers');
    let asked = 0;
    bring({
      ...rest,
      get spec() {
        asked += 1;
        return spec;
      },
    });
    dashboard.text();
    expect(asked).toBeGreaterThan(0);
    asked = 0;
    for (const key of ['j', 'G', 'k', 'g']) {
      dashboard.press(key);
      dashboard.text();
    }
    expect(asked).toBe(0);
  });

  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('tells in which order those of the Pod began, as bars, at %i×%i', async (columns, rows) => {
    const dashboard = new TestDashboard({ now: takenAt, size: { columns, rows } });
    dashboard.list('pods', [podNamed('anatomy-0')]);
    dashboard.press('3', 'enter');
    expect(dashboard.text()).toContain('start order');
    await expect(dashboard.text()).toMatchFileSnapshot(`../golden/start-order-${columns}x${rows}.txt`);
  });

  it('asks for what the environment is from once a key says so, and forgets it with closing', () => {
    const { dashboard, bring } = on('3');
    const { spec, ...rest } = podNamed('two-containers');
    const [nginx, debian] = spec?.containers ?? [];
    const env = [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'pw' } } }];
    bring({ ...rest, spec: { ...spec, containers: [{ ...nginx, env }, debian] } });
    const asked = (): readonly SettingsFeed[] =>
      dashboard.program
        .needs(dashboard.state)
        .filter((feed): feed is SettingsFeed => feed.type === 'settings');
    const answer = (): void => {
      const [feed] = asked();
      if (!feed) throw new Error('nothing is asked for');
      const [of] = feed.names;
      if (!of) throw new Error('nothing is named');
      const data = [readSettings(of, { data: { pw: btoa('hunter2') } }, feed.secrets)];
      dashboard.tell(feed, { type: 'data', data });
    };
    expect(asked()).toEqual([]);
    dashboard.press('e');
    answer();
    expect(line(dashboard, /PASSWORD/)).toContain('•••••• (7 bytes)');
    dashboard.press('S');
    expect(asked()).toMatchObject([{ secrets: true }]);
    answer();
    expect(line(dashboard, /PASSWORD/)).toContain('= hunter2');
    dashboard.press('S');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).not.toContain('hunter2');
    dashboard.press('S', 'enter');
    expect(asked()).toEqual([]);
    dashboard.press('enter');
    expect(dashboard.text()).not.toContain('hunter2');
    expect(asked()).toEqual([]);
  });

  it('shows what is listed and why there is no more, where the Pod may not be got', () => {
    const { dashboard } = on('3');
    const pod = selectedPod(dashboard.state);
    if (!pod) throw new Error('no Pod is selected');
    const failure = { code: 403, reason: 'Forbidden', message: 'pods "two-containers" is forbidden' };
    dashboard.tell(podFeed(pod), { type: 'failed', failure });
    expect(dashboard.text()).toContain('✖ what is not listed: pods "two-containers" is forbidden');
    expect(line(dashboard, /image /)).toContain('nginx');
  });

  it.each([
    [null],
    [7],
    [{ spec: 5, status: [] }],
    [{ spec: { containers: [null, 3, { name: 'nginx-container', env: 9 }] } }],
  ])('bears a Pod that is %j', (whole) => {
    const { dashboard, bring } = on('3');
    bring(whole);
    expect(line(dashboard, /image /)).toContain('nginx');
  });
});

it('i on a volume opens its source and its mounts', () => {
  const { dashboard, bring } = on('4');
  bring(podNamed('two-containers'));
  expect(line(dashboard, /┃ source/)).toContain('hostPath /tmp/podscope-data');
  expect(line(dashboard, /shared by/)).toContain('nginx-container:/usr/share/nginx/html');
  expect(dashboard.text()).toContain('debian-container:/pod-data');
});
