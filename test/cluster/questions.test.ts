/** The questions that the program is to answer at once, put to real containers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, isAnswered, QUESTIONS, ROLLOUT, SIZES, underCursor } from '../questions/questions.ts';
import { TestNamespace } from '../support/cluster.ts';
import { metricsServer } from '../support/servers/metrics-server.ts';
import { launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let names: readonly string[];

async function podNames(...args: readonly string[]): Promise<readonly string[]> {
  const names = await namespace.kubectl('get', 'pods', ...args, '-o', 'jsonpath={.items[*].metadata.name}');
  return names.split(' ');
}

beforeAll(async () => {
  const [made] = await Promise.all([TestNamespace.create('questions'), metricsServer()]);
  namespace = made;
  for (const manifest of ['nginx-deployment', 'anatomy', 'trouble']) await namespace.apply(manifest);
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  const before = await podNames('-l', 'app=nginx');
  await namespace.kubectl('patch', 'deployment/nginx-deployment', '-p', JSON.stringify(ROLLOUT));
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  const gone = before.map((name) => `pod/${name}`);
  await namespace.kubectl('wait', '--for=delete', '--timeout=120s', ...gone);
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
  const restarted = '--for=jsonpath={.status.containerStatuses[0].restartCount}=2';
  await namespace.kubectl('wait', restarted, 'pod/crashing', 'pod/killed-by-memory', '--timeout=120s');
  names = await podNames();
});

afterAll(() => namespace.remove());

describe.each(SIZES)('on a real cluster, at $columns×$rows', (size) => {
  it.each(QUESTIONS)('$asks ($pod)', async (question) => {
    const { keys, answers, most } = asked(question, size);
    expect(keys.length).toBeLessThanOrEqual(most);
    const pod = names.find((name) => name.startsWith(question.pod)) ?? question.pod;
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, pod], size);
    try {
      await screen.waitFor(underCursor(pod));
      screen.type(keys.join(''));
      await screen.waitFor(() => isAnswered(answers, screen.screen()));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${answers.join('\n')}`);
    } finally {
      screen.kill();
    }
  });
});
