import { ALL_RIGHTS, type Way } from '../../src/model/rights.ts';
import { ABLE } from '../../src/model/capabilities.ts';
import type { Feed } from '../../src/model/feed.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podList } from '../../src/store/selectors/pods/pod-list.ts';
import type { Action } from '../../src/store/actions.ts';
import { describe, expect, it } from 'vitest';
import { commandFor } from '../../src/commands/keys/resolve.ts';
import { keyLabel } from '../../src/commands/keys/key-label.ts';
import { pods, podNamed, takenAt } from '../fixtures/index.ts';
import { line, screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';

const SIZE = { columns: 156, rows: 40 };

function withPods(...names: string[]): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt });
  dashboard.list('pods', names.map(podNamed));
  return dashboard;
}

const type = (dashboard: TestDashboard, text: string): void => dashboard.press(...text);
const footer = (dashboard: TestDashboard): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';

describe('a filter', () => {
  it('works while it is typed, and Escape brings back what was', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, '/stuck');
    expect(dashboard.text()).toContain('2 of 17 · /stuck');
    dashboard.press('enter', '/', 'backspace', 'x');
    expect(dashboard.text()).toContain('no Pod matches /stucx (esc clears the filter)');
    dashboard.press('escape');
    expect(dashboard.text()).toContain('2 of 17 · /stuck');
    dashboard.press('escape');
    expect(dashboard.text()).toMatch(/2 Pods ━+ sorted by name/);
  });

  it('of the same node takes the node exactly, and no Pod that is only called alike', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    const on = (node: string, name: string): Pod => {
      const pod = podNamed('two-containers');
      return {
        ...pod,
        metadata: { ...pod.metadata, uid: name, name },
        spec: { ...pod.spec, nodeName: node },
      };
    };
    dashboard.list('pods', [
      on('node-1', 'a'),
      on('node-1', 'b'),
      on('node-10', 'c'),
      on('node-2', 'proxy-node-1'),
    ]);
    dashboard.press('o');
    expect(dashboard.text()).toContain('2 of 4 · /node=node-1 ·');
    expect(podList(dashboard.state).pods.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    type(dashboard, '/');
    dashboard.press(...Array<string>('node=node-1'.length).fill('backspace'), ...'!node=node-1');
    expect(podList(dashboard.state).pods.map(({ metadata }) => metadata.name)).toEqual(['c', 'proxy-node-1']);
  });

  it('asks a column, and says where another list is asked', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, '/status=CrashLoopBackOff');
    expect(dashboard.text()).toContain('1 of 17 · /status=CrashLoopBackOff');
    dashboard.press('enter');
    type(dashboard, '/ node=node-1');
    expect(dashboard.text()).toContain('1 of 17 · /status=CrashLoopBackOff node=node-1');
    dashboard.press('escape', 'escape');
    type(dashboard, '/kind=pod');
    expect(footer(dashboard)).toContain('kind is asked for in Ownership (1)');
    dashboard.press('escape', '1');
    type(dashboard, '/status=x');
    expect(footer(dashboard)).toContain('status is asked for in the Pods (2)');
    dashboard.press('ctrl-u', ...'kind=pod name=crashing');
    expect(line(dashboard, /┃▌/)).toContain('Pod crashing');
  });

  it('keeps what does not match after !, and takes a paste on one line', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('/');
    dashboard.input({ type: 'paste', text: '!stuck\nd' });
    expect(dashboard.text()).toContain('15 of 17 · /!stuck');
  });

  it('shows what is above and below a match in the tree', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('1');
    type(dashboard, '/54b5cb9fc');
    const text = dashboard.text();
    expect(text).toMatch(/Deployment ngin/);
    expect(text).toMatch(/Pod …-2r4sb/);
    expect(text).not.toMatch(/StatefulSet anatomy/);
  });

  it('in the tree puts the cursor on the first that it found, not on what is above that', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('1', 'g');
    expect(line(dashboard, /┃▌/)).toContain('namespace default');
    type(dashboard, '/2r4sb');
    expect(line(dashboard, /┃▌/)).toContain('Pod …-2r4sb');
    dashboard.press('escape');
    expect(line(dashboard, /┃▌/)).toContain('namespace default');
    type(dashboard, '/54b5cb9fc');
    dashboard.press('enter');
    expect(line(dashboard, /┃▌/)).toContain('ReplicaSet …-54b5cb9fc');
  });

  it('narrows the containers and the volumes of the Pod, and the first that is left is chosen', () => {
    const dashboard = withPods('two-containers');
    dashboard.press('3');
    type(dashboard, '/!NGINX');
    expect(dashboard.text()).toMatch(/two-cont.*1 of 2 · \/!NGINX/);
    expect(dashboard.state.look.place.selection.container).toBe('debian-container');
    expect(line(dashboard, /▌A/)).toContain('debian-container');
    dashboard.press('enter', 's');
    expect(footer(dashboard)).toMatch(/debian-container is not running \(.*\); nginx-container is/);
    dashboard.press('escape', '4');
    expect(dashboard.text()).toContain('nginx-container');
    type(dashboard, '/pod-data');
    expect(dashboard.text()).toContain('1 of 1 · /pod-data');
    dashboard.press('x', 'enter');
    expect(dashboard.text()).toContain('no volume matches /pod-datax (esc clears the filter)');
    dashboard.press('escape');
    expect(dashboard.text()).toContain('⇄ shared-data');
  });

  it('is listed after !, until ! or Escape', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('!');
    expect(dashboard.text()).toContain('12 of 17 · not well');
    dashboard.press('escape');
    expect(dashboard.text()).not.toContain('not well ·');
    const well = withPods('anatomy-0');
    well.press('!');
    expect(well.text()).toContain('every Pod in namespace default is well (esc shows them)');
  });
});

