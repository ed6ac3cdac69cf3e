import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { BehaviorSubject, concat, NEVER, type Observable, of, Subject } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ExecResult } from '../../src/model/session.ts';
import { openClusters } from '../../src/cluster/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';

let space: TestNamespace;
let connection: Connection;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  space = await TestNamespace.create('exec');
  const options = ['--image=debian', '--image-pull-policy=IfNotPresent', '--restart=Never'];
  await space.kubectl('run', 'box', ...options, '--', 'sleep', '3600');
  await space.kubectl('run', 'waiting', ...options, '--overrides={"spec":{"schedulerName":"none"}}');
  await space.kubectl('wait', '--for=condition=Ready', 'pod/box', '--timeout=120s');
  const cluster = openClusters({ env: process.env, home: homedir() });
  connection = cluster.connect(cluster.current.name);
});
afterAll(async () => {
  connection.close();
  await space.remove();
});
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

const bytes = (text: string): Uint8Array => Buffer.from(text);

interface Terminal {
  readonly command: readonly string[];
  readonly pod?: string;
  readonly tty?: boolean;
  readonly input$?: Observable<Uint8Array>;
  readonly size$?: Observable<{ columns: number; rows: number }>;
  readonly connection?: Connection;
  readonly signal?: AbortSignal;
  /** Called with all that was printed so far, whenever something was. */
  readonly onOutput?: (output: string) => void;
}

/** Runs a command in the container; what it printed, and how it ended. */
async function run(wanted: Terminal): Promise<{ out: string; err: string; result: ExecResult }> {
  const printed = { out: [] as Uint8Array[], err: [] as Uint8Array[] };
  const text = (stream: 'out' | 'err'): string => Buffer.concat(printed[stream]).toString();
  const result = await (wanted.connection ?? connection).exec(
    {
      namespace: space.name,
      pod: wanted.pod ?? 'box',
      container: wanted.pod ?? 'box',
      command: wanted.command,
      tty: wanted.tty ?? false,
      stdin: wanted.input$ !== undefined,
    },
    {
      input$: wanted.input$ ?? NEVER,
      size$: wanted.size$ ?? of({ columns: 80, rows: 24 }),
      write: (stream, data) => {
        printed[stream].push(data);
        wanted.onOutput?.(text('out'));
      },
    },
    wanted.signal,
  );
  return { out: text('out'), err: text('err'), result };
}

describe('a command in a container', () => {
  it.each([0, 3, 130])('ends with its own exit code: %i', async (code) => {
    const { out, err, result } = await run({ command: ['sh', '-c', `echo out; echo err >&2; exit ${code}`] });
    expect({ out, err, result }).toEqual({ out: 'out\n', err: 'err\n', result: { type: 'exited', code } });
  });

  it('reads what is piped to it, to the end', async () => {
    const input = 'héllo\n'.repeat(50_000);
    const { out, result } = await run({ command: ['cat'], input$: of(bytes(input)) });
    expect(result).toEqual({ type: 'exited', code: 0 });
    expect(out).toBe(input);
  });

  it('may print 10 MB to a slow reader: nothing is lost, and reading waits', async () => {
    const hash = createHash('sha256');
    let size = 0;
    let writing = 0;
    let most = 0;
    const result = await connection.exec(
      {
        namespace: space.name,
        pod: 'box',
        container: 'box',
        command: ['sh', '-c', 'head -c 10000000 /dev/zero | tr "\\0" x'],
        tty: false,
        stdin: false,
      },
      {
        input$: NEVER,
        size$: NEVER,
        write: async (_, data) => {
          hash.update(data);
          size += data.length;
          most = Math.max(most, ++writing);
          await new Promise((resolve) => setImmediate(resolve));
          writing--;
        },
      },
    );
    expect(result).toEqual({ type: 'exited', code: 0 });
    expect(size).toBe(10_000_000);
    expect(hash.digest('hex')).toBe(createHash('sha256').update('x'.repeat(10_000_000)).digest('hex'));
    expect(most).toBeLessThan(100);
  });

  it('that is not in the image is told in the words of the runtime', async () => {
    const { result } = await run({ command: ['no-such-shell'] });
    expect(result).toMatchObject({ type: 'failed' });
    expect((result as { failure: { message: string } }).failure.message).toMatch(
      /no-such-shell.*(executable file not found|no such file)/,
    );
  });

  it('is refused with the reason where the container does not run, or is not there', async () => {
    const waiting = await run({ command: ['true'], pod: 'waiting' });
    expect(waiting.result).toMatchObject({
      type: 'failed',
      failure: { message: expect.stringContaining('waiting') as string },
    });
    const nowhere = await run({ command: ['true'], pod: 'nowhere' });
    expect(nowhere.result).toMatchObject({
      type: 'failed',
      failure: { code: 404, message: 'pods "nowhere" not found' },
    });
  });

  it('is left when the signal says so', async () => {
    const aborter = new AbortController();
    const running = run({
      command: ['sh', '-c', 'echo started; sleep 30'],
      signal: aborter.signal,
      onOutput: () => aborter.abort(),
    });
    expect((await running).result).toMatchObject({ type: 'failed', failure: { reason: 'Aborted' } });
  });
});

