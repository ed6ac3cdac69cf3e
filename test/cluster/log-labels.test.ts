/** Whose a line is stands before it, though a rollout takes its Pod away, and scaling the last one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { launch } from '../support/programs/terminal-driver.ts';

let space: TestNamespace;

beforeAll(async () => {
  space = await TestNamespace.create('log-labels');
  const container = (name: string): object => ({
    ...{ name, image: 'busybox', imagePullPolicy: 'IfNotPresent' },
    command: ['sh', '-c', `while true; do echo ${name} of $HOSTNAME; sleep 1; done`],
  });
  const labels = { app: 'talker' };
  const spec = { terminationGracePeriodSeconds: 0, containers: [container('talk'), container('quiet')] };
  const deployment = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'talker' } },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
  await kubectl(['-n', space.name, 'apply', '-f', '-'], JSON.stringify(deployment));
  await space.kubectl('rollout', 'status', 'deployment/talker', '--timeout=120s');
});
afterAll(() => space.remove());

it('in the logs of a Deployment', async () => {
  const args = ['bin/podscope.js', '-n', space.name, 'deploy/talker'];
  const screen = launch(process.execPath, args, { columns: 160, rows: 60 });
  try {
    await screen.waitFor(/● live/);
    // A key is of what is selected by then.
    await screen.waitFor(/▌[^\n│]*Deployment talker/);
    screen.press('l');
    await screen.waitFor('following');
    screen.press('f');
    await screen.waitFor(/┃ talk +talk of talker-/);
    const gone = (): readonly string[] => screen.screen().match(/── Pod \S+ is gone/g) ?? [];
    await space.kubectl('rollout', 'restart', 'deployment/talker');
    await screen.waitFor(() => /── Pod \S+ is gone/.test(screen.screen()));
    await space.kubectl('scale', 'deployment/talker', '--replicas=0');
    await screen.waitFor(() => gone().length === 2);
    expect(new Set(gone()).size).toBe(2);
    const lines = [...screen.screen().matchAll(/┃ (\S+)\/(\w+)( +)(\w+) of (\S+)/g)];
    expect(new Set(lines.map(([, , , , , host]) => host)).size).toBe(2);
    for (const [, pod = '', container, , said, host] of lines) {
      expect([host?.endsWith(`-${pod}`), container]).toEqual([true, said]);
    }
    expect(new Set(lines.map(([row]) => row.search(/ \w+ of /))).size).toBe(1);
  } finally {
    screen.kill();
  }
});
