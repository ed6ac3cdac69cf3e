import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventRecorder } from '../../../src/simulator/world/event-recorder.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/apiserver/server.ts';
import { testFolder } from '../../support/test-folder.ts';

let simulator: Simulator;
let flags: readonly string[];

beforeEach(async () => {
  simulator = await startSimulator();
  const folder = testFolder();
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, simulator.kubeconfig());
  flags = ['--kubeconfig', file, '--cache-dir', path.join(folder, 'cache')];
});

afterEach(() => simulator.close());

/** Runs kubectl against the simulator; rejects with what it said. */
function kubectl(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('kubectl', [...flags, ...args], (error, stdout, stderr) => {
      if (error) reject(new Error(stderr || `these tests need kubectl on the PATH: ${error.message}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

const POD = (image: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image }], volumes: [{ name: 'data', emptyDir: {} }] },
  });

const DEPLOYMENT = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: {} },
});

const apply = (text: string): Promise<string> => kubectl(['apply', '-f', '-'], text);

const MANIFESTS = path.join(import.meta.dirname, '../manifests');

it('shows its Pods to kubectl get -o wide', async () => {
  await apply(POD('nginx'));
  const status = {
    phase: 'Running',
    podIP: '10.0.0.7',
    containerStatuses: [{ name: 'main', ready: true, state: { running: {} } }],
  };
  await kubectl([
    'patch',
    'pod',
    'web',
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status }),
  ]);
  const [head, row] = (await kubectl(['get', 'pods', '-o', 'wide'])).split('\n');
  expect(head).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES$/);
  expect(row).toMatch(/^web +1\/1 +Running +0 +\d+s +10\.0\.0\.7 +<none> +<none> +<none>$/);
});

it('takes what kubectl applies, and applies again', async () => {
  expect(await apply(POD('nginx'))).toBe('pod/web created\n');
  // As on a real server: the volume of its token, which the manifest has not, makes kubectl send an order.
  expect(await apply(POD('nginx'))).toBe('pod/web configured\n');
  expect(await apply(POD('nginx:2'))).toBe('pod/web configured\n');
  expect(await kubectl(['get', 'pod', 'web', '-o', 'jsonpath={.spec.containers[*].image}'])).toBe('nginx:2');
});

it('scales and deletes', async () => {
  await apply(DEPLOYMENT);
  expect(await kubectl(['scale', 'deployment', 'web', '--replicas=3'])).toBe('deployment.apps/web scaled\n');
  expect(await kubectl(['get', 'deployment', 'web'])).toMatch(/\nweb +0\/3 +0 +0 +\d+s\n$/);
  expect(await kubectl(['delete', 'deployment', 'web'])).toContain('"web" deleted');
  await expect(kubectl(['get', 'deployment', 'web'])).rejects.toThrow('deployments.apps "web" not found');
});

it('tells kubectl get -w what changes', async () => {
  await apply(POD('nginx'));
  const child = spawn('kubectl', [...flags, 'get', 'pods', '-w', '--output-watch-events']);
  try {
    let seen = '';
    const shows = async (text: RegExp): Promise<void> => {
      for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
        seen += String(chunk);
        if (text.test(seen)) return;
      }
      throw new Error(`kubectl ended without ${String(text)}: ${seen}`);
    };
    await shows(/ADDED +web +0\/1 +Pending/);
    await kubectl([
      'patch',
      'pod',
      'web',
      '--subresource=status',
      '--type=merge',
      '-p',
      '{"status":{"phase":"Failed"}}',
    ]);
    await shows(/MODIFIED +web +0\/1 +Failed/);
    await kubectl(['delete', 'pod', 'web']);
    await shows(/DELETED +web +0\/1 +Failed/);
  } finally {
    child.kill();
  }
});

it('takes manifests as they stand', async () => {
  expect(await kubectl(['apply', '-f', path.join(MANIFESTS, 'nginx-deployment.yaml')])).toBe(
    'deployment.apps/nginx-deployment created\n',
  );
  expect(await kubectl(['apply', '-f', path.join(MANIFESTS, 'trouble.yaml')])).toMatch(
    /^(pod\/\S+ created\n){8}$/,
  );
});

it.each([
  [['namespace', 'x'], 'namespace/x created', { status: { phase: 'Active' } }],
  [['configmap', 'x', '--from-literal=a=b'], 'configmap/x created', { data: { a: 'b' } }],
  [['secret', 'generic', 'x', '--from-literal=a=b'], 'secret/x created', { data: { a: 'Yg==' } }],
  [['serviceaccount', 'x'], 'serviceaccount/x created', { metadata: { name: 'x' } }],
  [
    ['service', 'clusterip', 'x', '--tcp=80:http'],
    'service/x created',
    {
      spec: {
        ports: [{ name: '80-http', port: 80, protocol: 'TCP', targetPort: 'http' }],
        selector: { app: 'x' },
      },
    },
  ],
  [
    ['job', 'x', '--image=busybox', '--', 'echo', 'hello'],
    'job.batch/x created',
    { spec: { template: { spec: { containers: [{ command: ['echo', 'hello'], image: 'busybox' }] } } } },
  ],
  [
    ['cronjob', 'x', '--image=busybox', '--schedule=0 3 * * *'],
    'cronjob.batch/x created',
    {
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure' } } } },
      },
    },
  ],
  [
    ['deployment', 'x', '--image=nginx', '--replicas=0', '--port=80'],
    'deployment.apps/x created',
    {
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'x' } },
        template: { spec: { containers: [{ name: 'nginx', ports: [{ containerPort: 80 }] }] } },
      },
    },
  ],
])('creates what `kubectl create` sends as protobuf: %j', async ([kind = '', ...rest], said, fields) => {
  expect(await kubectl(['create', kind, ...rest])).toBe(`${said}\n`);
  expect(JSON.parse(await kubectl(['get', kind, 'x', '-o', 'json']))).toMatchObject(fields);
});

it('does nothing on a dry run but say what it would do', async () => {
  const dry = '--dry-run=server';
  expect(await kubectl(['create', 'deployment', 'x', '--image=nginx', dry])).toContain(
    'created (server dry run)',
  );
  await expect(kubectl(['get', 'deployment', 'x'])).rejects.toThrow('not found');
  await apply(DEPLOYMENT);
  expect(await kubectl(['scale', 'deployment', 'web', '--replicas=9', dry])).toContain(
    'scaled (server dry run)',
  );
  expect(await kubectl(['delete', 'deployment', 'web', dry])).toContain('deleted (server dry run)');
  expect(await kubectl(['get', 'deployment', 'web', '-o', 'jsonpath={.spec.replicas}'])).toBe('2');
});

it('applies on the server', async () => {
  const args = ['apply', '--server-side', '-f', '-'];
  expect(await kubectl(args, POD('nginx'))).toBe('pod/web serverside-applied\n');
  expect(await kubectl(args, POD('nginx:2'))).toBe('pod/web serverside-applied\n');
  expect(await kubectl(['get', 'pod', 'web', '-o', 'jsonpath={.spec.containers[*].image}'])).toBe('nginx:2');
});

it('explains kinds and their fields', async () => {
  expect(await kubectl(['explain', 'pod'])).toMatch(/^KIND: +Pod\nVERSION: +v1\n[^]+ metadata\t<ObjectMeta>/);
  expect(await kubectl(['explain', 'deploy.spec.template.spec.containers.image'])).toContain(
    'FIELD: image <string>',
  );
  await expect(kubectl(['explain', 'pod.spec.nonsense'])).rejects.toThrow('does not exist');
});

it('labels, annotates, cordons, taints and drains', async () => {
  await apply('{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}');
  expect(await kubectl(['label', 'node', 'n1', 'node-role.kubernetes.io/edge='])).toBe('node/n1 labeled\n');
  expect(await kubectl(['annotate', 'node', 'n1', 'a=b'])).toBe('node/n1 annotated\n');
  expect(await kubectl(['taint', 'node', 'n1', 'a=b:NoSchedule'])).toBe('node/n1 tainted\n');
  expect(await kubectl(['drain', 'n1'])).toBe('node/n1 cordoned\nnode/n1 drained\n');
  const shown = await kubectl(['get', 'node', 'n1', '--show-labels']);
  expect(shown).toMatch(/\nn1 +Unknown,SchedulingDisabled +edge +\d+s .*node-role\.kubernetes\.io\/edge=\n$/);
  expect(await kubectl(['uncordon', 'n1'])).toBe('node/n1 uncordoned\n');
});

it('keeps what a Secret has as text in base64', async () => {
  await apply('{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"b"}}');
  expect(await kubectl(['get', 'secret', 's', '-o', 'jsonpath={.type} {.data.a}{.stringData}'])).toBe(
    'Opaque Yg==',
  );
});

it('describes a Pod with its Events, and lists them', async () => {
  await apply(POD('nginx'));
  const recorder = new EventRecorder(simulator.world);
  const about = simulator.storage.get({ group: '', plural: 'pods' }, 'default', 'web')!;
  const told = { type: 'Normal', reason: 'Scheduled', component: 'default-scheduler' } as const;
  recorder.record({ about, ...told, message: 'Successfully assigned default/web to n1' });
  const from = ['get', 'events', '-o', 'name', '--field-selector'];
  expect(await kubectl([...from, 'source=default-scheduler'])).toMatch(/^event\/web\.\w+\n$/);
  expect(await kubectl([...from, 'source=kubelet'])).toBe('');
  const row = /Normal +Scheduled .*Successfully assigned default\/web to n1/;
  expect(await kubectl(['describe', 'pod', 'web'])).toMatch(row);
  expect(await kubectl(['events', '--for', 'pod/web'])).toMatch(row);
  expect(await kubectl(['get', 'events', '-o', 'wide'])).toMatch(
    /\n\d+s +Normal +Scheduled +pod\/web +default-scheduler +Successfully assigned default\/web to n1 +\d+s +1 +web\./,
  );
});

it('describes Deployments and Nodes, and works on their roll-outs', async () => {
  await apply(DEPLOYMENT);
  expect(await kubectl(['describe', 'deployment', 'web'])).toMatch(/Replicas: +2 desired \| 0 updated/);
  expect(await kubectl(['rollout', 'restart', 'deployment', 'web'])).toBe('deployment.apps/web restarted\n');
  const path = 'jsonpath={.spec.template.metadata.annotations}';
  expect(await kubectl(['get', 'deploy', 'web', '-o', path])).toContain('kubectl.kubernetes.io/restartedAt');
  expect(await kubectl(['rollout', 'pause', 'deployment', 'web'])).toBe('deployment.apps/web paused\n');
  await apply('{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}');
  expect(await kubectl(['describe', 'node', 'n1'])).toMatch(/^Name: +n1\n/);
});

it('says what there is and what one may do', async () => {
  const resources = await kubectl(['api-resources']);
  expect(resources).toMatch(/\npods +po +v1 +true +Pod\n/);
  expect(resources).toMatch(/\nwebsites +web +demo\.podscope\.dev\/v1 +true +Website\n/);
  expect(await kubectl(['auth', 'can-i', 'delete', 'pods'])).toBe('yes\n');
  await apply(DEPLOYMENT);
  expect(await kubectl(['get', 'all'])).toMatch(/\ndeployment\.apps\/web +0\/2 /);
});

it('keeps the Namespaces that a cluster cannot be without', async () => {
  const refused = 'namespaces "default" is forbidden: this namespace may not be deleted';
  await expect(kubectl(['delete', 'namespace', 'default'])).rejects.toThrow(refused);
});

it('says which fields there are not', async () => {
  const wrong = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labls: {} },
    spec: { contaners: [], containers: [{ name: 'main', image: 'nginx', env: [{ nam: 'x' }] }] },
  });
  // The words are those of a 1.34 server.
  await expect(apply(wrong)).rejects.toThrow(
    'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "metadata.labls", unknown field "spec.containers[0].env[0].nam", unknown field "spec.contaners"',
  );
  expect(await kubectl(['create', '--validate=ignore', '-f', '-'], wrong)).toBe('pod/web created\n');
  await apply(DEPLOYMENT);
  const strict = `${simulator.url}/apis/apps/v1/namespaces/default/deployments/web?fieldValidation=Strict`;
  const headers = { 'content-type': 'application/merge-patch+json' };
  const answer = await fetch(strict, { method: 'PATCH', headers, body: '{"spec":{"replcas":2}}' });
  expect(await answer.json()).toMatchObject({
    code: 422,
    message:
      ' "" is invalid: patch: Invalid value: "map[spec:map[replcas:2]]": strict decoding error: unknown field "spec.replcas"',
  });
});

it('says which fields an autoscaler does not have', async () => {
  const target = { type: 'Utilization', averageUtilisation: 80 };
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  const spec = { maxReplica: 4, scaleTargetRef: { kind: 'Deployment', name: 'web' }, metrics };
  const wrong = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'x' },
    spec,
  };
  await expect(apply(JSON.stringify(wrong))).rejects.toThrow(
    'unknown field "spec.maxReplica", unknown field "spec.metrics[0].resource.target.averageUtilisation"',
  );
});

it('knows nothing of kinds that the cluster has not, and says who one is', async () => {
  await expect(kubectl(['create', 'role', 'r', '--verb=get', '--resource=pods'])).rejects.toThrow(
    'the server could not find the requested resource',
  );
  expect(await kubectl(['auth', 'whoami'])).toMatch(/\nUsername +podscope-demo\n/);
});
