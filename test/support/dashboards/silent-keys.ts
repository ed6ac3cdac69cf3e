import { actionsFor } from '../../../src/screen/input.ts';
import { withLook } from '../../../src/store/state.ts';
import { TestDashboard } from './dashboard.ts';

/** Every key that means something anywhere, and some that mean nothing. */
const MEANT = new TestDashboard().program.commands.flatMap(({ keys, scope }) =>
  scope.startsWith('overlay:') ? [] : keys,
);
const KEYS = [
  ...new Set([...MEANT, 'l', 'p', '_', 'é', 'f5', 'insert', 'backspace', 'alt-x', 'shift-up', 'ctrl-d']),
];

/** All that one sees, and what was asked of the world. */
function seen(dashboard: TestDashboard): string {
  const { chars, styles } = dashboard.frame();
  return [chars.join(''), styles.join(), dashboard.asked.length].join('\n');
}

/** The keys that, pressed as things are, change nothing that one sees, ask for nothing and say nothing. */
export function silentKeys(dashboard: TestDashboard): readonly string[] {
  const { program, composer } = dashboard;
  const state = withLook(dashboard.state, { message: undefined });
  dashboard.state = state;
  const before = seen(dashboard);
  return KEYS.filter((key) => {
    dashboard.state = state;
    dashboard.asked.length = 0;
    dashboard.dispatch(...actionsFor({ type: 'key', name: key }, state, program, composer));
    return seen(dashboard) === before;
  });
}
