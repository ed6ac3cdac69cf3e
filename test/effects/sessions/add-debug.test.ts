import { expect, it } from 'vitest';
import { addDebug } from '../../../src/effects/sessions/add-debug.ts';
import { endingText } from '../../../src/model/sessions/ending.ts';
import type { DebugProgress } from '../../../src/model/sessions/debug-progress.ts';
import { isInContainer, sessionTitle } from '../../../src/store/sessions.ts';
import { running } from '../../support/dashboards/running-effect.ts';

const target = { namespace: 'shop', pod: 'web-1', container: 'app' };
const debug = {
  name: 'debugger-x',
  image: 'busybox',
  profile: 'general',
  target: 'app',
  copies: false,
} as const;

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What `:sessions` has of it, once it was made so. */
async function made(how: Promise<Exclude<DebugProgress, { readonly type: 'waits' }>>) {
  const { connection, dispatch, state$, close } = running(addDebug);
  connection.port.startDebugContainer = () => how;
  dispatch({ type: 'add-debug', target, debug });
  const before = state$.value.sessions.map(({ status }) => status.type);
  await settled();
  const rows = state$.value.sessions.filter(isInContainer);
  const told = rows.map((session) => `${sessionTitle(session)}: ${endingText(session, session.status)}`);
  const message = state$.value.look.message?.text;
  close();
  return { before, told, message };
}

it('has a row, since it stays in the Pod, and says how one looks through it', async () => {
  expect(await made(Promise.resolve({ type: 'runs' }))).toEqual({
    before: ['opening'],
    told: [
      'debug container debugger-x (busybox, for app): to look through; debugger-x stays in the Pod until that goes',
    ],
    message: 'debugger-x sees the processes of app: ctrl-r looks through it',
  });
});

it('says in both why it cannot be looked through', async () => {
  const ended = await made(Promise.resolve({ type: 'ended', text: 'exit 3', code: 3 }));
  expect(ended.told[0]).toContain('debugger-x ended at once: exit 3');
  expect(ended.message).toBe('debug container in web-1: debugger-x ended at once: exit 3');
  const refused = await made(Promise.reject(new Error('no')));
  expect(refused.told[0]).toMatch(/: no$/);
});

it('that is refused for its profile asks for another one', async () => {
  const { connection, dispatch, told, state$, close } = running(addDebug);
  const message =
    'pods "web-1" is forbidden: violates PodSecurity "baseline:latest": privileged (container "debugger-x" must not set securityContext.privileged=true)';
  connection.port.startDebugContainer = () =>
    Promise.reject(Object.assign(new Error(message), { code: 403, reason: 'Forbidden' }));
  dispatch({ type: 'add-debug', target, debug });
  await settled();
  expect(state$.value.look.message?.text).toBe(
    `debug container in web-1: ${message}; profile baseline may be allowed`,
  );
  expect(told.filter(({ type }) => type === 'ask-debug')).toEqual([
    {
      ...{ type: 'ask-debug', target, image: 'busybox' },
      refused: { profile: 'general', suggests: 'baseline', text: message },
    },
  ]);
  close();
});
