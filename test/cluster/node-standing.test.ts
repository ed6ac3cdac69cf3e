/** A node that runs short, as the server would tell of it, and the Pods that it is the node of. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { kubeconfigTo } from '../support/kubeconfigs/kubeconfigs.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { HttpFaults } from '../support/servers/http-faults.ts';

interface Condition {
  readonly type: string;
}

let namespace: TestNamespace;
let faults: HttpFaults;

/** The node as it is, but for what it would say in trouble; no other node is made, since others would be placed there. */
async function troubledNode(): Promise<object> {
  const [node] = (JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])) as { items: [Node] }).items;
  const since = new Date(Date.now() - 10 * 60_000).toISOString();
  const said = { reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure' };
  const conditions = node.status.conditions.map((one) =>
    one.type === 'DiskPressure' ? { ...one, status: 'True', lastTransitionTime: since, ...said } : one,
  );
  return { ...node, spec: { ...node.spec, unschedulable: true }, status: { ...node.status, conditions } };
}

interface Node {
  readonly spec: object;
  readonly status: { readonly conditions: readonly Condition[] };
}

beforeAll(async () => {
  namespace = await TestNamespace.create('node-standing');
  await namespace.apply('trouble');
  const node = await troubledNode();
  faults = await HttpFaults.open();
  faults.fault = (_, { url = '' }) =>
    url.startsWith('/api/v1/nodes/')
      ? (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(node));
        }
      : undefined;
});
afterAll(async () => {
  await faults.close();
  await namespace.remove();
});

function podscope(pod: string): DrivenTerminal {
  const kubeconfig = kubeconfigTo(faults.url, namespace.name);
  return launch(process.execPath, ['bin/podscope.js', '--kubeconfig', kubeconfig, pod], {
    columns: 200,
    rows: 50,
  });
}

it('is told with the cause of a Pod that is not well, and in the diagnosis of one that is', async () => {
  const ill = podscope('never-ready');
  try {
    const wanted =
      /NotReady .*its node \S+ has been under DiskPressure for 1\dm: kubelet has disk pressure; its node \S+ is cordoned/;
    await ill.waitFor(() => wanted.test(ill.screen().replace(/\s+/g, ' ')));
  } finally {
    ill.kill();
  }
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/host-network', '--timeout=120s');
  const well = podscope('host-network');
  try {
    await well.waitFor('● live');
    await well.waitFor(/container, on the node's network/);
    expect(well.screen()).not.toContain('DiskPressure');
    well.type('v');
    await well.waitFor(/Node \S+ has been under DiskPressure for 1\dm: kubelet has disk pressure/);
    expect(well.screen()).toMatch(/Node \S+ is cordoned: no other Pod is placed there/);
  } finally {
    well.kill();
  }
});
