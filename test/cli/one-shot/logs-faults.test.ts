/** `podscope logs` where a server answers for a log what is none. */
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { OneShotReader, runOneShot } from '../../../src/cli/one-shot/index.ts';
import type { LogsShot } from '../../../src/cli/arguments/logs-command.ts';
import { connectionTo } from '../../support/servers/connection-to.ts';
import type { Reply } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'u' },
  spec: { nodeName: 'n', containers: [{ name: 'app' }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'app', restartCount: 0, state: { running: {} } }] },
};

type Answers = (response: ServerResponse) => void;

/** What `podscope logs web` prints where logs are answered so, and how it ends. */
async function logs(answer: Answers, shot: Partial<LogsShot> = {}, limits: { requestTimeout?: number } = {}) {
  const api: Reply = ({ url = '' }, response) => {
    if (url.includes('/log?')) return answer(response);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(url.includes('/pods/web') ? POD : {}));
  };
  const { connection } = await connectionTo(opened, [api], limits);
  const said = { out: '', err: '' };
  const output = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) };
  const code = await runOneShot(
    {
      ...{ command: 'logs', of: { target: { kind: 'pod', name: 'web' } }, connection: {} },
      ...{ follow: false, previous: false, stamps: false, colours: false, most: 9 },
      ...shot,
    },
    new OneShotReader(connection, { cluster: 'k', namespace: 'default', ...limits }),
    Date.now(),
    output,
    undefined as never,
  );
  return { code, ...said };
}

const answers =
  (code: number, type: string | undefined, body: string): Answers =>
  (response) => {
    response.writeHead(code, type === undefined ? {} : { 'content-type': type });
    response.end(body);
  };

describe('an answer that is no log', () => {
  const STATUS = JSON.stringify({ kind: 'Status', status: 'Failure', message: 'the node is busy' });

  it.each<[string, Answers, string]>([
    ['204', answers(204, undefined, ''), 'answered 204 with nothing'],
    [
      'null',
      answers(200, 'application/json', 'null'),
      'with application/json in place of a log: the text "null"',
    ],
    ['an object', answers(200, 'application/json', '{"a":1}'), 'in place of a log: the text "{"a":1}"'],
    ['a Status', answers(200, 'application/json', STATUS), 'the node is busy'],
    [
      'an empty Status',
      answers(200, 'application/json', '{"kind":"Status"}'),
      'place of a log: the text "{"kind',
    ],
    ['JSON of nothing', answers(200, 'application/json', ''), 'answered 200 with nothing'],
    [
      'protobuf',
      answers(200, 'application/vnd.kubernetes.protobuf', 'k9s'),
      'kubernetes.protobuf in place of a log',
    ],
    ['a page', answers(200, 'text/html', '<html>log in</html>'), 'an HTML page'],
  ])('is told, and never printed: %s', async (_, answer, why) => {
    const { code, out, err } = await logs(answer);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(why);
    expect(err.split('\n')).toHaveLength(2);
  });

  it('is not an empty one, which is nothing, and well', async () => {
    expect(await logs(answers(200, 'text/plain', ''))).toEqual({ code: 0, out: '', err: '' });
    expect(await logs(answers(200, undefined, ''))).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('--request-timeout', () => {
  const never: Answers = () => undefined;
  const begun: Answers = (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('2026-01-01T00:00:00.000000001Z one\n');
  };
  const LATE = { requestTimeout: 300 };

  it.each([true, false])('ends what is never answered (follow: %s)', async (follow) => {
    const { code, out, err } = await logs(never, { follow }, LATE);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^podscope: app: \S+ did not answer within 0\.3 s \(--request-timeout\)\n$/);
  });

  it('ends what does not come to its end, with what came', async () => {
    const { code, out, err } = await logs(begun, {}, LATE);
    expect({ code, out }).toEqual({ code: 1, out: 'one\n' });
    expect(err).toMatch(/app: \S+ did not send all of the log within 0\.3 s \(--request-timeout\)\n$/);
  });
});
