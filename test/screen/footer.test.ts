/** The footer offers what would do something now, and nothing else. */
import { describe, expect, it } from 'vitest';
import { ABLE } from '../../src/model/capabilities.ts';
import { KIND_IDS } from '../../src/model/kinds/kinds.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { capabilitiesOf } from '../../src/cluster/discovery/capabilities.ts';
import { podFeed } from '../../src/store/selectors/selected/selected-pod.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';
import { hintsOf, idleHints } from '../support/dashboards/idle-hints.ts';

const SIZE = { columns: 156, rows: 42 };

function listing(pods: readonly Pod[]): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, size: SIZE });
  for (const kind of KIND_IDS) if (kind !== 'namespaces') dashboard.list(kind, []);
  dashboard.list('pods', pods);
  return dashboard;
}

/** Its only container waits for its image, and it has no volumes. */
const WAITS: Pod = {
  metadata: { name: 'waits', uid: 'waits', namespace: 'default' },
  spec: { containers: [{ name: 'main', image: 'nosuch' }], nodeName: 'n1' },
  status: {
    phase: 'Pending',
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'ImagePullBackOff', message: 'no' } },
      },
    ],
  } as never,
};

function denied(): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, size: SIZE });
  const failure = { code: 403, reason: 'Forbidden', message: 'pods is forbidden' };
  for (const kind of KIND_IDS) {
    dashboard.open(kind);
    dashboard.deliver(kind, { type: 'failed', failure });
  }
  return dashboard;
}

function gone(): TestDashboard {
  const dashboard = screenOf(SIZE);
  dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
  dashboard.press('3');
  dashboard.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });
  return dashboard;
}

const THINGS: readonly (readonly [what: string, make: () => TestDashboard])[] = [
  ['an empty namespace', () => listing([])],
  ['nothing listed in all namespaces', () => new TestDashboard({ size: SIZE, namespace: undefined })],
  ['Pods that are awaited', () => new TestDashboard({ size: SIZE })],
  ['Pods that are denied', denied],
  ['a Pod whose container waits for its image', () => listing([WAITS])],
  ['a Pod with everything', () => screenOf(SIZE)],
  ['a Pod that is deleted', gone],
  [
    'a filter that keeps nothing',
    () => {
      const dashboard = screenOf(SIZE);
      dashboard.press('2', '/', ...'zzz', 'enter');
      return dashboard;
    },
  ],
  [
    '--readonly',
    () => {
      const dashboard = screenOf(SIZE, { readonly: true });
      dashboard.dispatch({ type: 'connected', capabilities: capabilitiesOf(true) });
      return dashboard;
    },
  ],
];

/** The panes, and all tabs of the lower ones. */
const WAYS = [['1'], ['2'], ['3'], ['3', ']'], ['3', ']', ']'], ['4'], ['4', ']'], ['4', ']', ']']];
const TABS = [['W'], ['I'], ['E'], ['U'], ['X'], ['y'], ['P'], ['l']];

describe.each(THINGS)('with %s', (_, make) => {
  it.each([...WAYS, ...TABS].map((keys) => [keys.join(' '), keys] as const))(
    'every key that the footer offers after %s does something',
    (_keys, keys) => {
      const dashboard = make();
      dashboard.press(...keys);
      expect(idleHints(dashboard)).toEqual([]);
    },
  );

  it('offers the same where its keys do something, and says why not of a key that is not offered', () => {
    for (const keys of WAYS) {
      const dashboard = make();
      dashboard.press(...keys);
      const { commands } = dashboard.program;
      for (const command of commands.filter(({ id }) =>
        ['shell', 'logs', 'yaml', 'diagnosis'].includes(id),
      )) {
        const [key = ''] = command.keys;
        if (hintsOf(dashboard).has(key)) continue;
        const before = dashboard.state;
        dashboard.press(key);
        expect(dashboard.state.look.overlays).toEqual(before.look.overlays);
        if (key !== 'l' && key !== 'y') expect(dashboard.state.look.message?.text ?? '').not.toBe('');
        dashboard.state = before;
      }
    }
  });
});

