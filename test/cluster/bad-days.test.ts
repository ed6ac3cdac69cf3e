/** "What bad input gets", on a real cluster and in a real pseudo-terminal. */
import { execFile } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { currentKubeconfig, kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let space: TestNamespace;
let driven: DrivenTerminal | undefined;
let proxy: FaultProxy | undefined;

beforeAll(async () => {
  space = await TestNamespace.create('bad-days');
  await Promise.all(['one', 'two', 'three'].map(run));
});
afterEach(async () => {
  driven?.kill();
  await proxy?.close();
  proxy = undefined;
});
afterAll(() => space.remove());

/** A Pod that no node takes: it is there until it is deleted. */
const run = (name: string): Promise<string> =>
  space.kubectl('run', name, '--image=nginx', '--overrides={"spec":{"schedulerName":"none"}}');

function podscope(...args: readonly string[]): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', space.name, ...args];
  driven = launch(process.execPath, all, { columns: 200, rows: 50 });
  return driven;
}

async function throughProxy(): Promise<{ screen: DrivenTerminal; line: FaultProxy }> {
  const config = await currentKubeconfig();
  proxy = await FaultProxy.open(config.clusters[0].cluster.server);
  const screen = podscope('--kubeconfig', await kubeconfigWith({ port: proxy.port }));
  return { screen, line: proxy };
}

/** The kubeconfig of a new user who may do this with Pods. */
async function limitedUser(name: string, verbs: string): Promise<string> {
  await space.kubectl('create', 'serviceaccount', name);
  await space.kubectl('create', 'role', name, `--verb=${verbs}`, '--resource=pods');
  const account = `--serviceaccount=${space.name}:${name}`;
  await space.kubectl('create', 'rolebinding', name, `--role=${name}`, account);
  const token = (await space.kubectl('create', 'token', name)).trim();
  return kubeconfigWith({ user: { token } });
}

describe('a connection', () => {
  it('that is lost leaves the rows, is told with its reason, and comes back by itself', async () => {
    const { screen, line } = await throughProxy();
    await screen.waitFor(/● live.*3 pods/);
    line.welcome = 'refuse';
    line.reset();
    await screen.waitFor(/◐ stale \d+s: \w+/);
    expect(screen.screen()).toMatch(/◌ two +0\/1 +Pending/);
    await screen.waitFor(/2 Pods .*· stale/);
    await space.kubectl('delete', 'pod', 'two', '--now');
    await run('four');
    screen.press('j');
    line.welcome = 'pass';
    await screen.waitFor(/● live.*3 pods/);
    await screen.waitFor(/◌ four +0\/1/);
    expect(screen.screen()).not.toMatch(/◌ two +0\/1/);
  });

  it('that cannot be made is tried again, with the reason on the screen, while keys work', async () => {
    const { screen, line } = await throughProxy();
    line.welcome = 'refuse';
    await screen.waitFor(/connecting: \w+/);
    // Closed before or after the first bytes of TLS, as it happens: either is told with the address.
    await screen.waitFor(
      /cannot reach https:\/\/127\.0\.0\.1:\d+|https:\/\/127\.0\.0\.1:\d+ closed the connection before TLS/,
    );
    await screen.waitFor(/next try in \d+s|trying again/);
    screen.press('?');
    await screen.waitFor('Help');
    screen.press('escape');
    line.welcome = 'pass';
    await screen.waitFor(/● live/);
    screen.press('q');
    expect(await screen.waitForExit()).toBe(0);
  });
});

describe('a line that is silent', () => {
  it('is told, counted and given up, and live at once when it answers', async () => {
    const { screen, line } = await throughProxy();
    await screen.waitFor(/● live.*\d pods/);
    line.welcome = 'stall';
    line.freeze();
    await screen.waitFor(/◐ no answer for [67]s/);
    await screen.waitFor(/◐ no answer for 1\ds/);
    await screen.waitFor(/◐ stale 1\ds: no answer/);
    expect(screen.screen()).toMatch(/◌ one +0\/1 +Pending/);
    line.welcome = 'pass';
    await screen.waitFor(/● live.*\d pods/);
  });
});

