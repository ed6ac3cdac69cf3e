import { actionsFor } from '../../../src/screen/input.ts';
import type { Action } from '../../../src/store/actions.ts';
import type { TestDashboard } from './dashboard.ts';

/** The footer's hints, by their keys: `enter` and `enter open`. */
export function hintsOf({ program, state, composer }: TestDashboard): ReadonlyMap<string, string> {
  const { footer, footerRight } = program.screen(state, composer.extentOf);
  const lines = [...footer, ...footerRight];
  return new Map(lines.map((line) => [line[0]?.press ?? '', line.map(({ text }) => text).join('')] as const));
}

/** Those of them whose keys, pressed as things are, do nothing but say something. */
export function idleHints(dashboard: TestDashboard): readonly string[] {
  const { program, composer, state } = dashboard;
  const says = ({ type }: Action): boolean => type === 'message';
  return [...hintsOf(dashboard)].flatMap(([key, hint]) =>
    actionsFor({ type: 'key', name: key }, state, program, composer).every(says) ? [hint] : [],
  );
}
