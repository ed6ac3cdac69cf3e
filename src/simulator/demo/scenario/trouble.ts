import type { Json } from '../../api/patches/patch.ts';
import { container, type Manifest, script } from './manifest.ts';

function troubled(name: string, main: Json, spec: Json = {}): Manifest {
  const containers = [{ ...container('main', 'busybox'), ...main }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { set: 'trouble' } },
    spec: { terminationGracePeriodSeconds: 1, containers, ...spec },
  };
}

const IDLE = { command: ['sleep', '100000'] };

/** Pods that are not well, one per way of failing. */
export const TROUBLE: readonly Manifest[] = [
  troubled('crashing', script('echo about to fail; sleep 1; exit 3')),
  troubled('killed-by-memory', {
    ...script('tail /dev/zero'),
    image: 'debian',
    resources: { limits: { memory: '16Mi' } },
  }),
  troubled('no-image', { image: 'missing/image:none' }),
  troubled('never-ready', { ...IDLE, readinessProbe: { exec: { command: ['false'] }, periodSeconds: 2 } }),
  troubled('unschedulable', {}, { nodeSelector: { 'no-such': 'node' } }),
  troubled('no-config', { ...IDLE, envFrom: [{ configMapRef: { name: 'does-not-exist' } }] }),
  troubled('init-failing', IDLE, { initContainers: [container('check', 'busybox', script('exit 7'))] }),
  troubled('host-network', IDLE, { hostNetwork: true, hostPID: true }),
];
