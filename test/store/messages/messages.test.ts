import { expect, it } from 'vitest';
import type { LogEntry } from '../../../src/model/log.ts';
import { type Told, withMessage } from '../../../src/store/messages/messages.ts';
import { screenOf } from '../../support/dashboards/dashboard.ts';

const entry = (text: string, time = 0): LogEntry => ({ time, level: 'info', source: 'node', text });
const after = (...entries: LogEntry[]): readonly Told[] => entries.reduce<readonly Told[]>(withMessage, []);

it('keeps the last hundred, the newest last', () => {
  const told = after(...Array.from({ length: 150 }, (_, index) => entry(`${index}`)));
  expect(told).toHaveLength(100);
  expect([told[0]?.text, told.at(-1)?.text]).toEqual(['50', '149']);
});

it('counts what is told again, which is the newest then', () => {
  const told = after(entry('a', 1), entry('b', 2), entry('a', 3));
  expect(told.map(({ text, time, count }) => [text, time, count])).toEqual([
    ['b', 2, 1],
    ['a', 3, 2],
  ]);
});

it('takes the same words of another source for something else', () => {
  expect(after(entry('a'), { ...entry('a'), source: 'watch' })).toHaveLength(2);
});

it('keeps what was said in the footer too, but not that a key does nothing here', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  dashboard.press(':', ...'nonsense', 'enter', 'B', ':', ...'messages', 'enter');
  expect(dashboard.text()).toContain('no command :nonsense');
  expect(dashboard.text()).not.toContain('does nothing here');
});
