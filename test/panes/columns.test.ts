import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { containersOf } from '../../src/model/pod/containers.ts';
import { SLOTS, type Slot } from '../../src/store/look.ts';
import { fitColumns } from '../../src/view/columns.ts';
import { layout } from '../../src/view/layout.ts';
import { pods, podNamed, takenAt } from '../fixtures/index.ts';
import { line, screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';

/** The headings of a pane that stands alone on its lines. */
const headings = (dashboard: TestDashboard): string => line(dashboard, /^[┃‹].* NAME /);

const PODS = ['NAME', 'READY', 'STATUS', 'RST', 'AGE', 'IP', 'NODE'];

describe('the columns of Pods', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
  ])('are all but the last two at %i×%i', (columns, rows) => {
    const dashboard = screenOf({ columns, rows });
    const text = line(dashboard, / NAME +READY +STATUS/);
    for (const title of PODS) expect(text).toMatch(new RegExp(` ${title}\\b`));
    expect(text).not.toContain('NOMINATED');
  });

  it('are all but AGE and the last two on the smallest grid, where Ownership narrows for them', () => {
    const dashboard = screenOf({ columns: 100, rows: 30 });
    dashboard.list(
      'pods',
      pods.map((pod) => ({ ...pod, status: { ...pod.status, podIP: '10.244.0.170' } })),
    );
    const text = line(dashboard, / NAME +READY +STATUS/);
    for (const title of PODS) if (title !== 'AGE') expect(text).toMatch(new RegExp(` ${title}\\b`));
    expect(text).toMatch(/^│ NAME +READY/);
    expect(dashboard.text()).toMatch(/│ │ {3}└▸● po …-2r4sb +1\/1 /);
  });

  it.each([
    [60, 24],
    [80, 24],
    [100, 30],
    [120, 40],
  ])('say how often a Pod restarted in a form that is not cut, at %i×%i', (columns, rows) => {
    const pod = podNamed('anatomy-0');
    const all = [12_345, 2_147_483_647].map((restartCount, index): Pod => {
      const [status] = pod.status?.containerStatuses ?? [];
      const name = `a-name-that-takes-all-the-room-there-is-for-names-${index}`;
      return {
        ...pod,
        metadata: { ...pod.metadata, name, uid: name },
        status: {
          ...pod.status,
          initContainerStatuses: [],
          containerStatuses: [{ ...status!, restartCount }],
        },
      };
    });
    const dashboard = new TestDashboard({ now: takenAt, size: { columns, rows }, namespace: 'default' });
    dashboard.list('pods', all);
    if (!dashboard.text().includes('RST') && !dashboard.text().includes('RESTARTS')) return;
    expect(dashboard.text()).toMatch(/ (12,345|12345|12k) /);
    expect(dashboard.text()).toMatch(/ (2,147,483,647|2147483647|2147483k|2147m|2bn) /);
  });

  it('stand after a resize as they do on a screen that had the size from the beginning', () => {
    const at = (
      columns: number,
      rows: number,
      ...sizes: readonly (readonly [number, number])[]
    ): string[] => {
      const dashboard = screenOf({ columns, rows });
      dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
      dashboard.text();
      for (const [width, height] of sizes) {
        dashboard.dispatch({ type: 'resize', columns: width, rows: height });
        dashboard.text();
      }
      return dashboard
        .text()
        .split('\n')
        .filter((text) => / NAME /.test(text));
    };
    expect(at(200, 50, [156, 42])).toEqual(at(156, 42));
    expect(at(200, 50, [300, 60], [120, 40])).toEqual(at(120, 40));
  });

  it('leave in their order as the screen narrows, and can be reached sideways', () => {
    const order = ['READINESS GATES', 'NOMINATED NODE', 'AGE', 'RST', 'NODE', 'IP'];
    const dashboard = screenOf({ columns: 300, rows: 24 });
    const shows = (title: string): boolean =>
      headings(dashboard)
        .replace('RESTARTS', 'RST')
        .replace(title === 'NODE' ? 'NOMINATED NODE' : '', '')
        .includes(` ${title}`);
    const left: string[] = [];
    for (let columns = 300; columns >= 60; columns -= 2) {
      dashboard.dispatch({ type: 'resize', columns, rows: 24 });
      left.push(...order.filter((title) => !left.includes(title) && !shows(title)));
    }
    expect(left).toEqual(order.slice(0, left.length));
    expect(left.length).toBeGreaterThan(3);
    const reached = new Set<string>();
    for (let step = 0; step < 8; step++) {
      for (const title of order) if (shows(title)) reached.add(title);
      dashboard.press('right');
    }
    expect([...reached].sort()).toEqual([...order].sort());
  });

  it('say that there are more of them, on which side, and where the rows are', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    expect(headings(dashboard)).toMatch(/^┃.*›$/);
    expect(dashboard.text()).toMatch(/ 1–11 of 17 ━┛/);
    dashboard.press('right', 'G');
    expect(headings(dashboard)).toMatch(/^‹/);
    expect(dashboard.text()).toMatch(/ 7–17 of 17 ━┛/);
  });

  it('come back from the side when there is room for all, and keys count from where they are', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    for (let step = 0; step < 30; step++) dashboard.press('right');
    const last = headings(dashboard);
    expect(last).toContain('READINESS GATES');
    dashboard.press('left');
    expect(headings(dashboard)).not.toBe(last);
    dashboard.dispatch({ type: 'resize', columns: 300, rows: 24 });
    expect(headings(dashboard)).toMatch(/NAME .*READY .*READINESS GATES/);
    dashboard.press('right');
    expect(dashboard.text()).toContain('Pods has nothing more on this side');
  });

  it('only grow while a list is on show, and may shrink when it is another', () => {
    const dashboard = new TestDashboard({ now: takenAt, size: { columns: 200, rows: 24 } });
    const long = pods.find(({ metadata }) => metadata.name.startsWith('nginx-deployment'));
    if (!long) throw new Error('no long name');
    dashboard.list('pods', [podNamed('crashing'), long]);
    const before = headings(dashboard).indexOf('READY');
    dashboard.deliver('pods', { type: 'delete', object: long });
    expect(headings(dashboard).indexOf('READY')).toBe(before);
    dashboard.dispatch({ type: 'filter', pane: 'pods', text: 'crash' });
    expect(headings(dashboard).indexOf('READY')).toBeLessThan(before);
  });

  it('cut names in their middle, and no shorter than 20', () => {
    const dashboard = screenOf({ columns: 60, rows: 40 });
    for (let columns = 60; columns < 160; columns += 3) {
      dashboard.dispatch({ type: 'resize', columns, rows: 40 });
      const shown = /● (nginx\S*2r4sb) +1\/1/.exec(dashboard.text())?.[1] ?? '';
      expect(shown.length, `at ${columns}`).toBeGreaterThanOrEqual(20);
    }
  });
});

