import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MACHINE_CLOCK } from '../../../../src/simulator/time/clock.ts';
import { startCluster } from '../../../../src/simulator/cluster.ts';
import { addNode } from '../../../../src/simulator/node/node.ts';
import { create } from '../../../../src/simulator/demo/scenario/manifest.ts';
import type { Simulator } from '../../../../src/simulator/apiserver/server.ts';
import { kindOf } from '../../../../src/simulator/world/world.ts';

let cluster: Simulator;

afterEach(() => cluster.close());

/** Asks over a forwarded port; gives what came on the channel of data and on that of errors. */
async function forwarded(port: number): Promise<{ data: string; error: string }> {
  const url = `${cluster.url.replace('http', 'ws')}/api/v1/namespaces/default/pods/web/portforward?ports=${port}`;
  const socket = new WebSocket(url, ['v4.channel.k8s.io']);
  const came: [Buffer[], Buffer[]] = [[], []];
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (message) => {
      const bytes = Buffer.from(message as ArrayBuffer);
      came[bytes[0] as 0 | 1].push(bytes.subarray(1));
      // Each channel begins with the number of the port.
      if (came[1].length === 1 && bytes[0] === 1)
        socket.send(Buffer.from('\0GET / HTTP/1.1\r\nHost: web\r\n\r\n'));
      const [data, error] = came.map((parts) => Buffer.concat(parts.slice(1)).toString()) as [string, string];
      if (!data.includes('</html>') && error === '') return;
      expect(came.map(([first]) => first?.readUInt16LE())).toEqual([port, port]);
      socket.close();
      resolve({ data, error });
    });
  });
}

it('reaches a port of a Pod, or says that nobody listens', async () => {
  cluster = await startCluster({ clock: MACHINE_CLOCK, seed: 1 });
  const { world } = cluster;
  addNode(world, { name: 'node', ip: '10.1.0.1', podCidr: '10.2.0.0/24' });
  const containers = [{ name: 'web', image: 'nginx', imagePullPolicy: 'IfNotPresent' }];
  create(world, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers },
  });
  const running = (): boolean =>
    JSON.stringify(world.storage.get(kindOf(world, 'Pod'), 'default', 'web')?.['status']).includes(
      '"ready":true',
    );
  await expect.poll(running, { timeout: 60_000 }).toBe(true);
  expect((await forwarded(80)).data).toContain('Welcome to nginx!');
  expect((await forwarded(81)).error).toMatch(
    /error forwarding port 81 to pod .* 127\.0\.0\.1:81: connect: connection refused/,
  );
});
