import { feedKey } from '../../../src/model/feed.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { screenOf, type TestDashboard } from './dashboard.ts';
import { answerTo } from './huge-answers.ts';

export { HUGE } from './huge-objects.ts';

type Size = TestDashboard['state']['look']['size'];

/** By what is on show: the keys that bring it there, and those that are pressed on it. */
export const WALKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  tree: [['1'], ['j', 'k', 'G', 'g', 'space', 'space', 'right', 'left', 'ctrl-f', 'ctrl-b']],
  pods: [['2'], ['j', 'k', 'A', 'A', 'R', 'O', 'N', 'N', 'right', 'left', 'ctrl-w', 'ctrl-w', '!', '!']],
  containers: [['3'], ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  volumes: [['4'], ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  yaml: [['y'], ['j', 'G', 'g', 'right', 'left', '/', 'e', 'enter', 'n', 'N', 'ctrl-f']],
  'filter, tree': [
    ['1', '/'],
    ['c', '0', 'backspace', 'enter', 'escape'],
  ],
  'filter, pods': [
    ['2', '/'],
    ['p', 'o', '0', 'backspace', 'backspace', 'enter', 'escape'],
  ],
  'filter, containers': [
    ['3', '/'],
    ['c', '1', 'backspace', 'enter', 'escape'],
  ],
  'filter, volumes': [
    ['4', '/'],
    ['m', '1', 'backspace', 'enter', 'escape'],
  ],
  processes: [
    ['P'],
    ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z', 'ctrl-r', 'j'],
  ],
  network: [['W'], ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  'filter, network': [
    ['W', '/'],
    ['t', '1', 'backspace', 'enter', 'escape'],
  ],
  isolation: [['I'], ['j', 'G', 'k', 'g', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  timeline: [
    ['E', 'o'],
    ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'z', 'j', 'z'],
  ],
  happening: [
    ['E', 'g', 'enter'],
    ['j', 'G', 'k', 'g', 'ctrl-f'],
  ],
  usage: [['U'], ['j', 'G', 'k', 'g', 'z', 'j', 'z']],
  explain: [
    [':', ...'explain', 'enter'],
    ['j', 'G', 'g', 'right', 'left', '/', 'e', 'enter', 'n', 'N', 'ctrl-f'],
  ],
  logs: [
    ['2', 'l'],
    [
      'k',
      'j',
      'g',
      'G',
      'ctrl-b',
      'right',
      'left',
      't',
      'w',
      'k',
      'w',
      'z',
      'z',
      '/',
      'e',
      'enter',
      'n',
      'N',
      'J',
      'k',
      '{',
      '}',
      'J',
      'm',
      'L',
      'L',
      'L',
    ],
  ],
  'log-line': [
    ['2', 'l', 'enter'],
    ['j', 'G', 'k', 'g', 'ctrl-f'],
  ],
  'filter, logs': [
    ['2', 'l', '&'],
    ['l', '1', 'backspace', 'enter', 'escape'],
  ],
  files: [
    ['4', 'g', 'enter'],
    ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', '/', '1', 'enter', 'n', 'N', 'c'],
  ],
  'a file': [
    ['4', 'g', 'enter', 'enter'],
    ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', '/', 'e', 'enter', 'n', 'N'],
  ],
  diagnosis: [
    ['2', 'v'],
    ['j', 'G', 'k', 'g', 'ctrl-f'],
  ],
  'a container': [
    ['3', 'enter'],
    ['j', 'G', 'k', 'g', 'ctrl-f'],
  ],
  'a volume': [
    ['4', 'g', 'i'],
    ['j', 'G', 'k', 'g', 'ctrl-f'],
  ],
  namespaces: [['n'], ['j', 'down', 'end', 'home', 'c', '1']],
  messages: [
    [':', ...'messages', 'enter'],
    ['k', 'j', 'g', 'G'],
  ],
  sessions: [
    [':', ...'sessions', 'enter'],
    ['k', 'j', 'g', 'G'],
  ],
  forwards: [
    [':', ...'pf', 'enter'],
    ['j', 'k', 'g', 'G'],
  ],
  tour: [
    [':', ...'tour', 'enter'],
    ['j', '2', '3', 'j'],
  ],
  help: [
    ['2', '?'],
    ['j', 'G', 'g'],
  ],
  'shell picker': [
    ['2', 's'],
    ['j', 'down', 'end', 'home', 'c', '1'],
  ],
  palette: [
    ['2', ':'],
    ['n', 's', 'tab', 'space'],
  ],
};

/** A dashboard that shows them, the last of them selected. */
export function dashboardOf(objects: readonly KubeObject[], size: Size): TestDashboard {
  const dashboard = screenOf(size);
  dashboard.deliver('pods', ...objects.map((object) => ({ type: 'upsert', object }) as const));
  const { uid } = objects.at(-1)?.metadata ?? { uid: '' };
  dashboard.dispatch({ type: 'select', selection: { pod: uid } });
  return dashboard;
}

/** Presses the keys that bring it on show; what is asked for on the way is there at once, as huge as the object. */
export function begin(
  dashboard: TestDashboard,
  keys: readonly string[],
  object: KubeObject,
  times: number,
): void {
  for (const key of keys) {
    dashboard.press(key);
    answer(dashboard, object, times);
  }
  dashboard.frame();
}

/** Brings what is needed and not there. */
export function answer(dashboard: TestDashboard, object: KubeObject, times: number): void {
  const { program, state } = dashboard;
  for (const feed of program.needs(state)) {
    const before = state.cluster.feeds.get(feedKey(feed));
    if (before?.complete && before.feed.version === feed.version) continue;
    const events = answerTo(feed, object, times, state.look.now);
    if (events.length > 0) dashboard.tell(feed, ...events);
  }
}