describe('sorting', () => {
  it('is of the pane with the focus, and is not offered where there is an order of its own', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('A');
    expect(dashboard.text()).toContain('newest first');
    dashboard.press('1', 'N');
    expect(dashboard.text()).toContain('newest first');
    expect(footer(dashboard)).toContain('Ownership has an order of its own');
    dashboard.dispatch({ type: 'resize', columns: 90, rows: 120 });
    dashboard.press('?');
    expect(dashboard.text()).not.toContain('sort by age');
    dashboard.press('escape', '2', '?');
    expect(dashboard.text()).toContain('sort by age');
  });
});

describe('all namespaces', () => {
  it('are folded rows of the tree, and the first column of Pods', () => {
    const dashboard = screenOf(SIZE, { namespace: undefined });
    dashboard.deliver('pods', {
      type: 'upsert',
      object: { metadata: { uid: 'w', name: 'web', namespace: 'shop', resourceVersion: '1' } },
    });
    expect(line(dashboard, /READY.*STATUS/)).toMatch(/NAMESPACE +NAME/);
    expect(dashboard.text()).toMatch(/▸. namespace default/);
    expect(dashboard.text()).toMatch(/▸. namespace shop/);
    expect(dashboard.text()).not.toMatch(/Deployment/);
    dashboard.press('1', 'g', 'enter');
    expect(dashboard.text()).toMatch(/▾. namespace default[^]*Deployment asleep/);
  });

  it('come with 0, once', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('0');
    expect(line(dashboard, /podscope/)).toContain('all namespaces');
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });
});

describe('folding', () => {
  it('goes left to the owner and right to what is owned', () => {
    const dashboard = withPods('two-containers');
    dashboard.press('1', 'g', 'j', 'right');
    expect(dashboard.text()).toContain('debian-container');
    dashboard.press('right');
    expect(dashboard.state.look.place.selection.container).toBe('nginx-container');
    dashboard.press('left');
    expect(dashboard.state.look.place.selection.container).toBeUndefined();
    dashboard.press('left', 'left');
    expect(dashboard.state.look.place.selection.row).toBe('namespace/default');
  });
});