describe('a terminal in a container', () => {
  it('has the size of the screen, and follows it', async () => {
    const size$ = new BehaviorSubject({ columns: 101, rows: 31 });
    const { out } = await run({
      command: [
        'sh',
        '-c',
        'while :; do size=$(stty size); echo "$size"; [ "$size" = "22 66" ] && exit; sleep 0.1; done',
      ],
      tty: true,
      input$: NEVER,
      size$,
      onOutput: (text) => {
        if (text.includes('31 101') && size$.value.rows === 31) size$.next({ columns: 66, rows: 22 });
      },
    });
    expect(out).toMatch(/31 101[^]*22 66/);
  });

  it('passes Ctrl-C to what runs in it, and gives the exit code of exit', async () => {
    const input$ = new Subject<Uint8Array>();
    let step = 0;
    const { result } = await run({
      command: ['bash', '--norc'],
      tty: true,
      // One process group from before the word: between two commands a shell may take Ctrl-C for itself.
      input$: concat(of(bytes(`sh -c 'echo rea""dy; exec sleep 100'\r`)), input$),
      onOutput: (text) => {
        if (step === 0 && text.includes('ready')) {
          step = 1;
          input$.next(bytes('\x03'));
        }
        if (step === 1 && text.includes('^C')) {
          step = 2;
          input$.next(bytes('exit $?\r'));
        }
      },
    });
    expect(result).toEqual({ type: 'exited', code: 130 });
  });
});

describe('a connection whose connection breaks', () => {
  const through = async (): Promise<{ proxy: FaultProxy; broken: Connection }> => {
    const server = await kubectl([
      'config',
      'view',
      '--minify',
      '-o',
      'jsonpath={.clusters[0].cluster.server}',
    ]);
    const proxy = await FaultProxy.open(server);
    proxies.push(proxy);
    const kubeconfig = await kubeconfigWith({ port: proxy.port });
    const cluster = openClusters(
      { env: process.env, home: homedir(), kubeconfig },
      { pingMs: 200, connectMs: 1000 },
    );
    return { proxy, broken: cluster.connect(cluster.current.name) };
  };

  it.each(['reset', 'freeze'] as const)('is told as lost after a %s', async (fault) => {
    const { proxy, broken } = await through();
    const { result } = await run({
      connection: broken,
      command: ['sh', '-c', 'echo started; sleep 30'],
      onOutput: () => proxy[fault](),
    });
    expect(result).toMatchObject({ type: 'lost' });
    broken.close();
  });

  it('is not waited for where the handshake stalls', async () => {
    const { proxy, broken } = await through();
    proxy.welcome = 'stall';
    const { result } = await run({ connection: broken, command: ['true'] });
    expect(result).toMatchObject({ type: 'failed', failure: { reason: 'ConnectTimeout' } });
    broken.close();
  });

  it('is given up at once where the handshake stalls and the signal says so', async () => {
    const { proxy, broken } = await through();
    proxy.welcome = 'stall';
    const aborter = new AbortController();
    const running = run({ connection: broken, command: ['true'], signal: aborter.signal });
    while (proxy.connections === 0) await new Promise((resolve) => setImmediate(resolve));
    aborter.abort();
    expect((await running).result).toMatchObject({ type: 'failed', failure: { reason: 'Aborted' } });
    broken.close();
  });

  it('stays while nothing happens but pings', async () => {
    const { broken } = await through();
    const { result } = await run({ connection: broken, command: ['sleep', '2'] });
    expect(result).toEqual({ type: 'exited', code: 0 });
    broken.close();
  });
});
