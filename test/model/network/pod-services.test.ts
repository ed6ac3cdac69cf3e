import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Service } from '../../../src/model/network/objects.ts';
import { serviceLine } from '../../../src/model/network/network-lines.ts';
import { podServices, regardless } from '../../../src/model/network/pod-services.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { networkObjects, networkPod as pod } from '../../fixtures/index.ts';

const services = networkObjects('services');
const slices = networkObjects('endpointslices');

const service = (name: string, spec: Service['spec']): Service => ({
  metadata: { name, uid: name },
  ...(spec && { spec }),
});
const sliceOf = (name: string, more: Omit<EndpointSlice, 'metadata'>): EndpointSlice => ({
  metadata: { name: `${name}-x`, uid: `${name}-x`, labels: { 'kubernetes.io/service-name': name } },
  ...more,
});

describe('the Services of a Pod', () => {
  it('are found without a walk over all its labels for each of them', () => {
    let walks = 0;
    const labels = new Proxy<Record<string, string>>(
      { app: 'web' },
      { ownKeys: (target) => ((walks += 1), Reflect.ownKeys(target)) },
    );
    const many = Array.from({ length: 50 }, (_, index) =>
      service(`web-${index}`, { selector: { app: 'web' } }),
    );
    const { services: found } = podServices({ metadata: { name: 'x', uid: 'u', labels } }, many, []);
    expect([found.length, walks]).toEqual([50, 0]);
  });

  it('are those whose selector takes it, with what their ports lead to, and whether it is ready there', () => {
    const { services: found, nearMisses } = podServices(pod, services, slices);
    expect(found).toMatchObject([
      { name: 'site', type: 'headless', addresses: [], ports: [], endpoint: 'ready' },
      {
        name: 'web',
        type: 'ClusterIP',
        endpoint: 'ready',
        bySlice: false,
        ports: [
          { port: 8080, name: 'http', asked: 'http', target: 80 },
          { port: 81, name: 'admin', asked: '8081', target: 8081 },
        ],
      },
    ]);
    expect(nearMisses).toEqual([{ name: 'canary', key: 'track', wanted: 'canary', has: 'stable' }]);
  });

  it('are near misses where one label of several is wrong, or the only one nearly right', () => {
    const labelled: Pod = { metadata: { name: 'x', uid: 'u', labels: { app: 'web', tier: 'front' } } };
    const { nearMisses, services: none } = podServices(
      labelled,
      [
        service('no-such', { selector: { app: 'web', zone: 'a' } }),
        service('one', { selector: { app: 'wbe' } }),
        service('two-off', { selector: { app: 'other', tier: 'back' } }),
        service('nobody', {}),
        service('outside', { type: 'ExternalName', selector: { app: 'web' } }),
      ],
      [],
    );
    expect(nearMisses).toEqual([
      { name: 'no-such', key: 'zone', wanted: 'a', has: undefined },
      { name: 'one', key: 'app', wanted: 'wbe', has: 'web' },
    ]);
    expect(none).toEqual([]);
  });

  it.each([
    ['web', 'web-v2', true],
    ['two-containers', 'two-container', true],
    ['shop-backend', 'shop-frontend', true],
    ['orders', 'cart', false],
    ['web', '', false],
    [undefined, 'web', false],
  ])('with %j where the only label wants %j is a near miss: %j', (has, wanted, near) => {
    const labels = has === undefined ? {} : { app: has };
    const one: Pod = { metadata: { name: 'x', uid: 'u', labels } };
    const { nearMisses } = podServices(one, [service('s', { selector: { app: wanted } })], []);
    expect(nearMisses.map(({ name }) => name)).toEqual(near ? ['s'] : []);
  });

  it('are no more than three of those with one label', () => {
    const one: Pod = { metadata: { name: 'x', uid: 'u', labels: { app: 'web' } } };
    const many = ['e', 'd', 'c', 'b', 'a'].map((name) => service(name, { selector: { app: `web-${name}` } }));
    expect(podServices(one, many, []).nearMisses.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('say how it stands among their endpoints, over all slices of each', () => {
    const targetRef = { kind: 'Pod', name: pod.metadata.name, uid: pod.metadata.uid };
    const state = (conditions: object | undefined) => {
      const endpoints = conditions && [{ targetRef, conditions }];
      const told = [sliceOf('web', {}), sliceOf('web', endpoints ? { endpoints } : {})];
      return podServices(pod, services, told).services.find(({ name }) => name === 'web')?.endpoint;
    };
    expect(state({ ready: true, serving: false })).toBe('ready');
    expect(state({})).toBe('ready');
    expect(state({ ready: false, serving: false })).toBe('not ready');
    expect(state({ ready: false, serving: true, terminating: true })).toBe('draining');
    expect(state({ ready: false, serving: false, terminating: true })).toBe('terminating');
    expect(state(undefined)).toBe('absent');
    expect(podServices(pod, services, undefined).services.map(({ endpoint }) => endpoint)).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('are also those without a selector whose EndpointSlice somebody wrote, and ports of names that no container has', () => {
    const targetRef = { kind: 'Pod', name: pod.metadata.name };
    const { services: found } = podServices(
      pod,
      [
        service('by-hand', { ports: [{ port: 1, targetPort: 2 }] }),
        service('lost', { selector: { app: 'web' }, ports: [{ port: 9, targetPort: 'nothing' }] }),
      ],
      [sliceOf('by-hand', { endpoints: [{ targetRef }], ports: [{ name: '', port: 2000 }] })],
    );
    expect(found).toMatchObject([
      { name: 'by-hand', bySlice: true, ports: [{ port: 1, target: 2000 }] },
      { name: 'lost', bySlice: false, endpoint: 'absent', ports: [{ port: 9, target: undefined }] },
    ]);
  });

  it('are not said to be ready where none of their ports leads anywhere', () => {
    const targetRef = { kind: 'Pod', name: pod.metadata.name };
    const lost = service('lost', { selector: { app: 'web' }, ports: [{ port: 9, targetPort: 'nothing' }] });
    const slice = sliceOf('lost', { endpoints: [{ targetRef, conditions: { ready: true } }], ports: null });
    const [found] = podServices(pod, [lost], [slice]).services;
    expect(found?.endpoint).toBe('ready');
    expect(found && serviceLine(found)).toBe(
      '9/TCP → nothing: no container here has a port of that name · ClusterIP',
    );
  });

  it('send traffic to who is not ready only where they publish that', () => {
    const selector = { app: 'web' };
    const some = [
      service('all', { selector, publishNotReadyAddresses: true }),
      service('most', { selector }),
    ];
    const targetRef = { kind: 'Pod', name: pod.metadata.name };
    const held = some.map(({ metadata: { name } }) =>
      sliceOf(name, { endpoints: [{ targetRef, conditions: { ready: name === 'all' } }] }),
    );
    expect(regardless(podServices(pod, some, held))).toEqual(['all']);
    const lost = { selector, publishNotReadyAddresses: true, ports: [{ port: 9, targetPort: 'nothing' }] };
    expect(regardless(podServices(pod, [service('lost', lost)], undefined))).toEqual([]);
    expect(regardless(podServices(pod, some, undefined))).toEqual(['all']);
  });
});