describe('wide columns', () => {
  it('have no part of a column at the edge', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    dashboard.press('ctrl-w');
    for (let step = 0; step < 8; step++) {
      expect(dashboard.text().split('2 Pods')[1]?.split('┗')[0]).not.toContain('…');
      dashboard.press('right');
    }
  });
});

it.each([
  [80, 24, 'Create…ConfigError'],
  [120, 40, 'CreateContainerConfigError'],
  [156, 42, 'CreateContainerConfigError'],
])('the status is whole, or whole words of it, at %i×%i', (columns, rows, status) => {
  expect(line(screenOf({ columns, rows }), / no-config +0\/1 /)).toContain(` ${status} `);
});

it('a status that is cut leaves names the room that it has no use for', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 }, { now: takenAt + 94_000 });
  dashboard.list(
    'pods',
    pods.map((pod) => ({ ...pod, status: { ...pod.status, podIP: '10.244.0.170' } })),
  );
  expect(line(dashboard, / no-config +0\/1 /)).toContain(' Create…ConfigError 0   23m ');
  expect(line(dashboard, / agent-9h6c4 +1\/1 /)).toContain(' 2m4s ');
});

it('the state of a container is whole where it stands beside others', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 }, { now: takenAt + 19 * 60_000 + 1_000 });
  for (const [pod, state] of [
    ['anatomy-0', 'running 40m'],
    ['no-config', 'CreateContainerConfigError'],
    ['init-failing', 'PodInitializing'],
  ] as const) {
    dashboard.dispatch({ type: 'select', selection: { pod: podNamed(pod).metadata.uid } });
    expect(dashboard.text()).toContain(` ${state} `);
  }
});

