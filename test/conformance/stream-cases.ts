import type { Api, Streamed } from './api.ts';
import type { Case } from './cases.ts';

const container = (name: string, script: string, image = 'busybox'): object => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  command: ['sh', '-c', script],
});

const PODS: Readonly<Record<string, object>> = {
  talker: { containers: [container('main', 'echo one; sleep 1; echo two >&2; sleep 1000')] },
  pair: {
    restartPolicy: 'Never',
    containers: [container('runs', 'sleep 1000'), container('over', 'echo over')],
  },
  broken: { containers: [container('main', 'true', 'missing/image:none')] },
  nowhere: { nodeSelector: { 'no-such': 'node' }, containers: [container('main', 'true')] },
};

/** Makes the Pods that the cases are about, and waits until they are as they are to be. */
export async function preparePods(api: Api): Promise<void> {
  for (const [name, spec] of Object.entries(PODS)) {
    const metadata = { name };
    const grace = { terminationGracePeriodSeconds: 0, ...spec };
    // The service account of a new namespace comes a moment after it.
    for (let code = 0; code !== 201; await pause(200)) {
      ({ code } = await api.call('POST', api.pods, { apiVersion: 'v1', kind: 'Pod', metadata, spec: grace }));
      if (code !== 201 && code !== 403) throw new Error(`the Pod ${name} was not made: ${code}`);
    }
  }
  const log = async (name: string): Promise<string> =>
    String(
      (await api.call('GET', `${api.pods}/${name}/log?container=${name === 'pair' ? 'over' : 'main'}`)).body[
        'text'
      ],
    );
  while ((await log('talker')) !== 'one\ntwo\n') await pause(100);
  while ((await log('pair')) !== 'over\n') await pause(100);
  const waiting = async (): Promise<string> =>
    JSON.stringify((await api.call('GET', `${api.pods}/broken`)).body['status']);
  while (!/ErrImagePull|ImagePullBackOff/.test(await waiting())) await pause(100);
  while (!/"exitCode":0/.test(JSON.stringify((await api.call('GET', `${api.pods}/pair`)).body['status'])))
    await pause(100);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const log = (title: string, query: string, expected: unknown): Case => ({
  title: `logs: ${title}`,
  expected,
  run: async (api) => {
    const { code, body } = await api.call('GET', `${api.pods}/${query}`);
    const text = body['text'] ?? body['message'];
    return [code, typeof text === 'string' ? text.replace(/^\S+\.\d{9}Z /gm, 'TIME ') : null];
  },
});

/** What a stream came to, without what differs from run to run. */
function told(streamed: Streamed): unknown {
  if ('refused' in streamed) return [streamed.refused, streamed.message];
  const joined = new Map<number, string>();
  for (const [channel, text] of streamed.frames) joined.set(channel, (joined.get(channel) ?? '') + text);
  const status = joined.get(3);
  joined.delete(3);
  const said = [...joined].filter(([, text]) => text !== '').sort(([a], [b]) => a - b);
  const ended = JSON.parse(status ?? '{}') as Record<string, unknown>;
  const message = String(ended['message'] ?? '').replace(/exec \\?"[0-9a-f]{64}\\?"/, 'exec ID');
  return [
    streamed.protocol,
    said,
    ended['status'],
    ended['reason'] ?? null,
    message.replace(/_podscope[^ ]*/, '_NS'),
  ];
}

const exec = (
  title: string,
  query: string,
  expected: unknown,
  wish: Parameters<Api['stream']>[1] = {},
): Case => ({
  title: `exec: ${title}`,
  expected,
  run: async (api) => told(await api.stream(`${api.pods}/${query}`, wish)),
});

/** How a stream begins: with an empty message on the lowest channel that the server writes to. */
const opening = (title: string, query: string, first: readonly [number, string]): Case => ({
  title: `exec: opens ${title}`,
  expected: first,
  run: async (api) => {
    const streamed = await api.stream(`${api.pods}/${query}`);
    return 'refused' in streamed ? streamed : streamed.frames[0];
  },
});

/** A forwarded port; sandboxes and their namespaces differ from run to run. */
const forward = (title: string, query: string, expected: unknown): Case => ({
  title: `port-forward: ${title}`,
  expected,
  run: async (api) => {
    const wish = { protocols: ['v4.channel.k8s.io'] };
    const streamed = await api.stream(`${api.pods}/talker/portforward${query}`, wish);
    if ('refused' in streamed) return [streamed.refused, streamed.message];
    const joined = streamed.frames.map(([channel, text]): [number, string] => [
      channel,
      text.replaceAll(/[0-9a-f]{64}/g, 'SANDBOX').replace(/cni-[-0-9a-f]{36}/, 'NETNS'),
    ]);
    return joined.sort(([a], [b]) => a - b);
  },
});

const script = (text: string): string => `command=sh&command=-c&command=${encodeURIComponent(text)}`;
const V5 = 'v5.channel.k8s.io';
const unable = (why: string): string => `Internal error occurred: unable to upgrade connection: ${why}`;
const bytes = (...parts: readonly (number | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))));