describe('a user with fewer rights', () => {
  it('who may list but not watch sees rows that are right, how old they are, and that new ones come', async () => {
    const screen = podscope('--kubeconfig', await limitedUser('lister', 'get,list'));
    await screen.waitFor(/◐ listed \ds ago: may not watch pods.*\d pods/);
    await screen.waitFor(/2 Pods .*not watched/);
    await screen.waitFor('may not watch pods in namespace');
    await run('later');
    await screen.waitFor(/◌ later +0\/1/);
    await space.kubectl('delete', 'pod', 'later', '--now');
    await screen.waitFor(() => !/◌ later +0\/1/.test(screen.screen()));
  });

  it('sees what may be seen, what is denied by verb and resource, and can type a namespace', async () => {
    const kubeconfig = await limitedUser('limited', 'get,list,watch');
    const screen = podscope('--kubeconfig', kubeconfig);
    await screen.waitFor(/● live.*\d pods/);
    await screen.waitFor(/1 Ownership .*owners denied/);
    await screen.waitFor(/may not list deployments, replicasets/);
    screen.press('n');
    await screen.waitFor(/may not list namespaces at the cluster scope/);
    screen.type('default');
    screen.press('enter');
    await screen.waitFor(/✖ denied \(Pods\)/);
    await screen.waitFor(/may not list pods in namespace default: user/);
    screen.type(`:ns ${space.name}\r`);
    await screen.waitFor(/● live.*\d pods/);
  });

  it('is told why there is no shell: by the server, or where its rules are known already without asking', async () => {
    const token = (await space.kubectl('create', 'token', 'default')).trim();
    await space.kubectl('create', 'role', 'sees', '--verb=get,list,watch', '--resource=pods');
    await space.kubectl(
      'create',
      'rolebinding',
      'sees',
      '--role=sees',
      `--serviceaccount=${space.name}:default`,
    );
    await space.kubectl(
      'run',
      'runs',
      '--image=busybox',
      '--image-pull-policy=IfNotPresent',
      '--',
      'sleep',
      '100000',
    );
    await space.kubectl('wait', '--for=condition=Ready', 'pod/runs', '--timeout=120s');
    const screen = podscope('runs', '--kubeconfig', await kubeconfigWith({ user: { token } }));
    await screen.waitFor(/A runs +● +running/);
    screen.press('s');
    await screen.waitFor(
      /(may not \w+ |cannot \w+ resource \")pods\/exec[^]*press a key|may not get \(or create\) pods\/exec/,
    );
    while (!screen.modes().alternate) {
      screen.press('x');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await screen.waitFor(/● live/);
  });

  it('with a token that is not good is told so', async () => {
    const screen = podscope('--kubeconfig', await kubeconfigWith({ user: { token: 'not-a-token' } }));
    await screen.waitFor(/✖ Unauthorized \(Pods\)/);
    await screen.waitFor('log in again');
  });
});

describe('a deleted object', () => {
  it('moves the selection to its neighbour; while one looks into it, it stays and is marked', async () => {
    await Promise.all(['gone-a', 'gone-b', 'gone-c'].map(run));
    const screen = podscope('gone-a');
    await screen.waitFor(/▌◌ gone-a/);
    await space.kubectl('delete', 'pod', 'gone-a', '--now');
    await screen.waitFor(/▌◌ gone-b/);
    screen.press('3');
    await screen.waitFor(/┏━ 3 Containers .*gone-b/);
    await space.kubectl('delete', 'pod', 'gone-b', '--now');
    await screen.waitFor(/3 Containers .*gone-b · deleted/);
    screen.press('2');
    await screen.waitFor(/▌◌ gone-c/);
  });
});

it('a command line that cannot work is told in one line, with exit code 1 or 2, the terminal untouched', async () => {
  const said = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      execFile(process.execPath, ['bin/podscope.js', ...args], (error, out, err) =>
        resolve(`${String(error?.code)} ${out}${err}`),
      );
    });
  expect(await said('pods', '--context', 'nowhere')).toMatch(
    /^1 podscope: no context "nowhere" in .*; there is: /,
  );
  expect(await said('pods', '--kubeconfig', '/no/such/file')).toMatch(
    /^1 podscope: the kubeconfig \/no\/such\/file is not there/,
  );
  expect(await said('--no-such-flag')).toMatch(/^2 error: unknown option '--no-such-flag'/);
  expect(await said()).toMatch(/^1 podscope: the dashboard needs a terminal/);
  expect(await kubectl(['get', 'namespace', space.name, '-o', 'name'])).toBe(`namespace/${space.name}\n`);
});