/** The columns that a pane's table has in its rectangle of a screen; undefined where it is folded, or is no table. */
function columnsIn(
  dashboard: TestDashboard,
  slot: Slot,
  columns: number,
  rows: number,
): string[] | undefined {
  dashboard.dispatch({ type: 'resize', columns, rows });
  const { focus, zoomed } = dashboard.state.look;
  const plan = layout({ columns, rows, focus, zoomed, tall: false });
  const place = plan.panes.find((each) => each.slot === slot && !each.folded);
  const body = dashboard.program.active(dashboard.state, slot)?.view(dashboard.state).body;
  if (!place || body?.type !== 'table') return undefined;
  const all = Array.from({ length: body.count }, (_, index) => body.row(index));
  // Borders, and a cell for the cursor's bar.
  return fitColumns(body, all, place.rect.width - 3, new Map()).columns.map(({ column }) => column.id);
}

describe('no column leaves as a screen grows', () => {
  const dashboard = screenOf({ columns: 60, rows: 24 });
  dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
  const tabs = SLOTS.flatMap((slot) => dashboard.program.tabsOf(slot)).filter(
    ({ view }) => view(dashboard.state).body.type === 'table',
  );

  it.each(tabs)('but for where panes begin to stand beside each other: $id', ({ slot, id }) => {
    dashboard.dispatch({ type: 'tab', slot, pane: id }, { type: 'focus', slot });
    for (const rows of [24, 30, 40, 60]) {
      let before: readonly string[] = [];
      for (let columns = 60; columns <= 300; columns++) {
        const now = columnsIn(dashboard, slot, columns, rows) ?? [];
        if (!(columns === 100 && rows >= 30))
          expect(now, `at ${columns}×${rows}`).toEqual(expect.arrayContaining(lasting(before, now)));
        before = now;
      }
    }
  });
});

/** Of containers of which none ended, the image has the room of what says so, as soon as there is so much. */
const lasting = (before: readonly string[], now: readonly string[]): string[] =>
  before.filter((id) => !(now.includes('image') && ['last', 'restarts'].includes(id)));

/** The titles over the containers on show, and the cells that stand empty behind the longest of all lines below them. */
function containerTitles(dashboard: TestDashboard): {
  readonly titles: string;
  readonly more: boolean;
  readonly free: number;
  readonly said: string;
} {
  const lines = dashboard.text().split('\n');
  const at = lines.findIndex((text) => text.includes(' T NAME '));
  const from = (lines[at] ?? '').indexOf(' T NAME ');
  const width = (lines[at] ?? '').slice(from).search(/[›│┃]/);
  const below = lines.slice(at, at + 6).map((text) => text.slice(from, from + width).trimEnd());
  const titles = (lines[at] ?? '')
    .slice(from, from + width)
    .replace(/ +/g, ' ')
    .trim();
  return {
    titles,
    more: lines[at]?.[from + width] === '›',
    free: width - Math.max(...below.map((text) => text.length)),
    said: below.join(' '),
  };
}

