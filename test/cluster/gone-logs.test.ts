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

const deployment = (name: string, script: string): object => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { terminationGracePeriodSeconds: 0, containers: [container('main', script)] },
    },
  },
});

it('of an owner keep what was read of a Pod that is gone, however they are read anew', async () => {
  await apply(deployment('web', 'echo $HOSTNAME says hello; exec sleep 100000'));
  await space.kubectl('rollout', 'status', 'deployment/web');
  const names = (await space.kubectl('get', 'pods', '-l', 'app=web', '-o', 'name')).trim().split('\n');
  const gone = names[0]?.replace('pod/', '') ?? '';
  const screen = podscope('deploy/web');
  await screen.waitFor(/● live/);
  await screen.waitFor(/▌.*Deployment web/);
  screen.press('1', 'l');
  await screen.waitFor(/━ 3 .*Deployment web · following/);
  await screen.waitFor(`${gone} says hello`);
  await space.kubectl('delete', 'pod', gone);
  await screen.waitFor(`Pod ${gone} is gone`);
  for (const key of ['ctrl-r', '1', '0']) {
    screen.press(key);
    await screen.waitFor(`Pod ${gone} is gone: what was read of it before stands here`);
    expect(screen.screen()).toContain(`${gone} says hello`);
    // Those that came in its place are read as well.
    await screen.waitFor(() => (screen.screen().match(/says hello/g) ?? []).length === 3);
  }
  await space.kubectl('scale', 'deployment/web', '--replicas=0');
  await screen.waitFor(() => (screen.screen().match(/Pod web-\S+ is gone/g) ?? []).length === 3);
  screen.press('1');
  await screen.waitFor(() => (screen.screen().match(/says hello/g) ?? []).length === 3);
});

it('of a Pod that is gone, and of which none was read, are told not to be there', async () => {
  await apply(pod('solo', container('main', 'echo said; exec sleep 100000')));
  await space.ready('solo');
  const screen = podscope('pod/solo');
  await screen.waitFor(/● live/);
  screen.press('4');
  await screen.waitFor(/━ 4 /);
  await space.kubectl('delete', 'pod', 'solo');
  await screen.waitFor('Deleted: it is shown as it was last seen');
  screen.press('l');
  await screen.waitFor('○ Pod solo is deleted, and these logs were not read before');
  await screen.waitFor('the server gives out no logs of a Pod that is gone');
  screen.press('c');
  await screen.waitFor('there is no line to copy');
});

it('of a Pod that is on its way out are read all the same', async () => {
  const slow = container('main', 'trap "" TERM; echo said; while true; do sleep 1; done');
  await apply({ ...pod('going'), spec: { terminationGracePeriodSeconds: 10, containers: [slow] } });
  await space.ready('going');
  const screen = podscope('pod/going');
  await screen.waitFor(/● live/);
  screen.press('4');
  await screen.waitFor(/━ 4 /);
  await space.kubectl('delete', 'pod', 'going', '--wait=false');
  await screen.waitFor('Terminating');
  screen.press('l');
  await screen.waitFor(/┃ said/);
  await screen.waitFor('Pod going is gone');
  screen.press('c');
  await screen.waitFor('copied said');
});
