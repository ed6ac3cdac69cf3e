/** Logs in the dashboard of what goes, and of what is started again. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let space: TestNamespace;
let driven: DrivenTerminal | undefined;

const container = (name: string, script: string): object => ({
  ...{ name, image: 'busybox', imagePullPolicy: 'IfNotPresent', command: ['sh', '-c', script] },
});
const pod = (name: string, ...containers: readonly object[]): object => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
  spec: { terminationGracePeriodSeconds: 0, containers },
});

beforeAll(async () => {
  space = await TestNamespace.create('gone-logs');
});
afterEach(() => driven?.kill());
afterAll(() => space.remove());

const apply = (object: object): Promise<string> =>
  kubectl(['-n', space.name, 'apply', '-f', '-'], JSON.stringify(object));

function podscope(...args: readonly string[]): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', space.name, ...args];
  driven = launch(process.execPath, all, { columns: 160, rows: 50 });
  return driven;
}

const STEADY = container('steady', 'while true; do echo on; sleep 0.1; done');

it('of what was started again stand among what others said meanwhile, by their times', async () => {
  await apply(pod('again', STEADY, container('ends', 'echo first; sleep 1; echo last; exit 3')));
  await space.kubectl('wait', '--for=jsonpath={.status.phase}=Running', 'pod/again', '--timeout=120s');
  const screen = podscope('pod/again');
  await screen.waitFor(/● live/);
  screen.press('l', 'f', 't');
  // What others said meanwhile is on show too, where it is not too much of it.
  const restart = / ends +── restarted/;
  await screen.waitFor(() => restart.test(screen.screen()));
  screen.press('k');
  await screen.waitFor(() => / ends +last/.test(screen.screen().split(restart)[1] ?? ''));
  const times = screen.screen().match(/(?<=┃ )\d{4}-\S+Z(?= (?:ends|steady) +\w)/g) ?? [];
  expect(times.length).toBeGreaterThan(20);
  expect(times).toEqual(times.toSorted());
});

it('of the run before are read anew once another run is that', async () => {
  await apply(pod('over', container('ends', 'echo began at $(date +%s.%N | cut -c 1-10); sleep 1; exit 3')));
  await space.kubectl(
    ...['wait', '--for=jsonpath={.status.containerStatuses[0].restartCount}=1', 'pod/over', '--timeout=120s'],
  );
  const screen = podscope('pod/over');
  await screen.waitFor(/● live/);
  screen.press('p');
  const began = (): string | undefined => /began at \d+/.exec(screen.screen())?.[0];
  await screen.waitFor(/over.* · previous [^]*began at \d+/);
  const first = began();
  await screen.waitFor(() => began() !== undefined && began() !== first);
});
