import { describe, expect, it } from 'vitest';
import { screenOf } from '../../support/dashboards/dashboard.ts';

/** The titles of the panes that are on show, those of the lower half last. */
const titles = (text: string): string[] =>
  text.match(/[1-4] (?=Ownership|Pods|Containers|Volumes)|YAML/g) ?? [];

describe.each([
  [156, 42],
  [120, 40],
  [200, 50],
])('a wide tab at %i×%i', (columns, rows) => {
  it('has the whole lower half, beside the upper one, and esc brings back what was there', () => {
    const dashboard = screenOf({ columns, rows });
    const before = dashboard.text();
    dashboard.press('y');
    const lines = dashboard.text().split('\n');
    expect(lines.join('\n')).toMatch(/1 Ownership.*2 Pods/);
    const title = lines.findIndex((line) => line.includes('YAML') && line.includes('━'));
    expect(lines[title]?.startsWith('┏') && lines[title]?.endsWith('┓')).toBe(true);
    expect(title).toBeGreaterThan(rows / 3);
    expect(lines.join('\n')).not.toContain('3 Containers');
    dashboard.press('escape');
    expect(dashboard.text()).toBe(before);
  });

  it('stays while one walks through the Pods above, and tells of each', () => {
    const dashboard = screenOf({ columns, rows });
    dashboard.press('y', '2', 'j');
    const named = dashboard.state.look.place.selection.pod;
    expect(dashboard.text()).toMatch(/YAML.*┐/);
    dashboard.press('k');
    expect(dashboard.state.look.place.selection.pod).not.toBe(named);
    dashboard.press('escape');
    expect(dashboard.text()).toContain('3 Containers');
    expect(dashboard.state.look.focus).toBe(2);
  });
});

it('is the focused pane of the accordion where panes stand one above the other', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  const before = dashboard.text();
  dashboard.press('y');
  expect(titles(dashboard.text())).toEqual(expect.arrayContaining(['1 ', '2 ', '3 ', 'YAML']));
  expect(dashboard.text()).toMatch(/┏.*YAML/);
  dashboard.press('escape');
  expect(dashboard.text()).toBe(before);
});

it('ends where the pane is looked at that it covers', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.press('y', '3');
  expect(dashboard.text()).toMatch(/3 Containers.*4 Volumes/);
  expect(dashboard.state.look).toMatchObject({ focus: 3, peek: undefined });
});

it('leaves nothing behind where another one follows it', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  const before = dashboard.text();
  dashboard.press('P', 'y', 'escape');
  expect(dashboard.state.look.tabs[3]).toBeUndefined();
  expect(dashboard.text()).toBe(before);
});

it('is zoomed with all else where a pane was', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.press('z', 'y');
  expect(dashboard.text()).not.toContain('1 Ownership');
  dashboard.press('escape');
  expect(dashboard.state.look).toMatchObject({ zoomed: true, focus: 2 });
});