describe('zoom, tabs and YAML', () => {
  it('zooms the pane with the focus, and Escape brings the others back', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('z');
    expect(dashboard.text()).not.toContain('Ownership');
    dashboard.press('escape');
    expect(dashboard.text()).toContain('Ownership');
  });

  it('turns the tabs with [ and ], and keeps the one that was picked', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('4', ']', '2', 'j');
    expect(dashboard.state.look.tabs[4]).toBe('network');
    dashboard.press('4', '[');
    expect(dashboard.state.look.tabs[4]).toBe('volumes');
  });

  it('shows YAML for a look: Escape brings back tab, focus and zoom', () => {
    const dashboard = screenOf(SIZE);
    const before = dashboard.text();
    dashboard.press('y');
    expect(dashboard.text()).toContain('Pod agent-9h6c4');
    expect(dashboard.text()).toContain('◐ loading …');
    dashboard.press('escape');
    expect(dashboard.text()).toBe(before);
  });
});

describe('going to the owner', () => {
  it('climbs with J, and says when there is none', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('J');
    expect(dashboard.state.look.focus).toBe(1);
    expect(line(dashboard, /^┃▌/)).toContain('DaemonSet agent');
    dashboard.press('J');
    expect(footer(dashboard)).toContain('it has no owner');
  });
});

describe('copying', () => {
  it('is of what the cursor is on, also where nobody has chosen it', () => {
    const dashboard = screenOf(SIZE, { namespace: undefined });
    dashboard.press('1', 'c');
    expect(dashboard.asked).toEqual([{ type: 'copy', text: 'default' }]);
    dashboard.press('2', 'c');
    expect(dashboard.asked.at(-1)).toEqual({ type: 'copy', text: 'agent-9h6c4' });
  });
});

