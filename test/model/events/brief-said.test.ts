import { expect, it } from 'vitest';
import { briefSaid } from '../../../src/model/events/brief-said.ts';

it.each([
  [
    'Failed to pull image "shop/cart:v2": failed to pull and unpack image "docker.io/shop/cart:v2": failed to resolve reference "docker.io/shop/cart:v2": failed to do request: Head "https://registry-1.docker.io/v2/shop/cart/manifests/v2": dial tcp: lookup registry-1.docker.io: no such host',
    'docker.io: no such host, pulling shop/cart:v2',
  ],
  ['Back-off pulling image "shop/cart:v2"', 'Back-off pulling image "shop/cart:v2"'],
  [
    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
  ],
  ['Error: configmap "settings" not found', 'configmap "settings" not found'],
  [
    'Back-off restarting failed container main in pod web-1_shop(2f0c7b1e)',
    'Back-off restarting failed container main',
  ],
  [
    'Error: container has runAsNonRoot and image will run as root (pod: "web-1_shop(2f0c7b1e)", container: app)',
    'container has runAsNonRoot and image will run as root',
  ],
  [
    'Readiness probe failed: HTTP probe failed with statuscode: 503',
    'Readiness probe failed: HTTP probe failed with statuscode: 503',
  ],
  ['', ''],
])('%s', (text, brief) => {
  expect(briefSaid(text)).toBe(brief);
});
