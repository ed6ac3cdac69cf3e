/** What kubectl makes of the simulated server's TLS and token, as test/simulator/apiserver/tls.test.ts asks podscope. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/simulator/apiserver/server.ts';
import { selfSigned } from '../../support/servers/certificate.ts';
import { testFolder } from '../../support/test-folder.ts';

const PAIR = selfSigned();
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ tls: PAIR, token: 'right' });
});
afterAll(() => simulator.close());

async function namespaces(kubeconfig: string): Promise<string> {
  const folder = testFolder();
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig);
  const flags = ['--kubeconfig', file, '--cache-dir', path.join(folder, 'cache')];
  const { stdout } = await promisify(execFile)('kubectl', [...flags, 'get', 'namespaces', '-o', 'name']);
  return stdout;
}

it('serves kubectl', async () => {
  expect(await namespaces(simulator.kubeconfig())).toContain('namespace/default\n');
});

it('is not trusted by who trusts another authority', async () => {
  const encoded = (pem: string): string => Buffer.from(pem).toString('base64');
  const other = simulator.kubeconfig().replace(encoded(PAIR.ca), encoded(selfSigned().ca));
  await expect(namespaces(other)).rejects.toThrow(/x509: certificate/);
});

it('refuses a wrong token', async () => {
  const wrong = simulator.kubeconfig().replace('"right"', '"wrong"');
  await expect(namespaces(wrong)).rejects.toThrow('You must be logged in to the server');
});
