import { expect, it, vi } from 'vitest';
import { askDebug } from '../../../src/effects/sessions/ask-debug.ts';
import type { Action } from '../../../src/store/actions.ts';
import type { Choices } from '../../../src/store/choice.ts';
import { running } from '../../support/dashboards/running-effect.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';
import { pods } from '../../fixtures/index.ts';

const pod = pods.find(({ metadata }) => metadata.name === 'anatomy-0')!;
const target = { namespace: 'default', pod: 'anatomy-0', container: 'app' };

type Asked = Extract<Action, { readonly type: 'ask-debug' }>;
type Opens = Extract<Action, { readonly type: 'open' }>;

/** The last question, over the panes: image and profile were chosen. */
async function asked(): Promise<TestDashboard> {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.dispatch(...((await picker()).choices[0]?.actions ?? []));
  return dashboard;
}

/** What profiles are offered, and with what around it. */
async function picker(refused?: Asked['refused']): Promise<Choices> {
  const { connection, dispatch, told, close } = running(askDebug);
  connection.port.get = ({ kind }) =>
    kind === 'Pod' ? Promise.resolve(pod) : Promise.reject(new Error('not there'));
  dispatch({ type: 'ask-debug', target, image: 'busybox', ...(refused && { refused }) });
  const opened = await vi.waitUntil(() => told.find((action): action is Opens => action.type === 'open'));
  close();
  return opened.with as Choices;
}

it.each(['kubectl attach pod-made', 'jq .metadata', 'ls -l'])(
  'a debug container, which nothing takes out again, is added by no text typed ahead: %s',
  async (text) => {
    const dashboard = await asked();
    expect(dashboard.text()).toContain('Add a debug container');
    dashboard.press(...text, 'enter');
    expect(dashboard.asked).toEqual([]);
  },
);

it.each([
  [1, { type: 'shell', debug: { copies: false } }],
  [2, { type: 'shell', debug: { copies: true } }],
  [3, { type: 'add-debug', debug: { copies: false } }],
])('is added with the cursor on choice %i, and enter', async (place, action) => {
  const dashboard = await asked();
  dashboard.press(...Array.from({ length: place }, () => 'right'), 'enter');
  expect(dashboard.asked).toMatchObject([action]);
});

it('asks for another profile where one was refused, with the words, and the one that may be allowed first', async () => {
  const text = 'violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';
  const { choices, ...rest } = await picker({ profile: 'general', suggests: 'restricted', text });
  expect(rest).toMatchObject({
    title: 'Another profile of the debug container (busybox)',
    cursor: 'restricted',
    warning: `general was refused: ${text}`,
  });
  expect(choices.map(({ note }) => note?.split(' · ')[1])).toEqual([
    'was refused',
    undefined,
    'may be allowed',
    undefined,
    undefined,
  ]);
  // What was chosen before stays as it was.
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.dispatch(...(choices[2]?.actions ?? []));
  expect(dashboard.text()).toMatch(/busybox, profile restricted,[^]*in the process namespace of app/);
});

it('asks nothing where the Pod is on no node, and says why', async () => {
  const placed = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'gated' };
  const { connection, dispatch, told, close } = running(askDebug);
  connection.port.get = () =>
    Promise.resolve({ ...pod, spec: { containers: [] }, status: { conditions: [placed] } });
  dispatch({ type: 'ask-debug', target });
  await vi.waitUntil(() => told.length > 0);
  close();
  expect(JSON.stringify(told)).toContain('its Pod is on no node: SchedulingGated: gated; no debug container');
});
