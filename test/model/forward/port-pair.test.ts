import { expect, test } from 'vitest';
import { noPortText } from '../../../src/model/forward/no-port.ts';
import { askedPort, portPair, remotePort } from '../../../src/model/forward/port-pair.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { Service } from '../../../src/model/network/objects.ts';

test.each([
  ['80', { local: 80, remote: '80' }],
  ['8080:80', { local: 8080, remote: '80' }],
  [':80', { local: 0, remote: '80' }],
  ['0:80', { local: 0, remote: '80' }],
  ['http', { local: undefined, remote: 'http' }],
  ['8080:http', { local: 8080, remote: 'http' }],
])('%s is read as kubectl reads it', (text, pair) => {
  expect(portPair(text)).toEqual(pair);
});

test.each([
  '',
  ':',
  '80:',
  '1:2:3',
  '70000',
  '0',
  '80:0',
  'x:80',
  '-1',
  '80:70000',
  '99999:80',
  '8080:HTTP!',
])('%j is no pair of ports', (text) => {
  expect(portPair(text)).toBe(`${text}: give PORT, LOCAL:REMOTE or :REMOTE`);
});

const metadata = { name: 'web', uid: 'u' };
const pod = {
  metadata,
  spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 3000 }] }] },
} as unknown as Pod;
const service = {
  metadata,
  spec: { ports: [{ name: 'front', port: 80, targetPort: 'http' }, { port: 9000 }] },
} as unknown as Service;

test('a port of a Service leads to its targetPort, by number or name', () => {
  expect(remotePort('80', pod, service)).toBe(3000);
  expect(remotePort('front', pod, service)).toBe(3000);
  expect(askedPort('front', pod, service)).toBe(80);
  expect(remotePort('9000', pod, service)).toBe(9000);
  expect(remotePort('81', pod, service)).toBeUndefined();
});

test("a Pod's port is a number, declared or not, or a name that is", () => {
  expect(remotePort('http', pod)).toBe(3000);
  expect(remotePort('81', pod)).toBe(81);
  expect(remotePort('grpc', pod)).toBeUndefined();
});

test('what leads nowhere is said of the Pod, of all Pods, or of the Service', () => {
  const named = (name: string, port: string): Pod => ({
    metadata: { name, uid: name },
    spec: { containers: [{ name: 'main', ports: [{ name: port, containerPort: 1 }] }] },
  });
  const [web, other] = [named('web-1', 'http'), named('web-2', 'metrics')];
  const service: Service = {
    metadata: { name: 'web', uid: 'web' },
    spec: { ports: [{ name: 'front', port: 80, targetPort: 'metrics' }] },
  };
  expect(noPortText('x', web, [web])).toBe('Pod web-1 has no port x: it has http (1)');
  const bare: Pod = { metadata: { name: 'b', uid: 'b' } };
  expect(noPortText('x', bare, [bare])).toBe('Pod b has no port x: it declares none');
  expect(noPortText('81', web, [web], service)).toBe('Service web has no port 81: it has front (80)');
  expect(noPortText('80', web, [web], service)).toBe(
    'no Pod of Service web has a port named metrics (targetPort of its port 80)',
  );
  expect(noPortText('front', web, [web, other], service)).toBe(
    'Pod web-1 has no port named metrics (targetPort of Service web, port 80)',
  );
});
