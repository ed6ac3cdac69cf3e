/** The tab Network on real containers: who listens on which port, declared or not, and which Service leads there. */
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('network');
  await namespace.apply('network');
  await namespace.apply('sockets');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
});
afterAll(() => namespace.remove());

const lookingAt = (target: string): DrivenTerminal => {
  const args = ['bin/podscope.js', '-n', namespace.name, target];
  return launch(process.execPath, args, { columns: 156, rows: 60 });
};

it('is told in one key, of a real walk, EndpointSlices, policies and a near miss', async () => {
  const screen = lookingAt('web');
  try {
    await screen.waitFor('● live');
    screen.type('W');
    await screen.waitFor(/● 80\/TCP +app http +nginx \(\d+\) +web:8080 ready/);
    await screen.waitFor(/● 2019\/TCP +– +admin: \S+ \(\d+\)/);
    await screen.waitFor(/✖ 8081\/TCP +– +admin: \S+ \(\d+\) on 127\.0\.0\.1 +web:81 ready/);
    await screen.waitFor(/○ 9100\/TCP +app metrics +nobody/);
    await screen.waitFor(/8081\/TCP: on localhost only, though Service web leads here/);
    await screen.waitFor(/≁ canary +misses by one label: wants track=canary, has track=stable/);
    await screen.waitFor(/closed +ingress: nothing may come in/);
    screen.type('z');
    screen.type('G');
    await screen.waitFor(/1 to itself 80\/TCP · client: bash \(\d+\)/);
    await screen.waitFor(/this cluster has no HTTPRoutes/);
  } finally {
    screen.kill();
  }
});

it('tells of UDP and of sockets by path, and of the node’s network what the Pod itself holds', async () => {
  const screen = lookingAt('mixed');
  try {
    await screen.waitFor('● live');
    screen.type('Wz');
    await screen.waitFor(/● 5353\/UDP +talker dns +perl \(\d+\)/);
    await screen.waitFor(/○ 8125\/UDP +talker stats +nobody/);
    await screen.waitFor(/\/tmp\/talker\.sock · talker: perl \(\d+\)/);
  } finally {
    screen.kill();
  }
  const node = lookingAt('on-node');
  try {
    await node.waitFor('● live');
    node.type('Wz');
    await node.waitFor(/● 28473\/TCP +– +web: perl \(\d+\) on 127\.0\.0\.1/);
    await node.waitFor("on the node's network: told is only what its own processes hold");
    // The API server's, on the same network, is not the Pod's.
    expect(node.screen()).not.toContain('16443/TCP');
  } finally {
    node.kill();
  }
});

it('is a part of `podscope pod`, by the objects alone', async () => {
  const run = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const all = ['bin/podscope.js', 'pod', 'web', '-n', namespace.name, ...args];
      execFile(process.execPath, all, (error, out, err) =>
        error || err ? reject(new Error(err)) : resolve(out),
      );
    });
  const text = await run();
  expect(text).toMatch(
    /service +web: ClusterIP \S+ · 8080\/TCP http → http 80, 81\/TCP admin → 8081 · ready/,
  );
  expect(text).toMatch(/near miss +canary: wants track=canary, has track=stable/);
  expect(text).toMatch(/policy +closed: egress: all ports to anywhere/);
  expect(JSON.parse(await run('-o', 'json'))).toMatchObject({
    network: {
      hostname: 'front',
      ports: [
        { port: 80, services: [{ name: 'web', port: 8080, endpoint: 'ready' }] },
        { port: 8081 },
        { port: 9100 },
      ],
      nearMisses: [{ name: 'canary', label: 'track' }],
    },
  });
});
