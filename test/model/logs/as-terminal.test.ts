import { expect, it } from 'vitest';
import { asTerminal, lengthAsTerminal } from '../../../src/model/logs/as-terminal.ts';

it.each([
  ['plain', 'plain'],
  ['id\tname\tstate', 'id      name    state'],
  ['\tat com.shop.Main', '        at com.shop.Main'],
  ['12345678\tx', '12345678        x'],
  ['\x1b[31mid\x1b[0m\tname', '\x1b[31mid\x1b[0m      name'],
  ['progress 10%\rprogress 100%', 'progress 100%'],
  ['progress 100%\rdone', 'doneress 100%'],
  ['with the end of DOS\r', 'with the end of DOS'],
  ['\x1b[32mlong ago\r\x1b[0mnow', '\x1b[0mnow'],
])('%j is shown as %j', (said, shown) => {
  expect(asTerminal(said)).toBe(shown);
  expect(lengthAsTerminal(said)).toBeGreaterThanOrEqual(shown.length);
});

it('takes a line of nothing but what is written over for what it is, however long', () => {
  const line = `${'x'.repeat(500_000)}${'\ry'.repeat(250_000)}`;
  expect(asTerminal(line)).toBe(`y${'x'.repeat(499_999)}`);
});
