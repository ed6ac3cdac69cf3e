import type { Reply } from './api.ts';
import type { Case } from './cases.ts';

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p' },
  spec: {
    podSelector: { matchLabels: { app: 'x' } },
    ingress: [{ ports: [{ port: 80 }], from: [{ podSelector: {} }] }],
    egress: [{}],
  },
};
const INGRESS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'i' },
  spec: {
    ingressClassName: 'nginx',
    rules: ['a', 'b', 'c', 'd'].map((host) => ({ host: `${host}.example` })),
  },
};
const addresses = (last: number): object[] =>
  Array.from({ length: last }, (_, index) => ({ addresses: [`10.9.9.${index + 1}`] }));
const SLICE = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'e', labels: { 'kubernetes.io/service-name': 's' } },
  addressType: 'IPv4',
  endpoints: addresses(5),
  ports: [
    { port: 80, name: 'http' },
    { port: 81, name: 'b' },
  ],
};
const TABLE = { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' };

const cells = ({ body }: Reply): unknown[] =>
  (body['rows'] as { cells: unknown[] }[]).map((row) => row.cells.slice(0, -1));

export const networkCases: readonly Case[] = [
  {
    title: 'a NetworkPolicy is of both ways where it has rules for both, and its ports are of TCP',
    expected: [201, 1, ['Ingress', 'Egress'], [{ port: 80, protocol: 'TCP' }], [['p', 'app=x']]],
    async run(api) {
      const path = `/apis/networking.k8s.io/v1/namespaces/${api.namespace}/networkpolicies`;
      const { code, body } = await api.call('POST', path, POLICY);
      const spec = body['spec'] as { policyTypes: unknown; ingress: { ports: unknown }[] };
      const table = await api.call('GET', path, undefined, TABLE);
      return [code, body.metadata['generation'], spec.policyTypes, spec.ingress[0]?.ports, cells(table)];
    },
  },
  {
    title: 'an Ingress has a status, and three hosts in a row of a table',
    expected: [
      201,
      { loadBalancer: {} },
      [['i', 'nginx', 'a.example,b.example,c.example + 1 more...', '', '80']],
    ],
    async run(api) {
      const path = `/apis/networking.k8s.io/v1/namespaces/${api.namespace}/ingresses`;
      const { code, body } = await api.call('POST', path, INGRESS);
      return [code, body['status'], cells(await api.call('GET', path, undefined, TABLE))];
    },
  },
  {
    title: 'an EndpointSlice counts its changes, and has null for empty lists',
    expected: [
      [201, 1, { name: 'http', port: 80, protocol: 'TCP' }, {}],
      [['e', 'IPv4', '80,81', '10.9.9.1,10.9.9.2,10.9.9.3 + 2 more...']],
      [2, null],
      [['e', 'IPv4', '80,81', '<unset>']],
    ],
    async run(api) {
      const path = `/apis/discovery.k8s.io/v1/namespaces/${api.namespace}/endpointslices`;
      const { code, body } = await api.call('POST', path, SLICE);
      const [port] = body['ports'] as unknown[];
      const [endpoint] = body['endpoints'] as { conditions: unknown }[];
      const full = cells(await api.call('GET', path, undefined, TABLE));
      const emptied = (await api.merge(`${path}/e`, { endpoints: [] })).body;
      const empty = cells(await api.call('GET', path, undefined, TABLE));
      return [
        [code, body.metadata['generation'], port, endpoint?.conditions],
        full,
        [emptied.metadata['generation'], emptied['endpoints']],
        empty,
      ];
    },
  },
];
