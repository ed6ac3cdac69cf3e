import { describe, expect, it } from 'vitest';
import { sharingEquations } from '../../src/model/sharing.ts';
import { podNamed } from '../fixtures/index.ts';
import { screenOf } from '../support/dashboard.ts';

/** The verdict on the screen, its lines joined: from its mark to what is empty below it. */
function verdictAt(columns: number, rows: number, focus: string): string {
  const dashboard = screenOf({ columns, rows });
  const pod = podNamed('anatomy-0');
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
  dashboard.press(focus);
  const lines = dashboard.text().trimEnd().split('\n').slice(0, -1);
  const start = lines.findIndex((line) => /● prepare:/.test(line));
  const end = lines.findIndex((line, index) => index > start && !/[a-z]/.test(line));
  return lines
    .slice(start, end < 0 ? undefined : end)
    .map((line) => line.replace(/^.*●|[│┃]/g, '').trim())
    .join(' ');
}

describe('the verdict on a Pod that shares directories', () => {
  const equations = sharingEquations(podNamed('anatomy-0'));
  /** So many of them, and how many more there are. */
  const first = (kept: number): string =>
    equations.slice(0, kept).join('; ') +
    (kept < equations.length ? `; ${equations.length - kept} more` : '');

  it.each([
    [80, '2', 2],
    [60, '2', 2],
    [60, '3', 4],
  ])('at %i columns with the focus on %s tells %i of the four whole', (columns, focus, kept) => {
    expect(verdictAt(columns, 24, focus)).toBe(first(kept));
  });

  it('never joins what is not the same, at any width', () => {
    const whole = equations.map((_, index) => first(index + 1));
    for (let columns = 60; columns < 170; columns += 7) expect(whole).toContain(verdictAt(columns, 24, '2'));
  });
});
