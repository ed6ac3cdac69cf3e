import { beforeEach, expect, it } from 'vitest';
import { pods, takenAt, workloads } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import '../support/linear-expressions.ts';

let dashboard: TestDashboard;

beforeEach(() => {
  dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
  dashboard.list('pods', pods);
  dashboard.list(
    'deployments',
    workloads.filter(({ kind }) => kind === 'Deployment'),
  );
});

const type = (text: string): void =>
  dashboard.press(...Array.from(text, (letter) => (letter === ' ' ? 'space' : letter)));
const footer = (): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';

it.each(['1', '2'])(
  'says in pane %s what of a filter cannot be read, and stays to have it mended',
  (pane) => {
    dashboard.press(pane, '/');
    type('-l app in web');
    expect(footer()).toContain("found 'web' expected: '('");
    dashboard.press('enter');
    expect(footer()).toContain('/-l app in web');
    expect(footer()).toContain("found 'web' expected: '('");
  },
);

it.each([
  ['1', 'restarts and age are compared in the Pods (2)'],
  ['2', ''],
])('says in pane %s how a comparison is written that has no good value', (pane, told) => {
  dashboard.press(pane, '/');
  type('age < 2');
  expect(dashboard.text()).toContain(pods[0]?.metadata.name ?? 'none');
  expect(footer()).toContain('age<2: a time with its unit is expected, such as age<2h');
  type('h');
  expect(footer()).not.toContain('expected');
  expect(footer()).toContain(told);
});

it.each([
  ['-l app in (a', "found '', expected: ',' or ')'"],
  ['-l app=-bad-', '"-bad-": letters and digits, between them - _ .'],
  ['-l a/b/c=d', 'a qualified name must'],
  ['age<2', 'a time with its unit is expected, such as age<2h or age>1d12h'],
])('says at 80 columns to its end what of %s cannot be read', (typed, why) => {
  dashboard = new TestDashboard({ now: takenAt, size: { columns: 80, rows: 24 } });
  dashboard.list('pods', pods);
  dashboard.press('2', '/');
  type(typed);
  expect(footer()).toContain(why);
});

it('leaves out what has any of several words with a ! each, as they are typed, and takes no second !', () => {
  const names = pods.map(({ metadata: { name } }) => name);
  const listed = (): number => names.filter((name) => dashboard.text().includes(name)).length;
  dashboard.press('2', 'z', '/');
  const all = listed();
  type('!anatomy ');
  const some = listed();
  expect(some).toBeLessThan(all);
  type('!');
  expect(listed()).toBe(some);
  type('stuck');
  const left = names.filter((name) => !/anatomy|stuck/.test(name)).length;
  expect(listed()).toBe(left);
  expect(left).toBeLessThan(some);
  expect(dashboard.text()).toContain(`${left} of ${names.length}`);
  dashboard.press('ctrl-u');
  type('!!anatomy');
  expect(footer()).toContain('!!anatomy: one ! leaves out what has it');
  expect(listed()).toBe(all);
});
