import { expect, it } from 'vitest';
import { demoNotice } from '../../src/cli/demo.ts';
import type { Overlay } from '../../src/store/look.ts';
import { TestDashboard } from '../support/dashboard.ts';

/** One of each; that none is missing is seen by the compiler. */
const OVERLAYS: { readonly [Type in Overlay['type']]: Extract<Overlay, { type: Type }> } = {
  help: { type: 'help', top: 0 },
  messages: { type: 'messages', top: 0 },
  notice: demoNotice('/tmp/kubeconfig'),
  prompt: { type: 'prompt', purpose: 'command', text: '', before: '' },
  picker: { type: 'picker', purpose: 'namespace', cursor: 0, typed: '' },
};

it.each(Object.values(OVERLAYS))('ctrl-z and ctrl-c work while $type is open', (overlay) => {
  const dashboard = new TestDashboard({ overlay });
  dashboard.press('ctrl-z');
  expect(dashboard.asked).toEqual([{ type: 'suspend' }]);
  expect(dashboard.state.look.overlay).toEqual(overlay);
  dashboard.press('ctrl-c');
  expect(dashboard.asked.at(-1)).toEqual({ type: 'quit' });
});
