import { describe, expect, it } from 'vitest';
import { policyLines, routeLines } from '../../../src/model/network/network-lines.ts';
import type { LabelSelector } from '../../../src/model/network/objects.ts';
import { podPolicies } from '../../../src/model/network/policies.ts';
import { routesTo } from '../../../src/model/network/routes.ts';
import { networkObjects, networkPod as pod } from '../../fixtures/index.ts';

describe('the NetworkPolicies of a Pod', () => {
  it('are told in words, a line a rule', () => {
    const told = podPolicies(pod, networkObjects('networkpolicies'));
    expect(told.map((policy) => [policy.name, ...policyLines(policy)])).toEqual([
      ['closed', 'ingress: nothing may come in', 'egress: all ports to anywhere'],
      [
        'open-web',
        'ingress: http/TCP, 8000-8010/UDP from pods role=client or pods !role in all namespaces or 10.0.0.0/8 but 10.9.0.0/16',
        'egress: not affected',
      ],
    ]);
  });

  it('select by every operator, and are about what goes out where only rules say so', () => {
    const select = (podSelector: LabelSelector) =>
      podPolicies(pod, [{ metadata: { name: 'p', uid: 'p' }, spec: { podSelector, egress: [{}] } }]);
    const by = (key: string, operator: string, values: string[] = []) =>
      select({ matchExpressions: [{ key, operator, values }] }).length === 1;
    expect(by('app', 'In', ['web', 'x'])).toBe(true);
    expect(by('app', 'In', ['x'])).toBe(false);
    expect(by('app', 'NotIn', ['x'])).toBe(true);
    expect(by('app', 'NotIn', ['web'])).toBe(false);
    expect(by('zone', 'NotIn', ['web'])).toBe(true);
    expect(by('app', 'Exists')).toBe(true);
    expect(by('zone', 'Exists')).toBe(false);
    expect(by('zone', 'DoesNotExist')).toBe(true);
    expect(by('app', 'Gt', ['1'])).toBe(false);
    expect(select({})).toEqual([
      { name: 'p', ingress: ['nothing may come in'], egress: ['all ports to anywhere'] },
    ]);
  });
});

describe('routes', () => {
  it('are the Ingresses and HTTPRoutes that end at these Services', () => {
    const backendRefs = [
      { name: 'web', port: 8080 },
      { name: 'web', namespace: 'other' },
      { name: 'x', kind: 'Y' },
    ];
    const route = {
      metadata: { name: 'gate', uid: 'g', namespace: 'shop' },
      spec: {
        hostnames: ['a.example', 'b.example'],
        parentRefs: [{ name: 'front' }],
        rules: [{ matches: [{ path: { type: 'Exact', value: '/cart' } }, {}], backendRefs }],
      },
    };
    const found = routesTo(new Set(['web']), networkObjects('ingresses'), [route]);
    expect(found.map((one) => [one.kind, one.name, ...routeLines(one)])).toEqual([
      [
        'HTTPRoute',
        'gate',
        'a.example/cart → web:8080 (Gateway front)',
        'a.example/… → web:8080 (Gateway front)',
        'b.example/cart → web:8080 (Gateway front)',
        'b.example/… → web:8080 (Gateway front)',
      ],
      ['Ingress', 'shop', 'https://shop.example/… → web:http (class nginx)'],
    ]);
    expect(routesTo(new Set(['other']), networkObjects('ingresses'), [route])).toEqual([]);
  });
});
