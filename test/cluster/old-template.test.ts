/** A DaemonSet's Pod of a template that was changed, which nothing replaces until it is deleted. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('old-template');
  await namespace.apply('old-template');
  await namespace.kubectl('wait', '--for=jsonpath={.status.numberReady}=1', 'ds/agent', '--timeout=120s');
  const template = { metadata: { annotations: { changed: 'yes' } } };
  await namespace.kubectl('patch', 'ds', 'agent', '-p', JSON.stringify({ spec: { template } }));
  await namespace.kubectl(
    'wait',
    '--for=jsonpath={.status.observedGeneration}=2',
    'ds/agent',
    '--timeout=120s',
  );
});
afterAll(() => namespace.remove());

const podName = (): Promise<string> =>
  namespace.kubectl('get', 'pods', '-o', 'jsonpath={.items[0].metadata.name}');

async function told(pod: string): Promise<string> {
  const all = ['bin/podscope.js', '-n', namespace.name, 'pod', pod];
  return (await promisify(execFile)(process.execPath, all)).stdout;
}

it('says so until it is deleted, and the one that comes says nothing', async () => {
  const old = await podName();
  expect(await told(old)).toMatch(/of the old revision \w+: one of the newest comes when it is deleted/);
  await namespace.kubectl('delete', 'pod', old);
  const isNew = async (): Promise<boolean> => !['', old].includes(await podName());
  await expect.poll(isNew, { timeout: PATIENCE }).toBe(true);
  expect(await told(await podName())).not.toContain('old revision');
});
