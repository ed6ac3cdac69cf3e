import { expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { wholeContainer } from '../../../src/model/whole/whole-container.ts';
import { takenAt } from '../../fixtures/index.ts';

/** A Pod whose container is being given more memory than it has yet, as a server of 1.34 has it. */
const POD = {
  metadata: { name: 'p', namespace: 'shop', uid: 'p', creationTimestamp: '2026-11-23T01:00:00Z' },
  spec: {
    nodeName: 'n',
    resources: { limits: { memory: '256Mi' } },
    containers: [
      {
        name: 'main',
        image: 'app:1',
        resources: { requests: { cpu: '100m', memory: '32Mi' }, limits: { memory: '128Mi' } },
        lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
        restartPolicy: 'Never',
        restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
      },
    ],
  },
  status: {
    phase: 'Running',
    qosClass: 'Burstable',
    containerStatuses: [
      {
        name: 'main',
        image: 'app:1',
        imageID: 'docker.io/app@sha256:0123',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: '2026-11-23T01:00:10Z' } },
        allocatedResources: { cpu: '100m', memory: '32Mi' },
        resources: { requests: { cpu: '100m', memory: '32Mi' }, limits: { memory: '64Mi' } },
      },
    ],
  },
};

it('tells of a container what it asked for, was allocated and has, as a Pod too, its class, use, hooks and restart rules', () => {
  const usage = {
    at: takenAt - 5000,
    containers: new Map([['main', { cpu: 25e6, memory: 16 * 2 ** 20 }]]),
  };
  const told = wholeContainer(POD as unknown as Pod, POD as KubeObject, 'main', takenAt, { usage });
  const of = (label: string) => told.find((one) => one.label === label)?.texts.join('\n');
  expect(of('QoS class')).toBe('Burstable');
  expect(of('resources')).toContain('limits.memory: 128Mi');
  expect(of('allocated')).toContain('memory: 32Mi');
  expect(of('in force')).toContain('limits.memory: 64Mi');
  expect(of("Pod's own")).toContain('limits.memory: 256Mi');
  expect(of('usage')).toBe(
    'cpu 25m, request 100m (25%), no limit\nmemory 16Mi, request 32Mi (50%), limit 64Mi (25%)',
  );
  expect(of('image ID')).toBe('docker.io/app@sha256:0123');
  expect(of('more')).toMatch(/lifecycle\.preStop\.exec\.command: sleep 5/);
  expect(of('more')).toMatch(/restartPolicyRules[^]*42/);
});

it('tells of its mounts as the matrix of volumes has them', () => {
  const volumeMounts = [
    { name: 'modes', mountPath: '/etc/mode', subPath: 'mode' },
    { name: 'work', mountPath: '/work', readOnly: true, recursiveReadOnly: 'Enabled' },
    { name: 'work', mountPath: '/mine', subPathExpr: '$(NAME)' },
  ];
  const volumes = [
    { name: 'modes', configMap: { name: 'modes' } },
    { name: 'work', emptyDir: {} },
  ];
  const containers = [{ name: 'main', image: 'app:1', volumeMounts }];
  const pod = { ...POD, spec: { containers, volumes } };
  const told = wholeContainer(pod as unknown as Pod, pod as KubeObject, 'main', takenAt, {});
  expect(told.find(({ label }) => label === 'mounts')?.texts).toEqual([
    '/etc/mode⟨mode⟩ ro  modes',
    '/work ro recursive  work',
    '/mine⟨$(NAME)⟩  work',
  ]);
});