describe('a shell', () => {
  it('opens in the only container that runs', () => {
    const dashboard = withPods('two-containers');
    dashboard.press('s');
    const [shell] = dashboard.asked;
    expect(shell).toMatchObject({ type: 'shell', target: { namespace: 'default', pod: 'two-containers' } });
  });

  it('asks which one where several run', () => {
    const dashboard = withPods('anatomy-0');
    dashboard.press('s');
    expect(dashboard.text()).toContain('Shell in a container of anatomy-0');
    const listed = [...dashboard.text().matchAll(/┃[ ▌](\S+) +(running|exited 0) /g)].map(([, name]) => name);
    expect(listed).toEqual(['log-shipper', 'app', 'worker', 'shell-less', 'debugger', 'prepare']);
    type(dashboard, 'worker');
    dashboard.press('enter');
    expect(dashboard.asked).toMatchObject([{ target: { container: 'worker' } }]);
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('opens in the container that is named, as podscope exec has it', () => {
    const dashboard = withPods('anatomy-0');
    dashboard.press(':', ...'exec -c worker top', 'enter');
    expect(dashboard.asked).toMatchObject([{ target: { container: 'worker' }, command: ['top'] }]);
    dashboard.press(':', ...'exec -c wroker', 'enter');
    expect(footer(dashboard)).toContain('no container wroker in anatomy-0; there are prepare, log-shipper,');
    dashboard.press(':', ...'exec -n shop ls', 'enter');
    expect(footer(dashboard)).toContain(':exec has no flag -n');
    expect(dashboard.asked).toHaveLength(1);
    dashboard.press('1', 'g', ':', ...'exec -c worker', 'enter');
    expect(dashboard.text()).toMatch(/anatomy-0 {2}worker/);
    expect(dashboard.text()).not.toMatch(/anatomy-0 {2}app/);
    dashboard.press('escape', ':', ...'exec -c nobody', 'enter');
    expect(footer(dashboard)).toContain('no Pod of namespace default has a container nobody');
  });

  it('opens in the container that the cursor is on, though nobody has chosen it', () => {
    const dashboard = withPods('anatomy-0');
    dashboard.press('3', 's');
    expect(dashboard.text()).toContain(
      'prepare is not running (exited 0); log-shipper, app, worker and 2 more are',
    );
    dashboard.press('G', 's');
    expect(dashboard.asked).toMatchObject([{ target: { pod: 'anatomy-0' } }]);
  });

  it('asks for the Pod of an owner or a namespace, by its name, and opens none before', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('1', 'g', 's');
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.text()).toContain('Shell in a Pod of namespace default');
    type(dashboard, 'anatomy-0  worker');
    dashboard.press('enter');
    expect(dashboard.asked).toMatchObject([{ target: { pod: 'anatomy-0', container: 'worker' } }]);
    dashboard.press(':', ...'deploy/asleep', 'enter', '1', 's');
    expect(footer(dashboard)).toContain('Deployment asleep has no Pods');
  });

  it('says why there can be none', () => {
    const dashboard = withPods('no-image');
    dashboard.press('s');
    expect(footer(dashboard)).toMatch(/is not running \(ImagePullBackOff\)|is not running \(ErrImagePull\)/);
    expect(dashboard.asked).toEqual([]);
  });

  it('puts a debug container beside the target of the one that it is asked for on, and offers none that is one', () => {
    const dashboard = withPods('anatomy-0');
    dashboard.dispatch({
      type: 'select',
      selection: { ...dashboard.state.look.place.selection, container: 'debugger' },
    });
    dashboard.press('D');
    expect(dashboard.asked).toMatchObject([{ type: 'ask-debug', target: { container: 'app' } }]);
    dashboard.press('escape');
    dashboard.dispatch({
      type: 'select',
      selection: { ...dashboard.state.look.place.selection, container: 'nobody' },
    });
    dashboard.press('D');
    expect(dashboard.text()).toContain('A debug container beside a container of anatomy-0');
    expect(dashboard.text()).toMatch(/▌app/);
    expect(dashboard.text()).not.toMatch(/debugger +running *│/);
  });

  const noRight = (namespace: string, ways: readonly Way[] = ['exec']): Action => {
    const data = { ...ALL_RIGHTS, ...Object.fromEntries(ways.map((way) => [way, `no ${way}: not here`])) };
    return {
      type: 'batch',
      batch: [{ feed: { type: 'rights', namespace } as Feed, events: [{ type: 'data', data }] }],
    };
  };

  it.each<[string, Way]>([
    ['s', 'exec'],
    ['a', 'attach'],
    ['D', 'debug'],
    ['F', 'forward'],
    ['l', 'logs'],
  ])('has a right of its own beside other ways into a Pod: %s', (key, way) => {
    const ways: readonly Way[] = ['exec', 'attach', 'debug', 'forward', 'logs'];
    const without = screenOf(SIZE);
    const hint = { s: 'shell', l: 'logs' }[key];
    if (hint) expect(footer(without)).toContain(hint);
    without.dispatch(noRight('default', [way]));
    if (hint) expect(footer(without)).not.toContain(hint);
    without.press(key);
    expect(footer(without)).toContain(`no ${way}: not here`);
    const withIt = screenOf(SIZE);
    withIt.dispatch(
      noRight(
        'default',
        ways.filter((one) => one !== way),
      ),
    );
    withIt.press(key);
    expect(footer(withIt)).not.toContain('not here');
  });

  it.each<[string, Action]>([
    ['a connection that cannot exec', { type: 'connected', capabilities: { ...ABLE, exec: 'not here' } }],
    ['no right to', noRight('default')],
  ])('is ruled out by %s, which says so', (_, learnt) => {
    const dashboard = screenOf(SIZE);
    expect(footer(dashboard)).toContain('shell');
    dashboard.dispatch(learnt);
    expect(footer(dashboard)).not.toContain('shell');
    dashboard.press('s');
    expect(footer(dashboard)).toContain('not here');
    expect(dashboard.asked).toEqual([]);
  });

  it('is nothing for who started read-only, which the header says', () => {
    expect(line(screenOf(SIZE, { readonly: true }), /podscope /)).toContain('read-only');
  });

  it('is not ruled out by what holds for another namespace, or held for another context', () => {
    const contexts = ['a', 'b'].map((name) => ({ name, namespace: 'default' }));
    const dashboard = screenOf(SIZE, { context: 'a', contexts });
    dashboard.dispatch(noRight('shop'));
    expect(footer(dashboard)).toContain('shell');
    dashboard.dispatch({ type: 'connected', capabilities: { ...ABLE, exec: 'not here' } });
    dashboard.dispatch({ type: 'namespace', namespace: 'shop' });
    expect(footer(dashboard)).not.toContain('shell');
    dashboard.dispatch({ type: 'context', name: 'b' });
    dashboard.list('pods', [podNamed('anatomy-0')]);
    expect(footer(dashboard)).toContain('shell');
  });
});

