import type { Json } from '../../api/patches/patch.ts';
import type { Manifest } from './manifest.ts';

const service = (name: string, port: number, rest: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port }], ...rest },
});

/** Lets nothing in but what comes from these Pods to this port. */
const policy = (app: string, from: Json, port: number): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: app },
  spec: {
    podSelector: { matchLabels: { app } },
    ingress: [{ from: [{ podSelector: from }], ports: [{ port }] }],
  },
});

/** Keeps all but so many Pods of an app from being evicted. */
const budget = (app: string, spec: Json): Manifest => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: app },
  spec: { selector: { matchLabels: { app } }, ...spec },
});

const backend = (path: string, name: string, port: number): Json => ({
  path,
  pathType: 'Prefix',
  backend: { service: { name, port: { number: port } } },
});

const scaler = (name: string, minReplicas: number, maxReplicas: number): Manifest => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas,
    maxReplicas,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      },
    ],
  },
});

/** How Pods are reached: Services (one of which takes nobody, for a label), policies, the way in from outside; and what keeps or scales them. */
export const WAYS: readonly Manifest[] = [
  service('cart', 8080),
  service('landing', 80),
  service('nginx', 80, { selector: { app: 'nginx-deployment' } }),
  service('orders-db', 5432, { clusterIP: 'None' }),
  service('two-containers', 80),
  service('landing-next', 80, { selector: { app: 'landing', track: 'next' } }),
  service('anatomy', 80, { clusterIP: 'None', ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
  policy('orders-db', { matchLabels: { app: 'cart' } }, 5432),
  policy('two-containers', {}, 80),
  budget('orders-db', { minAvailable: 2 }),
  budget('cart', { maxUnavailable: 1 }),
  scaler('landing', 2, 4),
  // It cannot: its container asks for no CPU of which it could be a share.
  scaler('recommender', 1, 3),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example',
          http: {
            paths: [
              backend('/', 'landing', 80),
              backend('/cart', 'cart', 8080),
              backend('/hello', 'two-containers', 80),
            ],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'checkout' },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }],
      hostnames: ['checkout.example'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/cart' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'cart', port: 8080, weight: 1 }],
        },
      ],
    },
  },
];
