import { expect, it } from 'vitest';
import { sessionTitle, withSession, withStatus, type Session } from '../../src/store/sessions.ts';

const opened = {
  context: 'a',
  at: 0,
  command: ['sh'],
  target: { namespace: 'shop', pod: 'web-1', container: 'web' },
  able: true,
} as const;

it('keeps the last that ended, and all that run on', () => {
  let sessions = withSession([], opened);
  for (let id = 2; id <= 50; id++) {
    sessions = withSession(sessions, opened);
    sessions = withStatus(sessions, id, { type: 'exited', code: 0 });
  }
  expect(sessions.map(({ id }) => id)).toEqual([1, ...Array.from({ length: 20 }, (_, index) => index + 31)]);
  expect(withSession(sessions, opened).at(-1)).toMatchObject({ id: 51, status: { type: 'opening' } });
});

it('changes nothing of the others when one ends', () => {
  const sessions: readonly Session[] = withSession(withSession([], opened), opened);
  const [first, second] = withStatus(sessions, 1, { type: 'cancelled' });
  expect(first?.status).toEqual({ type: 'cancelled' });
  expect(second).toBe(sessions[1]);
});

it.each([
  [['sh', '-c', 'exit 7'], "sh -c 'exit 7' in web"],
  [['ls', '-l', '/'], 'ls -l / in web'],
  [[], 'shell in web'],
])('names what runs as it would be typed: %j', (command, title) => {
  expect(sessionTitle({ ...opened.target, command })).toBe(title);
});