describe('listing anew', () => {
  it('is ruled out where nothing changes any more, which is said', () => {
    const dashboard = screenOf(SIZE);
    dashboard.dispatch({ type: 'connected', capabilities: { ...ABLE, live: 'these are files' } });
    dashboard.press('ctrl-r');
    expect(footer(dashboard)).toContain('these are files');
    expect(dashboard.state.cluster.generation).toBe(0);
  });

  /** In logs: all is asked for anew, and the lists are open again, but nothing of them came yet. */
  function listing(): TestDashboard {
    const dashboard = screenOf(SIZE);
    dashboard.press('l', 'ctrl-r');
    dashboard.open('pods');
    dashboard.open('jobs');
    dashboard.deliver('pods', { type: 'live' });
    dashboard.deliver('pods', { type: 'upsert', object: podNamed('two-containers') });
    return dashboard;
  }

  it('is told while it lasts, then for a moment that it is done, and the keys are back', () => {
    const dashboard = listing();
    expect(footer(dashboard)).toMatch(/^ *listing anew *$/);
    dashboard.deliver('pods', { type: 'synced', count: 1 });
    expect(footer(dashboard)).toMatch(/^ *listing anew *$/);
    dashboard.deliver('jobs', { type: 'live' }, { type: 'synced', count: 0 });
    expect(footer(dashboard)).toMatch(/^ *listed anew *$/);
    dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 5000 });
    expect(footer(dashboard)).toContain('s follow');
  });

  it('is told no more once the line is lost, which the header tells', () => {
    const dashboard = listing();
    const failure = { reason: 'ECONNREFUSED', message: 'refused' };
    dashboard.deliver('jobs', { type: 'stale', failure });
    dashboard.deliver('pods', { type: 'stale', failure });
    expect(footer(dashboard)).toContain('s follow');
    expect(dashboard.text()).toContain('connection refused');
  });

  it('is not said to be done where another word was told meanwhile', () => {
    const dashboard = listing();
    dashboard.press('T');
    const told = footer(dashboard);
    dashboard.deliver('jobs', { type: 'live' }, { type: 'synced', count: 0 });
    dashboard.deliver('pods', { type: 'synced', count: 1 });
    expect(footer(dashboard)).toBe(told);
  });
});

describe('pickers', () => {
  it('let a namespace be typed where namespaces may not be listed', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('n');
    const message = 'namespaces is forbidden';
    dashboard.deliver('namespaces', { type: 'failed', failure: { code: 403, reason: 'Forbidden', message } });
    expect(dashboard.text()).toContain('namespaces is forbidden');
    type(dashboard, 'shop');
    dashboard.press('enter');
    expect(dashboard.state.look.place.namespace).toBe('shop');
  });

  it('move with j and k until something is typed', () => {
    const dashboard = screenOf(SIZE);
    const names = ['default', 'kube-system'];
    dashboard.list(
      'namespaces',
      names.map((name) => ({ metadata: { uid: name, name, resourceVersion: '1' } })),
    );
    dashboard.press('n', 'j', 'j', 'enter');
    expect(dashboard.state.look.place.namespace).toBe('kube-system');
  });
});

