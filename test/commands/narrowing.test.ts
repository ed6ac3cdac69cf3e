import { describe, expect, it } from 'vitest';
import { actionsFor } from '../../src/screen/input.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import { selectedPod } from '../../src/store/selectors/selected/selected-pod.ts';
import { podNamed, pods, workloads } from '../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const SIZE = { columns: 156, rows: 42 };
const chosen = ({ state }: TestDashboard): string | undefined => selectedPod(state)?.metadata.name;
const type = (dashboard: TestDashboard, text: string): void => dashboard.press(...text);

describe('a filter that is typed', () => {
  it('goes back to what was selected wherever that is on show, and Escape restores it', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('G', 'k');
    const before = chosen(dashboard);
    type(dashboard, '/anat');
    expect(chosen(dashboard)).toBe('anatomy-0');
    dashboard.press('ctrl-u');
    expect(chosen(dashboard)).toBe(before);
    type(dashboard, 'crash');
    expect(chosen(dashboard)).toBe('crashing');
    dashboard.press('escape');
    expect(chosen(dashboard)).toBe(before);
  });

  it('that matches nothing shows none in any pane, and the key for a shell opens none', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, '/nothing-like-it');
    dashboard.press('enter');
    expect(dashboard.text()).toContain('no Pod matches /nothing-like-it');
    expect(dashboard.text()).toContain('no Pod is listed');
    dashboard.press('s');
    expect(dashboard.asked).toEqual([]);
    const containers = screenOf(SIZE);
    containers.dispatch({ type: 'select', selection: { pod: podNamed('two-containers').metadata.uid } });
    containers.press('3', 'j');
    expect(containers.state.look.place.selection.container).toBeDefined();
    type(containers, '/nothing');
    expect(containers.state.look.place.selection.container).toBeUndefined();
    containers.press('escape');
    expect(containers.state.look.place.selection.container).toBeDefined();
  });

  it('never runs as commands what comes in one read with the Escape and the key that open it', () => {
    const dashboard = screenOf(SIZE);
    const { program, composer } = dashboard;
    for (let burst = 0; burst < 500; burst++) {
      const keys = ['escape', burst % 2 ? '/' : ':', ...'q!0zsqj'];
      for (const name of keys)
        dashboard.dispatch(...actionsFor({ type: 'key', name }, dashboard.state, program, composer));
    }
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state.look.zoomed).toBe(false);
  });
});

describe('another namespace', () => {
  it('keeps the selected Pod where it is in the new list, and lets it go where it turns out not to be', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('G', 'k', 'k');
    const before = chosen(dashboard);
    dashboard.press('0');
    dashboard.list('pods', [...pods].reverse());
    expect(chosen(dashboard)).toBe(before);
    dashboard.dispatch({ type: 'namespace', namespace: 'default' });
    dashboard.list(
      'pods',
      pods.filter(({ metadata }) => metadata.name !== before),
    );
    expect(chosen(dashboard)).toBe(podList(dashboard.state).pods[0]?.metadata.name);
    dashboard.dispatch({ type: 'namespace', namespace: 'elsewhere' });
    expect(dashboard.state.look.place.selection).toEqual({});
  });
});

it('-l leaves those owners that have one of its Pods, folded as they were', () => {
  const dashboard = screenOf(SIZE, { labelSelector: 'app=crashing' });
  dashboard.deliver(
    'pods',
    ...pods
      .filter(({ metadata }) => !metadata.name.startsWith('nginx'))
      .map((object) => ({ type: 'delete', object }) as const),
  );
  expect(dashboard.text()).toMatch(/Deployment nginx/);
  expect(dashboard.text()).not.toMatch(/StatefulSet anatomy/);
  expect(dashboard.text()).toContain('▸● Pod …-2r4sb');
});

describe('the palette', () => {
  it(':KIND/NAME scopes to an owner, selects a Pod whatever hides it, and says what is not there', () => {
    const dashboard = screenOf(SIZE);
    const nginx = workloads.find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name.startsWith('nginx'),
    );
    type(dashboard, ':deploy/ngi');
    dashboard.press('tab', 'enter');
    expect(dashboard.state.look.place.scope).toMatchObject({
      kind: 'Deployment',
      name: nginx?.metadata.name,
    });
    type(dashboard, ':po/anatomy-0');
    dashboard.press('enter');
    expect(chosen(dashboard)).toBe('anatomy-0');
    expect(line(dashboard, /^.*▌.*anatomy-0/)).toContain('anatomy-0');
    dashboard.press('escape');
    type(dashboard, `:deploy ${nginx?.metadata.name}`);
    dashboard.press('enter');
    expect(dashboard.state.look.place.scope).toMatchObject({
      kind: 'Deployment',
      name: nginx?.metadata.name,
    });
    type(dashboard, ':deploy/nobody');
    dashboard.press('enter');
    expect(dashboard.text()).toContain('no Deployment nobody in namespace default');
    dashboard.press('1');
    type(dashboard, ':po');
    dashboard.press('enter');
    expect(dashboard.state.look.focus).toBe(2);
  });

  it('completes a kind by any of its names, and then a name', () => {
    const dashboard = screenOf(SIZE);
    const foot = () => dashboard.text().trimEnd().split('\n').at(-1) ?? '';
    type(dashboard, ':dep');
    expect(foot()).toMatch(/^ :deploy\/ +deploy\/$/);
    dashboard.press('tab');
    type(dashboard, 'ngi');
    dashboard.press('tab', 'enter');
    expect(dashboard.state.look.place.scope).toMatchObject({ kind: 'Deployment' });
    dashboard.press('escape');
    type(dashboard, ':statefuls');
    expect(foot()).toContain('statefulset/');
    dashboard.press('escape');
    type(dashboard, ':rolloutnobody');
    expect(foot()).not.toContain('/');
  });

  it('tells the words there are', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press(':');
    expect(dashboard.text().trimEnd().split('\n').at(-1)).toContain(
      'clean  cp  ctx  debug  exec  explain  forward',
    );
  });
});

describe('a search in the YAML', () => {
  it('says which of how many it is at, and at once that there is none', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('y');
    const lines = ['a', 'needle', 'b', 'Needle', 'needle needle', 'c'];
    dashboard.bring({ data: { metadata: { name: 'x', uid: 'x' }, lines } as never });
    type(dashboard, '/needle');
    expect(dashboard.text().trimEnd().split('\n').at(-1)).toMatch(/^ \/needle .* 1 of 3$/);
    type(dashboard, 's');
    expect(dashboard.text()).toContain('is in no line');
    dashboard.press('backspace', 'enter', 'n', 'n');
    expect(line(dashboard, /YAML/)).toContain('/needle 3 of 3');
  });
});
