import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import { ABLE } from '../../../src/model/capabilities.ts';
import { nodeSeen } from '../../../src/store/selectors/anatomy/node-views.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

/** A real Pod, and what its node's /proc had of it. */
const { pod, walk } = JSON.parse(readFileSync('test/fixtures/node-view.json', 'utf8')) as {
  pod: Pod;
  walk: string;
};
const NOW = Date.parse(pod.status?.startTime ?? '') + 600_000;
const { uid, namespace } = pod.metadata;

let dashboard: TestDashboard;
beforeEach(() => {
  dashboard = new TestDashboard({ now: NOW, namespace: namespace! });
  dashboard.list('pods', [pod]);
  dashboard.press('P');
});

const look = { pod, image: 'busybox' };
const bring = (seen: Walked | { readonly type: 'looking' }) => dashboard.dispatch(nodeSeen(uid, seen));
const seen = (): Walked => ({ type: 'walk', walk: readWalk(walk)!, at: NOW });
const numbers = (): readonly (readonly string[])[] =>
  dashboard
    .text()
    .split('\n')
    .flatMap((row) => {
      const [, pid = '', inner = ''] = / (\d+) +(\d+|–) +\d+ +(?:root|\d+) /.exec(row) ?? [];
      return pid === '' ? [] : [[pid, inner]];
    });

describe("the node's view in the Processes tab", () => {
  it('asks before anything is made, naming image, namespace, node and rights; Cancel is the default', () => {
    dashboard.press('H');
    for (const said of ['busybox', namespace, pod.spec?.nodeName, 'hostPID', 'user 1000', ' Cancel '])
      expect(dashboard.text()).toContain(said);
    dashboard.press('enter');
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state.look.overlays).toEqual([]);
    dashboard.press('H', 'right', 'enter');
    expect(dashboard.asked).toEqual([{ type: 'look-at-node', look }]);
  });

  it('takes another image by its word, from anywhere', () => {
    dashboard.press('1', ':');
    dashboard.input({ type: 'paste', text: 'node-view registry.local/tools:1' });
    dashboard.press('enter', 'l');
    expect(dashboard.asked).toEqual([
      { type: 'look-at-node', look: { pod, image: 'registry.local/tools:1' } },
    ]);
    expect(dashboard.state.look.tabs[3]).toBe('processes');
  });

  it('shows what the node sees beside the numbers that the Pod has, and the same key is back to its own', () => {
    bring({ type: 'looking' });
    expect(dashboard.text()).toContain(`looking on node ${pod.spec?.nodeName}`);
    bring(seen());
    expect(line(dashboard, /⌂ node/)).toMatch(/ \d+ +– .*containerd-shim/);
    expect(line(dashboard, /◆ pause/)).toMatch(/ \d{4,} +1 /);
    expect(line(dashboard, /A app/)).toMatch(/ \d{4,} +\d+ /);
    expect(dashboard.text()).toContain(`as ${pod.spec?.nodeName} has it, 0s ago`);
    dashboard.press('H');
    expect(dashboard.asked).toEqual([{ type: 'leave-node', uid }]);
    expect(dashboard.text()).not.toContain('⌂ node');
  });

  it('has a cursor over every row, which chooses the container too', () => {
    bring(seen());
    const rows = numbers();
    expect(rows.length).toBeGreaterThan(5);
    const chosen = rows.map(() => {
      dashboard.press('j');
      const { container, process, nodeProcess } = dashboard.state.look.place.selection;
      return [container, nodeProcess, process];
    });
    expect(chosen.slice(0, 2)).toEqual([
      [undefined, Number(rows[1]?.[0]), 1],
      ['log-shipper', Number(rows[2]?.[0]), Number(rows[2]?.[1])],
    ]);
    dashboard.press('g');
    expect(line(dashboard, /▌.*⌂ node/)).toContain('containerd-shim');
  });

  it('says why it did not come, and walks by the containers themselves again', () => {
    bring({ type: 'failed', failure: { reason: 'Forbidden', message: 'violates PodSecurity' } });
    expect(dashboard.text()).toContain('no view from node');
    expect(dashboard.text()).toContain('violates PodSecurity');
    dashboard.press('ctrl-r');
    expect(dashboard.asked).toEqual([{ type: 'leave-node', uid }]);
    expect(dashboard.text()).toContain('walking /proc in');
  });

  it('is ruled out where nothing may be changed, with the reason', () => {
    const change = 'podscope was started with --readonly: nothing is changed';
    dashboard.dispatch({ type: 'connected', capabilities: { ...ABLE, change } });
    dashboard.press('H');
    expect(dashboard.text()).toContain('--readonly');
    expect(dashboard.state.look.overlays).toEqual([]);
    dashboard.dispatch({ type: 'connected', capabilities: ABLE });
    dashboard.list('pods', [{ ...pod, spec: { ...pod.spec, nodeName: undefined } } as unknown as Pod]);
    dashboard.press('H');
    expect(dashboard.text()).toContain('it is on no node yet');
  });
});

describe(':clean', () => {
  it('looks for what is left, in the namespaces that are known where not all may be asked', () => {
    dashboard.press(':');
    dashboard.input({ type: 'paste', text: 'clean' });
    dashboard.press('enter');
    expect(dashboard.asked).toEqual([{ type: 'find-leftovers', known: [namespace, 'default'] }]);
  });
});