describe('the palette', () => {
  it('completes words and their arguments', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, ':ct');
    dashboard.press('tab');
    expect(footer(dashboard)).toContain(':ctx');
    dashboard.press('space', 'a', 'tab', 'enter');
    expect(dashboard.state.cluster.context).toBe('admin@test');
  });

  it('says of what takes no name that it does not, rather than to leave it out', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, ':logs web-1');
    dashboard.press('enter');
    expect(footer(dashboard)).toContain(':logs takes no name: :pod/web-1 selects it, then :logs');
    expect(dashboard.state.look.peek).toBeUndefined();
  });

  it('says what is not a command, and quits with q', () => {
    const dashboard = screenOf(SIZE);
    type(dashboard, ':nonsense');
    dashboard.press('enter');
    expect(footer(dashboard)).toContain('no command :nonsense; ? shows what there is');
    type(dashboard, ':q');
    dashboard.press('enter');
    expect(dashboard.asked).toEqual([{ type: 'quit' }]);
  });
});

it('an object that is gone to by its name is in sight, whatever was narrowed before', () => {
  const dashboard = screenOf(SIZE);
  for (const line of [':sts', ':deploy/nginx-deployment']) {
    type(dashboard, line);
    dashboard.press('enter');
  }
  expect(dashboard.text()).toMatch(/▌[^\n]*Deployment nginx/);
  type(dashboard, ':po/anatomy-0');
  dashboard.press('enter');
  expect(dashboard.text()).toMatch(/2 Pods[^]*▌. anatomy-0 /);
  expect(dashboard.state.look.place.scope).toBeUndefined();
});

it('what is not well is in the tree with what is above it, and no container of it is unfolded', () => {
  const dashboard = screenOf(SIZE);
  dashboard.press('!');
  expect(dashboard.text()).toMatch(/▸✖ Pod crashing /);
  expect(dashboard.text()).not.toMatch(/▾. po /);
});

describe('a kind without a name', () => {
  const ran = (text: string): TestDashboard => {
    const dashboard = screenOf(SIZE);
    type(dashboard, `:${text}`);
    dashboard.press('enter');
    return dashboard;
  };

  it.each(['po', 'pods', 'pod'])('%s is the Pods pane', (word) => {
    const dashboard = screenOf(SIZE);
    type(dashboard, `1:${word}`);
    dashboard.press('enter');
    expect(dashboard.state.look.focus).toBe(2);
  });

  it.each(['deploy', 'deployments', 'Deployment', 'deployments.apps'])(
    '%s is the tree with those',
    (word) => {
      const dashboard = ran(word);
      expect(line(dashboard, /1 Ownership/)).toContain('/kind=deployment');
      expect(line(dashboard, /│▌|┃▌/)).toContain('Deployment ');
      expect(dashboard.text()).not.toContain('StatefulSet ');
      dashboard.press('escape');
      expect(dashboard.text()).toContain('StatefulSet ');
    },
  );

  it('is no more than those and what is above them, unfolded as far as that', () => {
    const dashboard = ran('deploy');
    const rows = (): string[] =>
      dashboard
        .text()
        .split('\n')
        .filter((text) => /^[│┃][ ▌»]?[│ ]*[├└]/.test(text));
    expect(rows().filter((text) => text.includes(' Deployment '))).toHaveLength(rows().length);
    expect(rows().join('\n')).toMatch(/▸● Deployment nginx-deployment/);
    dashboard.press('j', 'j', 'right');
    expect(rows().join('\n')).toMatch(/▾● Deployment nginx-deployment[^]*Pod …-2r4sb/);
  });

  it('may be one that the tree has, or one that a key lists', () => {
    expect(ran('namespaces').state.look.overlays).toEqual(['namespaces']);
    expect(footer(ran('pvc'))).toContain('claims of the selected Pod');
    expect(footer(ran('cj'))).not.toContain('no command');
    expect(footer(ran('rollout'))).toContain('no command :rollout');
  });
});