const several = 'a container name must be specified for pod pair, choose one of: [runs over]';

/** What streams are asked, and what a real server (1.34) was seen to answer. */
export const STREAM_CASES: readonly Case[] = [
  log('all', 'talker/log', [200, 'one\ntwo\n']),
  log('the last line', 'talker/log?tailLines=1', [200, 'two\n']),
  log('no line', 'talker/log?tailLines=0', [200, '']),
  log('two bytes', 'talker/log?limitBytes=2', [200, 'on']),
  log('with times', 'talker/log?timestamps=true', [200, 'TIME one\nTIME two\n']),
  log('since a time to come', 'talker/log?sinceTime=2999-01-01T00:00:00Z', [200, '']),
  log('of one that is over', 'pair/log?container=over', [200, 'over\n']),
  log('of several, none named', 'pair/log', [400, several]),
  log('of one there is not', 'pair/log?container=x', [400, 'container x is not valid for pod pair']),
  log('of a Pod there is not', 'none/log', [404, 'pods "none" not found']),
  log('before the first start', 'talker/log?previous=true', [
    400,
    'previous terminated container "main" in pod "talker" not found',
  ]),
  log('on no node', 'nowhere/log', [204, '']),
  log('a negative tail', 'talker/log?tailLines=-1', [
    422,
    'PodLogOptions "talker" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
  ]),
  log('a tail that is no number', 'talker/log?tailLines=abc', [
    400,
    'strconv.ParseInt: parsing "abc": invalid syntax',
  ]),
  log('since what is no time', 'talker/log?sinceTime=zzz', [
    400,
    'parsing time "zzz" as "2006-01-02T15:04:05Z07:00": cannot parse "zzz" as "2006"',
  ]),
  log('since two times', 'talker/log?sinceSeconds=5&sinceTime=2020-01-01T00:00:00Z', [
    422,
    'PodLogOptions "talker" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
  ]),
  opening('output and errors', 'talker/exec?stdin=1&stdout=1&stderr=1&command=true', [1, '']),
  opening('errors alone', 'talker/exec?stderr=1&command=true', [2, '']),
  opening('input alone', 'talker/exec?stdin=1&command=true', [3, '']),
  exec(
    'a size of the terminal that is none',
    `talker/exec?stdin=1&stdout=1&tty=1&${script('until [ "$(stty size 2>/dev/null)" = "20 70" ]; do sleep 0.1; done; stty size')}`,
    [V5, [[1, '20 70\r\n']], 'Success', null, ''],
    { send: [bytes(4, 'null'), bytes(4, '{"Width":70,"Height":20}')] },
  ),
  exec(
    'a size that cannot be read',
    `talker/exec?stdin=1&stdout=1&tty=1&${script('sleep 1; echo lives')}`,
    [V5, [[1, 'lives\r\n']], 'Success', null, ''],
    { send: [bytes(4, 'nonsense')] },
  ),
  exec('output and success', `talker/exec?stdout=1&stderr=1&${script('echo out; echo err >&2')}`, [
    V5,
    [
      [1, 'out\n'],
      [2, 'err\n'],
    ],
    'Success',
    null,
    '',
  ]),
  exec('a code', `talker/exec?stdout=1&${script('exit 3')}`, [
    V5,
    [],
    'Failure',
    'NonZeroExitCode',
    'command terminated with non-zero exit code: command terminated with exit code 3',
  ]),
  exec(
    'an input, which is ended',
    'talker/exec?stdin=1&stdout=1&command=cat',
    [V5, [[1, 'typed']], 'Success', null, ''],
    {
      send: [bytes(0, 'typed'), bytes(255, 0)],
    },
  ),
  exec(
    'the older protocol',
    `talker/exec?stdout=1&${script('echo old')}`,
    ['v4.channel.k8s.io', [[1, 'old\n']], 'Success', null, ''],
    { protocols: ['v4.channel.k8s.io'] },
  ),
  exec('a terminal', `talker/exec?stdin=1&stdout=1&tty=1&${script('echo on a terminal')}`, [
    V5,
    [[1, 'on a terminal\r\n']],
    'Success',
    null,
    '',
  ]),
  exec('a program there is not', 'talker/exec?stdout=1&command=no-such', [
    V5,
    [],
    'Failure',
    'InternalError',
    'Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec ID: OCI runtime exec failed: exec failed: unable to start container process: exec: "no-such": executable file not found in $PATH: unknown',
  ]),
  exec('no command', 'talker/exec?stdout=1', [
    V5,
    [],
    'Failure',
    'InternalError',
    'Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec ID: OCI runtime exec failed: exec failed: args must not be empty: unknown',
  ]),
  exec('no streams', 'talker/exec?command=ls', [
    V5,
    [],
    'Failure',
    'InternalError',
    unable('you must specify at least 1 of stdin, stdout, stderr'),
  ]),
  exec('in one that is over', 'pair/exec?stdout=1&command=ls&container=over', [
    V5,
    [],
    'Failure',
    'InternalError',
    unable('container not found ("over")'),
  ]),
  exec('attach to one that is over', 'pair/attach?stdout=1&container=over', [
    V5,
    [],
    'Failure',
    'InternalError',
    unable('container over not found in pod pair_NS'),
  ]),
  exec('in several, none named', 'pair/exec?stdout=1&command=ls', [400, several]),
  exec('in one there is not', 'pair/exec?stdout=1&command=ls&container=x', [
    400,
    'container x is not valid for pod pair',
  ]),
  exec('in a Pod there is not', 'none/exec?stdout=1&command=ls', [404, 'pods "none" not found']),
  exec('on no node', 'nowhere/exec?stdout=1&command=ls', [400, 'pod nowhere does not have a host assigned']),
  exec('a protocol there is not', 'talker/exec?stdout=1&command=ls', [403, ''], {
    protocols: ['v9.channel.k8s.io'],
  }),
  forward('nobody listens, and the stream ends', '?ports=81', [
    [0, 'Q\0'],
    [1, 'Q\0'],
    [
      1,
      'error forwarding port 81 to pod SANDBOX, uid : failed to execute portforward in network namespace "/var/run/netns/NETNS": failed to connect to localhost:81 inside namespace "SANDBOX", IPv4: dial tcp4 127.0.0.1:81: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found ',
    ],
  ]),
  forward('no port', '', [400, 'query parameter "port" is required']),
  forward('port 0', '?ports=0', [400, 'port "0" must be > 0']),
  forward('a port there cannot be', '?ports=99999', [
    400,
    'cannot convert to []int32: strconv.ParseUint: parsing "99999": value out of range',
  ]),
  forward('what is no port', '?ports=x', [
    400,
    'cannot convert to []int32: strconv.ParseUint: parsing "x": invalid syntax',
  ]),
  {
    title: 'eviction: a dry run, and what is none',
    expected: [201, undefined, 400],
    run: async (api) => {
      const metadata = { name: 'talker' };
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata };
      const rehearsed = { ...eviction, deleteOptions: { dryRun: ['All'] } };
      const { code } = await api.call('POST', `${api.pods}/talker/eviction`, rehearsed);
      const { body } = await api.call('GET', `${api.pods}/talker`);
      const wrong = await api.call('POST', `${api.pods}/talker/eviction`, 'nonsense');
      return [code, body.metadata['deletionTimestamp'], wrong.code];
    },
  },
  {
    title: 'exec: no upgrade',
    expected: [400, 'Upgrade request required'],
    run: async (api) => {
      const { code, body } = await api.call('GET', `${api.pods}/talker/exec?stdout=1&command=ls`);
      return [code, body['message']];
    },
  },
];