describe('the columns of containers', () => {
  it('have the image at 156×42, where nothing ended, and what ended where something did', () => {
    const dashboard = screenOf({ columns: 156, rows: 42 });
    const titlesOf = (name: string): string => {
      dashboard.dispatch({ type: 'select', selection: { pod: podNamed(name).metadata.uid } });
      return containerTitles(dashboard).titles;
    };
    expect(titlesOf('anatomy-0')).toBe('T NAME RDY STATE MEM CPU IMAGE');
    expect(titlesOf('crash')).toContain('STATE LAST RST');
  });

  const ORDER = ['MEM', 'CPU', 'IMAGE', 'PROBES', 'PORTS'];

  it.each([
    [80, 24, / RST MEM CPU PROBES IMAGE/],
    [100, 30, / LAST RST/],
    [120, 40, / LAST RST MEM/],
    [156, 42, / LAST RST MEM CPU/],
    [200, 50, / MEM\/LIMIT CPU\/LIMIT PROBES IMAGE PORTS$/],
  ])('that stand whatever its containers say are the same for every Pod, at %i×%i', (columns, rows, same) => {
    const dashboard = screenOf({ columns, rows });
    dashboard.press('3');
    const tabs = (): string => (/ 3 Containers[^─━]*/.exec(dashboard.text())?.[0] ?? '').trim();
    const tabsBefore = tabs();
    for (const pod of pods) {
      dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
      const { titles } = containerTitles(dashboard);
      const standing = nothingEnded(pod)
        ? titles.replace(/ STATE( RST)? MEM/, ' STATE LAST RST MEM')
        : titles;
      expect(standing, pod.metadata.name).toMatch(same);
      expect(tabs(), pod.metadata.name).toBe(tabsBefore);
    }
  });

  it('are all that fit, in the order of what they matter, on every screen and of every Pod', () => {
    for (const [columns, rows] of [
      [80, 24],
      [100, 30],
      [120, 40],
      [132, 43],
      [156, 42],
      [180, 50],
    ] as const) {
      const dashboard = screenOf({ columns, rows });
      dashboard.press('3');
      for (const pod of pods) {
        dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
        const { titles, said, more, free } = containerTitles(dashboard);
        const hidden = ORDER.filter((title) => !titles.includes(` ${title}`));
        const about = `${pod.metadata.name} at ${columns}: ${titles}`;
        expect(hidden, about).toEqual(hidden.length === 0 ? [] : ORDER.slice(-hidden.length));
        expect(more, about).toBe(hidden.length > 0);
        const [next] = hidden;
        // What never leaves is cut: of a longer form of it there may be too little room, which is none for another column then.
        if (said.includes('…')) continue;
        const ends = containersOf(pod).reduce((text, { state }) => text.replace(state.text, ''), said);
        if (containersOf(pod).some(({ lastExit }) => !ends.includes(` ${lastExit} `))) continue;
        if (!titles.includes(' LAST')) continue;
        if (next !== undefined && free > next.length)
          expect(widestIn(pod, next), about).toBeGreaterThanOrEqual(free);
      }
    }
  });
});

/** Then the image may have the room of LAST and RST. */
const nothingEnded = (pod: Pod): boolean =>
  containersOf(pod).every(({ lastExit, restarts = 0 }) => lastExit === '–' && restarts === 0);

/** How many cells a column of containers needs for a Pod without measured usage, whose titles are brief. */
function widestIn(pod: Pod, title: string): number {
  const texts = containersOf(pod).map(({ image, probes, limits, ports }) => {
    const of: Readonly<Record<string, string | undefined>> = {
      IMAGE: image,
      PROBES: probes,
      PORTS: ports.join(', '),
      MEM: limits.memory && `–/${limits.memory}`,
      CPU: limits.cpu && `–/${limits.cpu}`,
    };
    return of[title] ?? '';
  });
  return Math.max(title.length, ...texts.map((text) => text.length));
}
