import { expect, it } from 'vitest';
import { forwarding } from '../../../src/effects/sessions/forwarding.ts';
import type { Action } from '../../../src/store/actions.ts';
import { running } from '../../support/dashboards/running-effect.ts';

const request = {
  namespace: 'shop',
  target: { kind: 'Deployment.v1.apps', name: 'web' },
  ports: [{ local: undefined, remote: '80' }],
  addresses: ['localhost'],
};
const open: Action = { type: 'forward', request };
const listening = (from: string) => ({ type: 'listening', at: { from, local: 8080, port: 80 } }) as const;

/** Lets promises that are settled be heard. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('has a row from opening to its stop, and says its address, once, and when another Pod takes over', async () => {
  const { connection, dispatch, state$, statuses, close } = running(forwarding);
  const text = () => state$.value.look.message?.text;
  dispatch(open);
  expect(statuses()).toEqual([{ type: 'opening' }]);
  const [forward] = connection.forwards;
  expect(forward?.request).toBe(request);
  forward?.tell({ type: 'pod', name: 'web-1' });
  expect(text()).toBeUndefined();
  forward?.tell(listening('127.0.0.1:8080'));
  forward?.tell(listening('[::1]:8080'));
  expect(statuses()).toEqual([{ type: 'open' }]);
  expect(text()).toBe('127.0.0.1:8080 → 80 of Deployment web · :pf stops it');
  forward?.tell({ type: 'pod', name: 'web-2', from: 'web-1', why: 'is being deleted' });
  expect(text()).toBe('port-forward to 80 of Deployment web: now to Pod web-2: web-1 is being deleted');
  forward?.tell({ type: 'problem', local: 8080, message: 'refused' });
  forward?.tell({ type: 'traffic', traffic: { open: 1, total: 3, failed: 1, sent: 10, received: 20 } });
  expect(state$.value.sessions).toMatchObject([
    {
      course: {
        pod: 'web-2',
        traffic: { total: 3 },
        problem: { text: 'a connection to 8080 failed: refused' },
      },
    },
  ]);
  dispatch({ type: 'stop-session', id: 2 });
  expect(forward?.signal.aborted).toBe(false);
  dispatch({ type: 'stop-session', id: 1 });
  await settled();
  expect(statuses()).toEqual([{ type: 'left' }]);
  expect(text()).toBe('port-forward to 80 of Deployment web: stopped');
  expect(connection.log).toEqual(['close']);
  close();
});

it('goes on when namespace and context are switched, and ends with the program', async () => {
  const contexts = ['a', 'b'].map((name) => ({ name, namespace: 'default' }));
  const { connection, dispatch, state$, close } = running(forwarding, { context: 'a', contexts });
  dispatch(open);
  connection.forwards[0]?.tell(listening('127.0.0.1:8080'));
  dispatch({ type: 'namespace', namespace: 'other' }, { type: 'context', name: 'b' });
  await settled();
  expect(state$.value.sessions).toMatchObject([{ context: 'a', status: { type: 'open' } }]);
  expect(connection.forwards[0]?.signal.aborted).toBe(false);
  close();
  expect(connection.forwards[0]?.signal.aborted).toBe(true);
});

it('says which other port it took, and that connections wait', () => {
  const { connection, dispatch, state$, close } = running(forwarding);
  dispatch(open);
  const [forward] = connection.forwards;
  forward?.tell({ type: 'waiting', why: 'there is no Pod' });
  expect(state$.value.look.message?.text).toMatch(/: connections wait: there is no Pod$/);
  const instead = { of: 80, why: 'is taken' };
  forward?.tell({ type: 'listening', at: { from: '127.0.0.1:4000', local: 4000, port: 80, instead } });
  expect(state$.value.look.message?.text).toBe(
    '127.0.0.1:4000 → 80 of Deployment web (port 80 is taken: 4000 instead), ' +
      'connections wait: there is no Pod · :pf stops it',
  );
  forward?.tell({ type: 'pod', name: 'web-1' });
  expect(state$.value.look.message?.text).toBe(
    'port-forward to 80 of Deployment web: connections wait no more: to Pod web-1',
  );
  close();
});

it('that cannot begin keeps the reason; of two each has its own', async () => {
  const { connection, dispatch, state$, statuses, close } = running(forwarding);
  dispatch(open, open);
  connection.forwards[1]?.fail(new Error('web selects no Pods'));
  await settled();
  expect(statuses()).toEqual([
    { type: 'opening' },
    { type: 'failed', failure: { reason: 'Error', message: 'web selects no Pods' } },
  ]);
  expect(state$.value.look.message).toMatchObject({
    tone: 'failing',
    text: 'port-forward to 80 of Deployment web: web selects no Pods',
  });
  expect(connection.log).toEqual(['close']);
  close();
});

it('is never begun with --readonly', () => {
  const { connection, dispatch, state$, close } = running(forwarding);
  const reason = 'podscope was started with --readonly: nothing is forwarded';
  dispatch(
    { type: 'connected', capabilities: { live: true, exec: 'no', forward: reason, change: 'no' } },
    open,
  );
  expect(connection.forwards).toEqual([]);
  expect(state$.value.look.message?.text).toContain(reason);
  close();
});
