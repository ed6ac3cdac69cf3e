import { beforeEach, describe, expect, it } from 'vitest';
import { yamlLines } from '../../../src/panes/yaml/yaml-lines.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';
import { BOLD, INVERSE, styleOf } from '../../../src/view/frame.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';
import { textLookedAt } from '../../support/dashboards/text-work.ts';

/** A Pod of so many containers that share a hundred volumes, is not ready, and has a message of this length. */
function podOf(count: number, message: number): Pod {
  const pod = podNamed('two-containers');
  const [container] = pod.spec?.containers ?? [];
  const [status] = pod.status?.containerStatuses ?? [];
  if (!container || !status) throw new Error('the fixture has no containers');
  const names = Array.from({ length: count }, (_, index) => `container-${index}`);
  const mounts = (index: number) =>
    [0, 1, 2].map((place) => ({ name: `v${(index + place * 7) % 100}`, mountPath: `/m/${place}` }));
  const ready = {
    type: 'Ready',
    status: 'False',
    reason: 'R'.repeat(message),
    message: '日'.repeat(message),
  };
  return {
    ...pod,
    metadata: { ...pod.metadata, uid: 'huge', name: 'huge' },
    spec: {
      ...pod.spec,
      containers: names.map((name, index) => ({ ...container, name, volumeMounts: mounts(index) })),
      volumes: Array.from({ length: 100 }, (_, index) => ({ name: `v${index}`, emptyDir: {} })),
    },
    status: {
      ...pod.status,
      conditions: [ready],
      containerStatuses: names.map((name) => ({
        ...status,
        name,
        ready: false,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'm'.repeat(message) } },
      })),
    },
  } as Pod;
}

function showing(pod: Pod): TestDashboard {
  const dashboard = screenOf({ columns: 156, rows: 40 });
  dashboard.deliver('pods', { type: 'upsert', object: pod });
  dashboard.dispatch({ type: 'select', selection: { pod: 'huge' } });
  dashboard.frame();
  return dashboard;
}

/** An object whose YAML ends with these lines, two cells to the right. */
function openYaml(lines: readonly string[]): TestDashboard {
  const dashboard = screenOf({ columns: 156, rows: 40 });
  dashboard.press('y');
  const text = lines.map((line) => `${line}\n`).join('');
  dashboard.bring({ data: { metadata: { name: 'x', uid: 'x' }, text } as KubeObject });
  dashboard.frame();
  return dashboard;
}

/** A screen and its lists, several times over; who looks at one of the long texts looks at more. */
const A_SCREEN = 900_000;

describe('a Pod of a thousand containers and messages of a megabyte', () => {
  let huge: TestDashboard;
  let small: TestDashboard;
  beforeEach(() => {
    huge = showing(podOf(1_000, 1_000_000));
    small = showing(podOf(20, 100));
  });

  it.each([
    ['1', 'j', 'space', 'j', 'G', 'g', 'space'],
    ['2', 'j', 'k', 'right'],
    ['3', 'j', 'G', 'ctrl-w', 'right', 'ctrl-w', 'z', 'j'],
    ['4', 'j', 'G', 'right', 'ctrl-w', 'right', 'ctrl-w', 'z', 'j'],
    ['s', 'down', 'escape'],
  ])('takes no more work to show than a small one does (%s …)', (...keys) => {
    for (const key of keys) {
      const work = (dashboard: TestDashboard): number => textLookedAt(() => dashboard.press(key));
      const [large, usual] = [work(huge), work(small)];
      expect(large, `${key}: ${large}, of a small one ${usual}`).toBeLessThan(A_SCREEN);
    }
    expect(huge.text()).toContain('huge');
  });
});

describe('YAML with lines that nobody could read', () => {
  const LINES: Readonly<Record<string, string>> = {
    'one letter': `a: ${'e'.repeat(2_000_000)}`,
    dashes: '- '.repeat(1_000_000),
    quotes: `"${'- '.repeat(1_000_000)}"`,
    spaces: `a:${' '.repeat(2_000_000)}:`,
    'wide letters': `a: ${'日本'.repeat(500_000)}`,
    marks: `a: e${'\u0301'.repeat(2_000_000)}`,
  };

  it.each(Object.entries(LINES))('of %s is shown, scrolled and searched by what is on show', (_, line) => {
    const dashboard = openYaml([...Array.from({ length: 10_000 }, (__, index) => `label-${index}: x`), line]);
    dashboard.press('/', 'e');
    for (const key of ['enter', 'G', 'right', 'right', 'left', 'k', 'j', 'n', 'N', 'ctrl-b', 'g']) {
      expect(
        textLookedAt(() => dashboard.press(key)),
        key,
      ).toBeLessThan(A_SCREEN);
    }
    expect(dashboard.text()).toContain('YAML');
  });

  it('stands out where it was searched for, also over the edge of what is on show', () => {
    const dashboard = openYaml([`key: ${'.'.repeat(6)}Needle${'.'.repeat(400)}needle`]);
    dashboard.press('/', ...'needle', 'enter');
    const marked = (part: string): boolean => {
      const { chars, styles } = dashboard.frame();
      const at = chars.join('').lastIndexOf(part);
      return (
        at >= 0 && [...part].every((_, index) => styles[at + index] === styleOf('match', BOLD | INVERSE))
      );
    };
    expect(marked('Needle')).toBe(true);
    dashboard.press('right');
    expect(marked('Needle')).toBe(true);
    dashboard.press('right');
    expect(dashboard.text()).not.toContain('Needle');
    // Half of what was found is left of the window.
    expect(marked('dle')).toBe(true);
  });
});

describe('YAML of what is too long for js-yaml', () => {
  const yaml = (annotations: Record<string, string>): string[] =>
    yamlLines({ metadata: { name: 'x', uid: 'x', annotations }, items: [annotations] } as never, 'kubectl');

  it('is written all the same, one line quoted and several as a block', () => {
    const long = 'x'.repeat(40_000);
    const brief = (lines: readonly string[]) => lines.map((line) => line.replaceAll(long, 'LONG'));
    expect(brief(yaml({ a: long, b: `one\n${long}\n`, 'podscope-text-0-': 'own' }))).toEqual([
      'items:',
      `- a: "LONG"`,
      '  b: |',
      '    one',
      `    LONG`,
      '  "podscope-text-0-": own',
      'metadata:',
      '  annotations:',
      `    a: "LONG"`,
      '    b: |',
      '      one',
      `      LONG`,
      '    "podscope-text-0-": own',
      '  name: x',
      '  uid: x',
    ]);
    expect(yaml({ a: 'y'.repeat(3_000_000) })).toHaveLength(7);
  });
});
