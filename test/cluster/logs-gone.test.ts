/** Logs of a Deployment that is deleted with its Pods, and of a label in a namespace that is. */
import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';

let space: TestNamespace;
/** One that is deleted. */
let other: string;
const running: { kill(): unknown }[] = [];

const deployment = (name: string): string =>
  JSON.stringify({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              ...{ name: 'main', image: 'busybox', imagePullPolicy: 'IfNotPresent' },
              command: ['sh', '-c', 'echo said; exec sleep 100000'],
            },
          ],
        },
      },
    },
  });

beforeAll(async () => {
  space = await TestNamespace.create('logs-gone');
  other = `${space.name}-other`;
  await kubectl(['create', 'namespace', other]);
  await kubectl(['-n', space.name, 'apply', '-f', '-'], deployment('web'));
  await kubectl(['-n', other, 'apply', '-f', '-'], deployment('job'));
  await space.kubectl('rollout', 'status', 'deployment/web');
  await kubectl(['-n', other, 'rollout', 'status', 'deployment/job']);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});
afterAll(async () => {
  await kubectl(['delete', 'namespace', other, '--ignore-not-found', '--wait=false']);
  await space.remove();
});

function podscope(...args: readonly string[]) {
  const child = spawn(process.execPath, ['bin/podscope.js', ...args]);
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = async (met: () => boolean): Promise<void> => {
    while (!met()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { said, ended, until };
}

it('podscope logs -f ends with the Deployment that it follows', async () => {
  const { said, ended, until } = podscope('logs', 'deploy/web', '-f', '-n', space.name);
  await until(() => said.out.includes('said'));
  await space.kubectl('delete', 'deployment', 'web');
  expect(await ended).toBe(0);
  expect(said.err).toContain('podscope: Deployment web is gone\n');
});

it('podscope logs -f -l waits for other Pods, and ends with the namespace', async () => {
  const { said, ended, until } = podscope('logs', '-l', 'app=job', '-f', '-n', other);
  await until(() => said.out.includes('said'));
  await kubectl(['-n', other, 'delete', 'deployment', 'job']);
  await until(() => said.err.includes('no Pod matches app=job any more: waiting for others'));
  await kubectl(['delete', 'namespace', other]);
  expect(await ended).toBe(0);
  expect(said.err).toMatch(/podscope: namespace \S+ does not exist\n$/);
});
