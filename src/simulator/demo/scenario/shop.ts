import { container, type Manifest, mount, script, template, workload } from './manifest.ts';

const serves = (port: number) => ({ ports: [{ name: 'http', containerPort: port }] });
const healthy = (port: number) => ({
  readinessProbe: { httpGet: { path: '/healthz', port }, periodSeconds: 5 },
});
const small = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } };

const TWO_CONTAINERS: Manifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'two-containers', labels: { app: 'two-containers', track: 'stable' } },
  spec: {
    restartPolicy: 'Never',
    volumes: [{ name: 'shared-data', hostPath: { path: '/tmp/podscope-data', type: 'DirectoryOrCreate' } }],
    containers: [
      container('nginx-container', 'nginx', {
        volumeMounts: [mount('shared-data', '/usr/share/nginx/html')],
      }),
      container('debian-container', 'debian', {
        volumeMounts: [mount('shared-data', '/pod-data')],
        ...script('echo Hello from the debian container > /pod-data/index.html; exec sleep infinity'),
      }),
    ],
  },
};

/** The image is the one before; the scenario's first rollout brings 1.14.2, and leaves an old ReplicaSet behind. */
const NGINX = workload(
  'Deployment',
  'nginx-deployment',
  {
    containers: [
      container('nginx', 'nginx:1.7.9', {
        ports: [{ containerPort: 80 }],
        readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 3 },
        volumeMounts: [mount('data', '/usr/share/nginx/html')],
        ...script('echo "$HOSTNAME" > /usr/share/nginx/html/index.html; exec nginx -g "daemon off;"'),
      }),
    ],
    volumes: [{ name: 'data', emptyDir: {} }],
  },
  { replicas: 4 },
);

/** An init container, a native sidecar in front, a log shipper beside it. */
const CART = workload(
  'Deployment',
  'cart',
  {
    terminationGracePeriodSeconds: 5,
    initContainers: [
      container('migrate', 'busybox', script('echo the tables are at version 42; sleep 2')),
      container('proxy', 'envoy:v1.31', { restartPolicy: 'Always', ...serves(10000), resources: small }),
    ],
    containers: [
      container('cart', 'shop/cart:2.3', {
        args: ['--port', '8080', '--log-every', '3000', '--calls', 'orders-db-0.orders-db.shop:5432', 'cart'],
        ...serves(8080),
        ...healthy(8080),
        resources: small,
        volumeMounts: [mount('logs', '/var/log/cart')],
      }),
      container('logs', 'busybox', {
        ...script('touch /logs/cart.log; exec tail -F /logs/cart.log'),
        volumeMounts: [mount('logs', '/logs', { readOnly: false })],
      }),
    ],
    volumes: [{ name: 'logs', emptyDir: {} }],
  },
  { replicas: 3 },
);

const ORDERS_DB = workload(
  'StatefulSet',
  'orders-db',
  {
    terminationGracePeriodSeconds: 5,
    containers: [
      container('postgres', 'postgres:17', {
        ports: [{ name: 'sql', containerPort: 5432 }],
        readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 5 },
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
        volumeMounts: [mount('data', '/var/lib/postgresql/data')],
      }),
      container('backup', 'busybox', {
        ...script('while true; do ls -l /data; sleep 60; done'),
        volumeMounts: [mount('data', '/data', { readOnly: true })],
      }),
    ],
  },
  {
    serviceName: 'orders-db',
    replicas: 2,
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ],
  },
);

const REPORT: Manifest = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'report' },
  spec: {
    schedule: '* * * * *',
    successfulJobsHistoryLimit: 2,
    jobTemplate: {
      spec: {
        template: template(
          { app: 'report' },
          {
            restartPolicy: 'Never',
            containers: [
              container('count', 'busybox', script('echo counting the orders; sleep 20; echo 1234 orders')),
            ],
          },
        ),
      },
    },
  },
};

/** Its memory grows until the kernel kills it: a restart every few minutes. */
const RECOMMENDER = workload(
  'Deployment',
  'recommender',
  {
    terminationGracePeriodSeconds: 1,
    containers: [
      container('model', 'shop/recommender:0.9', {
        args: ['--port', '8080', '--log-every', '5000', '--memory-grow', '700000', 'recommender'],
        ...serves(8080),
        ...healthy(8080),
        resources: { limits: { memory: '128Mi' } },
      }),
    ],
  },
  { replicas: 1 },
);

/** What stands in the namespace `shop`, besides what is custom or unwell. */
export const SHOP: readonly Manifest[] = [TWO_CONTAINERS, NGINX, CART, ORDERS_DB, REPORT, RECOMMENDER];

/** A custom owner kind, as an operator defines it, and what the operator would make of it. */
export const WEBSITE: Manifest = {
  apiVersion: 'demo.podscope.dev/v1',
  kind: 'Website',
  metadata: { name: 'landing' },
  spec: { host: 'shop.example', pages: 12 },
};

export const LANDING = workload(
  'Deployment',
  'landing',
  {
    containers: [
      container('nginx', 'nginx', { ports: [{ name: 'http', containerPort: 80 }], resources: small }),
    ],
  },
  { replicas: 2 },
);

/** What runs on every node, in kube-system. */
export const SYSTEM: readonly Manifest[] = [
  workload('DaemonSet', 'node-logs', {
    tolerations: [{ operator: 'Exists' }],
    containers: [
      container('fluent-bit', 'fluent-bit:3.1', {
        volumeMounts: [mount('logs', '/var/log', { readOnly: true })],
      }),
    ],
    volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }],
  }),
];
