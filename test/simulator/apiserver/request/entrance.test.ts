import http from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { secretPath } from '../../../../src/simulator/apiserver/request/entrance.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/apiserver/server.ts';

let simulator: Simulator;
let origin: string;
let secret: string;

beforeEach(async () => {
  simulator = await startSimulator({ secretPath: secretPath() });
  const url = new URL(simulator.url);
  ({ origin } = url);
  secret = url.pathname;
});

afterEach(() => simulator.close());

/** `CODE BODY`. */
function asked(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(origin + path, { headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve(`${answer.statusCode} ${body}`));
    });
    request.on('error', reject);
  });
}

function upgraded(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(origin.replace('http', 'ws') + path, 'v5.channel.k8s.io', { headers });
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
    socket.on('error', () => undefined);
  });
}

const EXEC = '/api/v1/namespaces/default/pods/web/exec?command=sh';

it('is there under its secret path alone, and says nothing elsewhere', async () => {
  expect(secret).toMatch(/^\/[\w-]{32}$/);
  expect(await asked(`${secret}/version`)).toMatch(/^200 .*gitVersion/s);
  const other = `/${'x'.repeat(secret.length - 1)}`;
  const elsewhere = [
    '/',
    '/version',
    '/api',
    `${secret}x/version`,
    `${other}/version`,
    `/x${secret}/version`,
  ];
  for (const path of elsewhere) expect(await asked(path)).toBe('404 ');
  expect(await upgraded(secret + EXEC)).toBe(404); // there is no such Pod
  expect(await upgraded(EXEC)).toBe(404);
  expect(simulator.kubeconfig()).toContain(`"server":"${origin}${secret}"`);
});

it('is not there for a name that was made to lead here, nor for another site', async () => {
  const refused = /^403 .*the simulated cluster is not there for the (host|origin) /s;
  for (const host of ['evil.example', '127.0.0.1.evil.example:80', 'localhost.evil.example']) {
    expect(await asked(`${secret}/version`, { host })).toMatch(refused);
    expect(await upgraded(secret + EXEC, { host })).toBe(403);
  }
  for (const other of ['https://evil.example', 'http://localhost:3000', 'null']) {
    expect(await asked(`${secret}/version`, { origin: other })).toMatch(refused);
    expect(await upgraded(secret + EXEC, { origin: other })).toBe(403);
  }
  expect(await asked(`${secret}/version`, { origin })).toMatch(/^200 /);
  // Who does not know the path is not even refused.
  expect(await asked('/version', { host: 'evil.example' })).toBe('404 ');
});
