import { expect, it } from 'vitest';
import { statusOf } from '../../../../src/simulator/api/fields.ts';
import { endpointSlices } from '../../../../src/simulator/control-plane/controllers/endpoint-slices.ts';
import { Life } from './life.ts';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', labels: { team: 'a' } },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
};

const pod = (name: string, labels: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: {
    nodeName: 'node-a',
    containers: [{ name: 'main', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] }],
  },
});

/** As its kubelet tells of it. */
function tell(life: Life, name: string, podIP: string, ready: 'True' | 'False', phase = 'Running'): void {
  const object = life.get('Pod', name)!;
  const conditions = [{ type: 'Ready', status: ready }];
  life.world.writes.updateStatus(object, (now) => ({ ...statusOf(now), phase, podIP, conditions }));
}

const slices = (life: Life) => life.all('EndpointSlice');

it('keeps where the Pods of a Service are, and whether they are ready', async () => {
  const life = new Life(endpointSlices);
  const { metadata } = life.create(SERVICE);
  await life.clock.pass(10);
  expect(slices(life)).toMatchObject([
    {
      metadata: {
        generateName: 'web-',
        labels: { team: 'a', 'kubernetes.io/service-name': 'web' },
        ownerReferences: [{ kind: 'Service', name: 'web', uid: metadata.uid, controller: true }],
      },
      addressType: 'IPv4',
      endpoints: null,
      ports: null,
    },
  ]);
  const { metadata: one } = life.create(pod('one', { app: 'web' }));
  life.create(pod('other', { app: 'other' }));
  tell(life, 'one', '10.0.0.1', 'False');
  tell(life, 'other', '10.0.0.2', 'True');
  await life.clock.pass(10);
  const endpoint = (ready: boolean, terminating = false) => ({
    addresses: ['10.0.0.1'],
    conditions: { ready: ready && !terminating, serving: ready, terminating },
    nodeName: 'node-a',
    targetRef: { kind: 'Pod', namespace: 'default', name: 'one', uid: one.uid },
  });
  expect(slices(life)).toMatchObject([
    { endpoints: [endpoint(false)], ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
  ]);
  tell(life, 'one', '10.0.0.1', 'True');
  await life.clock.pass(10);
  expect(slices(life)).toMatchObject([{ endpoints: [endpoint(true)] }]);
  life.delete('Pod', 'one');
  await life.clock.pass(10);
  expect(slices(life)).toMatchObject([{ endpoints: [endpoint(true, true)] }]);
  tell(life, 'one', '10.0.0.1', 'False', 'Succeeded');
  await life.clock.pass(10);
  expect(slices(life)).toMatchObject([{ endpoints: null, ports: null }]);
});

it('follows labels that come and go, and Services that came before it', async () => {
  const before = new Life();
  before.create(SERVICE);
  before.create(pod('one', { app: 'other' }));
  tell(before, 'one', '10.0.0.1', 'True');
  endpointSlices(before.world);
  before.patch('Pod', 'one', { metadata: { labels: { app: 'web' } } });
  await before.clock.pass(10);
  expect(slices(before)).toMatchObject([{ endpoints: [{ addresses: ['10.0.0.1'] }] }]);
  before.patch('Pod', 'one', { metadata: { labels: { app: 'none' } } });
  await before.clock.pass(10);
  expect(slices(before)).toMatchObject([{ endpoints: null }]);
});
