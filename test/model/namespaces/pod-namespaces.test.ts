import { expect, it } from 'vitest';
import type { Pod, PodSpec } from '../../../src/model/kinds/objects.ts';
import { podNamespaces } from '../../../src/model/namespaces/pod-namespaces.ts';
import { podNamed } from '../../fixtures/index.ts';

const scopes = (pod: Pod): string =>
  podNamespaces(pod)
    .map(({ name, scope }) => `${name} ${scope}`)
    .join(', ');

it.each<[string, PodSpec, string]>([
  [
    'an ordinary Pod',
    {},
    'network pod, IPC pod, UTS pod, PID container, mount container, user node, cgroup runtime, time node',
  ],
  [
    'shared processes',
    { shareProcessNamespace: true },
    'network pod, IPC pod, UTS pod, PID pod, mount container, user node, cgroup runtime, time node',
  ],
  [
    'the node’s network and IPC',
    { hostNetwork: true, hostIPC: true },
    'network node, IPC node, UTS node, PID container, mount container, user node, cgroup runtime, time node',
  ],
  [
    'a user namespace',
    { hostUsers: false },
    'network pod, IPC pod, UTS pod, PID container, mount container, user pod, cgroup runtime, time node',
  ],
])('%s', (_, spec, wanted) => {
  expect(scopes({ metadata: { name: 'p', uid: 'p' }, spec })).toBe(wanted);
});

it('tells what the containers of real Pods share', () => {
  expect(scopes(podNamed('anatomy-0'))).toContain('PID pod');
  expect(scopes(podNamed('host-network'))).toContain('network node, IPC pod, UTS node, PID node');
});

it.each<[PodSpec, string | undefined]>([
  [{}, 'web-0'],
  [{ hostname: 'db' }, 'db'],
  [{ hostname: 'db', subdomain: 'data' }, 'db'],
  [{ subdomain: 'data', setHostnameAsFQDN: true }, 'web-0.data.shop.svc.…'],
  [{ setHostnameAsFQDN: true }, 'web-0'],
  [{ hostnameOverride: 'as.told' }, 'as.told'],
  [{ hostNetwork: true }, undefined],
])('says of %j that its hostname is %s', (spec, hostname) => {
  const views = podNamespaces({ metadata: { name: 'web-0', uid: 'p', namespace: 'shop' }, spec });
  const uts = views.find(({ kind }) => kind === 'uts');
  expect(uts?.hostname).toBe(hostname);
  if (hostname !== undefined) expect(uts?.text).toBe(`shared by all containers: one hostname, ${hostname}`);
  expect(views.filter((view) => view.hostname !== undefined).length).toBe(hostname === undefined ? 0 : 1);
});