it('what is told of an object that is not there is kept in :messages', () => {
  const dashboard = screenOf(SIZE);
  type(dashboard, ':po/nosuch');
  dashboard.press('enter');
  expect(footer(dashboard)).toContain('no Pod nosuch in namespace default');
  type(dashboard, ':messages');
  dashboard.press('enter');
  expect(dashboard.text()).toMatch(/┃.*podscope.*no Pod nosuch in namespace default/);
});

it('what does not fit into the footer ends with …', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  type(dashboard, `:${'x'.repeat(100)}`);
  dashboard.press('enter');
  expect(dashboard.text().trimEnd()).toMatch(/no command :x+…$/);
});

describe('help', () => {
  it('has every command with the keys that act in a pane, and no other', () => {
    for (const slot of ['1', '2', '3', '4']) {
      const dashboard = screenOf({ columns: 90, rows: 120 });
      dashboard.press(slot, '?');
      const text = dashboard.text();
      const { commands } = dashboard.program;
      const pane = dashboard.program.active(dashboard.state, dashboard.state.look.focus)?.id ?? '';
      for (const command of commands) {
        const keys = command.keys.filter((key) => commandFor(commands, pane, key) === command);
        if (keys.length === 0) continue;
        const label = `${keys.map(keyLabel).join(' ')} `;
        if (command.id.startsWith('sort-') && slot !== '2') expect(text).not.toContain(command.title);
        else
          expect(
            text
              .split('\n')
              .filter((row) => row.includes(command.title))
              .join('\n'),
          ).toContain(label);
      }
    }
  });

  it('stands in two columns where there is room, with what the signs mean and the words after :', () => {
    const dashboard = screenOf({ ...SIZE, rows: SIZE.rows + 8 });
    dashboard.press('?');
    for (const text of ['● {8}well', ':ns +switch namespace', 'I S A E +init, sidecar, app, ephemeral'])
      expect(dashboard.text()).toMatch(new RegExp(text));
    expect(line(dashboard, /shell in a container/)).toMatch(/s +shell.* {3}\S/);
  });
});

describe('the mouse', () => {
  it('selects with a click, opens with two, moves with the wheel, picks tabs', () => {
    const dashboard = screenOf(SIZE);
    const rows = dashboard.text().split('\n');
    const y = rows.findIndex((row) => row.includes('● host-network'));
    const x = (rows[y] ?? '').indexOf('● host-network');
    const at = { x, y, double: false } as const;
    dashboard.input({ type: 'press', ...at });
    expect(line(dashboard, /Containers/)).toContain('host-network');
    dashboard.input({ type: 'wheel-down', ...at });
    expect(line(dashboard, /Containers/)).toContain('init-failing');
    dashboard.input({ type: 'press', ...at, double: true });
    expect(dashboard.state.look.focus).toBe(3);
    const tabs = dashboard.text().split('\n');
    const tabRow = tabs.findIndex((row) => row.includes('4 Volumes'));
    dashboard.input({ type: 'press', x: (tabs[tabRow] ?? '').indexOf('YAML'), y: tabRow, double: false });
    expect(dashboard.state.look).toMatchObject({ focus: 4, tabs: { 4: 'yaml' } });
  });
});

