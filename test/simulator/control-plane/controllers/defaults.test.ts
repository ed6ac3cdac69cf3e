import { expect, it } from 'vitest';
import type { Manifest } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { Life } from './life.ts';

const service = (name: string, spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});
const specOf = (life: Life, kind: string, name: string) =>
  life.get(kind, name)!['spec'] as Record<string, unknown>;

it('gives a Service all that a real server gives it', () => {
  const life = new Life();
  life.create(service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] }));
  const { clusterIP } = specOf(life, 'Service', 'web');
  expect(clusterIP).toMatch(/^10\.96\.\d+\.\d+$/);
  expect(life.get('Service', 'web')).toMatchObject({
    spec: {
      clusterIP,
      clusterIPs: [clusterIP],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      selector: { app: 'web' },
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
    status: { loadBalancer: {} },
  });
});

it('leaves headless and external Services without an address', () => {
  const life = new Life();
  life.create(service('db', { clusterIP: 'None', ports: [{ port: 5432 }] }));
  life.create(service('far', { type: 'ExternalName', externalName: 'example.com' }));
  expect(specOf(life, 'Service', 'db')).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'] });
  expect(specOf(life, 'Service', 'far')).toEqual({
    type: 'ExternalName',
    externalName: 'example.com',
    sessionAffinity: 'None',
  });
});

it('gives each port of a NodePort Service a port of its own, keeps them, and takes them back', () => {
  const life = new Life();
  const ports = [80, 90].map((port) => ({ name: `p${port}`, port }));
  life.create(service('web', { type: 'NodePort', ports }));
  const given = specOf(life, 'Service', 'web');
  const nodePorts = (given['ports'] as { nodePort: number }[]).map(({ nodePort }) => nodePort);
  expect(new Set(nodePorts).size).toBe(2);
  expect(nodePorts.every((port) => port >= 30_000 && port <= 32_767)).toBe(true);
  life.patch('Service', 'web', { metadata: { labels: { a: 'b' } } });
  expect(specOf(life, 'Service', 'web')).toEqual(given);
  life.patch('Service', 'web', { spec: { type: 'ClusterIP' } });
  const after = specOf(life, 'Service', 'web');
  expect(after['clusterIP']).toBe(given['clusterIP']);
  expect(after).not.toHaveProperty('externalTrafficPolicy');
  expect(JSON.stringify(after)).not.toContain('nodePort');
});

it('gives no two Services the same address', () => {
  const life = new Life();
  for (let index = 0; index < 500; index += 1)
    life.create(service(`web-${index}`, { ports: [{ port: 80 }] }));
  const addresses = life
    .all('Service')
    .map(({ metadata }) => specOf(life, 'Service', metadata.name)['clusterIP']);
  expect(new Set(addresses).size).toBe(500);
});

it('knows the Pods of a Job by its uid', () => {
  const life = new Life();
  const job = life.create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'once' },
    spec: { template: { spec: { containers: [] } } },
  });
  const { uid } = job.metadata;
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': 'once',
    'controller-uid': uid,
    'job-name': 'once',
  };
  expect(job).toMatchObject({
    metadata: { labels },
    spec: {
      completions: 1,
      parallelism: 1,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { metadata: { labels } },
    },
  });
});

it('names a Namespace in its labels', () => {
  const life = new Life();
  expect(life.all('Namespace')[0]!.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'default' });
});