it('offers of a Pod without volumes neither files nor a filter', () => {
  const dashboard = listing([WAITS]);
  dashboard.press('4');
  expect([...hintsOf(dashboard).values()].join('  ')).not.toMatch(/files|whole|filter/);
  dashboard.press('/');
  expect(dashboard.state.look.overlays).toEqual([]);
  expect(dashboard.text()).toContain('Volumes has nothing to filter');
});

it('offers a filter and a search for what is about to come: letters typed ahead are no keys', () => {
  const dashboard = new TestDashboard({ size: SIZE });
  dashboard.press('/', ...'sdq', 'enter');
  expect(dashboard.state.look.panes.pods?.filter).toBe('sdq');
  const yaml = screenOf(SIZE);
  yaml.press('y', '/', 'a');
  expect(yaml.state.look.overlays).toEqual(['filter']);
});

it('offers no shell where the only container does not run, and says why not', () => {
  const dashboard = listing([WAITS]);
  expect(hintsOf(dashboard).has('s')).toBe(false);
  expect(hintsOf(dashboard).has('l')).toBe(true);
  for (const key of ['s', 'a', 'D', 't']) {
    dashboard.press(key);
    expect(dashboard.text()).toContain('main is not running (ImagePullBackOff)');
  }
  expect(dashboard.asked).toEqual([]);
});

it('offers no environment of a container that has none, and says why not', () => {
  const pod = podNamed('two-containers');
  const dashboard = listing([pod]);
  dashboard.press('3', 'enter');
  expect(hintsOf(dashboard).has('e')).toBe(true);
  dashboard.tell(podFeed(pod), { type: 'data', data: pod });
  expect(hintsOf(dashboard).has('e')).toBe(false);
  dashboard.press('e');
  expect(dashboard.text()).toContain('nginx-container has no environment of its own');
});

it.each([
  [80, 24],
  [81, 24],
  [90, 24],
  [100, 30],
  [156, 42],
])('has two blanks between all that it offers, at %i×%i', (columns, rows) => {
  const footerAfter = (...keys: readonly string[]): string => {
    const dashboard = screenOf({ columns, rows });
    dashboard.press(...keys);
    return dashboard.text().trimEnd().split('\n').at(-1) ?? '';
  };
  for (const key of ['1', '3', '4', 'y', 'l']) expect(footerAfter(key)).toMatch(/\S {2,}\? help {2}q \w+$/);
  expect(footerAfter()).toMatch(
    columns === 80 ? /filter {3,}\? help {2}q quit$/ : / {2}: command {2,}\? help {2}q quit$/,
  );
});

describe('with --readonly', () => {
  const readonly = (): TestDashboard => {
    const dashboard = listing([podNamed('two-containers')]);
    dashboard.dispatch({ type: 'connected', capabilities: capabilitiesOf(true) });
    return dashboard;
  };
  const typed = (dashboard: TestDashboard, word: string): string => {
    dashboard.press(':', ...word, 'enter');
    return dashboard.text();
  };

  it.each([
    ['pf', 'shift-f'],
    ['sessions', 's opens a shell'],
  ])(':%s does not offer %s, which is refused', (word, hint) => {
    expect(typed(readonly(), word)).toMatch(/there was none yet +┃/);
    const able = readonly();
    able.dispatch({ type: 'connected', capabilities: ABLE });
    expect(typed(able, word)).toContain(hint);
    expect(typed(listing([]), word)).not.toContain(hint);
  });

  it.each([
    ['F', 'nothing is forwarded'],
    ['s', 'no container is entered'],
    ['a', 'no container is entered'],
    ['t', 'no container is entered'],
    ['D', 'nothing is changed'],
  ])('%s is refused in words that are true of it: %s', (key, reason) => {
    const dashboard = readonly();
    dashboard.press(key);
    expect(dashboard.text()).toContain(`podscope was started with --readonly: ${reason}`);
  });
});