describe('a click', () => {
  /** Presses the mouse on a text of the screen. */
  function click(dashboard: TestDashboard, text: string): void {
    const rows = dashboard.text().split('\n');
    const y = rows.findIndex((row) => row.includes(text));
    dashboard.input({ type: 'press', x: (rows[y] ?? '').indexOf(text), y, double: false });
  }

  it('on what stands in the header, the footer, a heading or the verdict does what its key does', () => {
    const dashboard = screenOf(SIZE);
    click(dashboard, ' not well, 1 workload too');
    expect(dashboard.state.look.notWellOnly).toBe(true);
    click(dashboard, 'AGE IP');
    expect(dashboard.text()).toContain('newest first');
    dashboard.press('1');
    click(dashboard, 'NODE');
    expect(dashboard.text()).toContain('sorted by node');
    expect(dashboard.state.look.focus).toBe(2);
    for (const [text, overlay] of [
      ['default', 'namespaces'],
      ['admin@test', 'picker'],
      ['? help', 'help'],
      ['/ filter', 'filter'],
      ['v why', 'diagnosis'],
    ] as const) {
      click(dashboard, text);
      expect(dashboard.state.look.overlays).toEqual([overlay]);
      dashboard.press('escape');
    }
  });

  it('below an overlay that has the keys does nothing, and the wheel scrolls the overlay', () => {
    const dashboard = screenOf({ columns: 156, rows: 30 });
    dashboard.press('?');
    const { look } = dashboard.state;
    click(dashboard, 'y yaml');
    click(dashboard, ' not well, 1 workload too');
    expect(dashboard.state.look).toBe(look);
    dashboard.input({ type: 'wheel-down', x: 70, y: 15, double: false });
    expect(dashboard.text()).toMatch(/2–\d+ of/);
  });
});

describe('quitting', () => {
  it('is said by Escape where there is nothing left to close, after it went to Pods', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('1', 'escape');
    expect(dashboard.state.look.focus).toBe(2);
    expect(dashboard.text()).not.toContain('q quits');
    dashboard.press('escape');
    expect(dashboard.text()).toContain('q quits');
    expect(dashboard.asked).toEqual([]);
  });

  it('is what the footer says of q where q quits alone', () => {
    const dashboard = screenOf(SIZE);
    const says = (...keys: readonly string[]): string => {
      dashboard.press(...keys);
      return /q (quit|back)/.exec(footer(dashboard))?.[1] ?? footer(dashboard);
    };
    expect(says()).toBe('quit');
    expect(says('l')).toBe('back');
    expect(says('f')).toBe('back');
    expect(says('q')).toBe('quit');
    expect(says('1')).toBe('back');
    expect(says('q')).toBe('quit');
    expect(says('!', 'j')).toBe('back');
    expect(says('q', 'z')).toBe('back');
    expect(says('q', 'j')).toBe('quit');
    expect(dashboard.asked).toEqual([]);
  });

  it('goes back to Pods first from where Escape does', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('3', 'q');
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state.look.focus).toBe(2);
    dashboard.press('q');
    expect(dashboard.asked).toEqual([{ type: 'quit' }]);
  });

  it('closes what is open before it quits', () => {
    const dashboard = screenOf(SIZE);
    dashboard.press('!', 'q');
    expect(dashboard.asked).toEqual([]);
    dashboard.press('q');
    expect(dashboard.asked).toEqual([{ type: 'quit' }]);
    expect(pods.length).toBe(dashboard.state.cluster.tables.pods.size);
  });
});

describe('help that is longer than the screen', () => {
  it('says how much of it is on show; G goes to its end and k back from there at once', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    dashboard.press('?');
    expect(dashboard.text()).toMatch(/1–18 of \d+ · j k g G scroll/);
    dashboard.press('G');
    expect(dashboard.text()).toContain('shift-drag selects text');
    const end = dashboard.text();
    dashboard.press('k');
    expect(dashboard.text()).not.toBe(end);
    dashboard.press('j', 'j');
    expect(dashboard.text()).toBe(end);
    dashboard.press('g');
    expect(dashboard.text()).toMatch(/1–18 of/);
  });
});
