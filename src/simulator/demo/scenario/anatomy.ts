import { container, type Manifest, mount, script, workload } from './manifest.ts';

const http = { httpGet: { path: '/', port: 'http' } };

const app = container('app', 'nginx', {
  ports: [
    { name: 'http', containerPort: 80 },
    { name: 'metrics', containerPort: 9100 },
  ],
  env: [
    { name: 'MODE', value: 'demo' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'anatomy-keys', key: 'token' } } },
  ],
  resources: { requests: { cpu: '20m', memory: '16Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
  readinessProbe: { ...http, periodSeconds: 3 },
  livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 5 },
  startupProbe: { ...http, failureThreshold: 30, periodSeconds: 1 },
  volumeMounts: [
    mount('work', '/usr/share/nginx/html', { subPath: 'html' }),
    mount('logs', '/var/log/app'),
    mount('settings', '/etc/app', { readOnly: true }),
    mount('disk', '/data'),
    mount('keys', '/etc/keys', { readOnly: true }),
  ],
});

const STATEFUL_SET = workload(
  'StatefulSet',
  'anatomy',
  {
    shareProcessNamespace: true,
    terminationGracePeriodSeconds: 1,
    initContainers: [
      container('prepare', 'busybox', {
        ...script('mkdir -p /work/html; echo prepared > /work/html/index.html'),
        volumeMounts: [mount('work', '/work')],
      }),
      container('log-shipper', 'busybox', {
        restartPolicy: 'Always',
        ...script('touch /logs/app.log; exec tail -F /logs/app.log'),
        volumeMounts: [mount('logs', '/logs')],
      }),
    ],
    containers: [
      app,
      container('worker', 'busybox', {
        ...script('while true; do date >> /logs/app.log; sleep 2; done'),
        volumeMounts: [
          mount('work', '/work'),
          mount('logs', '/logs'),
          mount('disk', '/disk', { readOnly: true }),
        ],
      }),
      container('shell-less', 'distroless'),
    ],
    volumes: [
      { name: 'work', emptyDir: {} },
      { name: 'logs', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
      { name: 'settings', configMap: { name: 'anatomy-settings' } },
      { name: 'keys', secret: { secretName: 'anatomy-keys', defaultMode: 0o400 } },
      { name: 'disk', persistentVolumeClaim: { claimName: 'anatomy-disk' } },
    ],
  },
  { serviceName: 'anatomy', replicas: 1 },
);

const DISK = { storageClassName: 'manual', accessModes: ['ReadWriteOnce'] };

/** One Pod with every part that a Pod can have. */
export const ANATOMY: readonly Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'anatomy-disk' },
    spec: {
      ...DISK,
      capacity: { storage: '1Gi' },
      hostPath: { path: '/tmp/podscope-disk', type: 'DirectoryOrCreate' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'anatomy-disk' },
    spec: { ...DISK, resources: { requests: { storage: '1Gi' } } },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'anatomy-settings' },
    data: { 'app.conf': 'level = info\n', 'extra.conf': 'colour = true\n' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'anatomy-keys' },
    type: 'Opaque',
    data: { token: Buffer.from('not-a-real-token').toString('base64') },
  },
  STATEFUL_SET,
];
