import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const BIN = new URL('../../bin/podscope.js', import.meta.url).pathname;
/** Requests at once, all the time. */
const PARALLEL = 200;

let space: TestNamespace;
const children: ReturnType<typeof spawn>[] = [];

function forward(...args: readonly string[]) {
  const child = spawn(process.execPath, [BIN, 'forward', '-n', space.name, ...args]);
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said, ended };
}

/** The local port that leads to a port. */
async function localPort({ said }: ReturnType<typeof forward>, port: number): Promise<number> {
  const line = new RegExp(`^Forwarding from 127\\.0\\.0\\.1:(\\d+) -> ${port}$`, 'm');
  await expect.poll(() => said.out, { timeout: PATIENCE }).toMatch(line);
  return Number(line.exec(said.out)?.[1]);
}

/** The body that came, or why none did. */
async function ask(port: number): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/big`, { headers: { connection: 'close' } });
    const body = await response.text();
    return response.ok && body.length === 200_000 && /^x+$/.test(body)
      ? 'whole'
      : `${response.status}, ${body.length}`;
  } catch (error) {
    return String((error as Error).cause ?? error);
  }
}

beforeAll(async () => {
  space = await TestNamespace.create('forward');
  await space.apply('forward');
  await space.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await space.remove();
});

it('leads to a Pod, a named port, and a Service by its own port, and ends with the signal', async () => {
  const running = forward('svc/web', ':front', ':8080');
  const port = await localPort(running, 80);
  expect(await ask(port)).toBe('whole');
  await expect.poll(() => running.said.out).toContain(`Handling connection for ${port}`);
  running.child.kill('SIGINT');
  expect(await running.ended).toBe(0);
  const none = forward('web-that-is-not', '8080');
  expect(await none.ended).toBe(1);
  expect(none.said.err).toMatch(/no Pod web-that-is-not in namespace/);
  const noPort = forward('svc/web', '81');
  expect(await noPort.ended).toBe(1);
  expect(noPort.said.err).toMatch(/^podscope: Service web has no port 81: it has .*\n$/);
  const noService = forward('svc/web-that-is-not', '8080');
  expect(await noService.ended).toBe(1);
  expect(noService.said.err).toMatch(/^podscope: no Service web-that-is-not in namespace .*\n$/);
});

it('takes another local port where one is taken, and tells of a port that nobody listens on', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port: wanted } = taken.address() as { port: number };
  const running = forward('deploy/web', `${wanted}:81`);
  const port = await localPort(running, 81);
  expect(running.said.err).toContain(`port ${wanted} is taken: ${port} instead`);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  await expect.poll(() => running.said.err).toMatch(/a connection to \d+ failed: .*connection refused/);
  taken.close();
});

it('gives the other half of a connection the rest, when one half has ended', async () => {
  const running = forward('deploy/web', ':http');
  const port = await localPort(running, 80);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let came = '';
  socket.on('data', (bytes) => (came += bytes.toString()));
  socket.end('GET /big HTTP/1.0\r\n\r\n');
  await once(socket, 'end');
  expect(came.length).toBeGreaterThan(200_000);
});

it('listens where a Service selects no Pod yet, holds what comes, and follows its selector', async () => {
  await space.kubectl('create', 'service', 'clusterip', 'typo', '--tcp=80:80');
  const running = forward('svc/typo', ':80');
  const port = await localPort(running, 80);
  expect(running.said.err).toContain('connections wait: there is no Pod with app=typo');
  const answer = ask(port);
  await expect.poll(() => running.said.out).toContain(`Handling connection for ${port}`);
  await space.kubectl('set', 'selector', 'service/typo', 'app=web');
  expect(await answer).toBe('whole');
  expect(running.said.err).toContain('Service typo selects app=web now');
});

it("listens at an owner's 0 replicas, and holds what comes until it is scaled up", async () => {
  const running = forward('deploy/later', ':80');
  const port = await localPort(running, 80);
  const socket = connect(port, '127.0.0.1');
  let came = '';
  socket.on('error', () => undefined).on('data', (bytes) => (came += bytes.toString()));
  socket.write('GET / HTTP/1.0\r\n\r\n');
  await expect.poll(() => running.said.out).toContain(`Handling connection for ${port}`);
  await space.kubectl('scale', 'deployment/later', '--replicas=1');
  await expect.poll(() => came, { timeout: PATIENCE }).toMatch(/^HTTP\/1\.1 200 /);
  await space.kubectl('delete', 'deployment/later', '--cascade=foreground', '--timeout=120s');
});

it.each([
  ['a new revision takes over', ['rollout', 'restart', 'deployment/web']],
  ['its only Pod is deleted', ['delete', 'pod', '-l', 'app=web', '--wait=false']],
])('%s: no request fails that was begun once the new Pod is ready', async (_, change) => {
  const running = forward('deploy/web', ':80');
  const port = await localPort(running, 80);
  const readyAt = { ms: Infinity };
  const answers: { at: number; came: string }[] = [];
  let over = false;
  const asking = Array.from({ length: PARALLEL }, async () => {
    while (!over) {
      const at = performance.now();
      answers.push({ at, came: await ask(port) });
    }
  });
  await expect.poll(() => answers.length, { timeout: PATIENCE }).toBeGreaterThan(PARALLEL);
  const before = (await space.kubectl('get', 'pods', '-l', 'app=web', '-o', 'name')).trim().split('\n');
  await space.kubectl(...change);
  const isReady = async (): Promise<boolean> => {
    const pods = JSON.parse(await space.kubectl('get', 'pods', '-l', 'app=web', '-o', 'json')) as {
      items: { metadata: { name: string }; status: { conditions?: { type: string; status: string }[] } }[];
    };
    return pods.items.some(
      ({ metadata, status }) =>
        !before.includes(`pod/${metadata.name}`) &&
        status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    );
  };
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
  readyAt.ms = performance.now();
  // The one before is gone for good, and many more were asked since.
  await space.kubectl('wait', '--for=delete', ...before, '--timeout=120s');
  const since = answers.length;
  await expect.poll(() => answers.length, { timeout: PATIENCE }).toBeGreaterThan(since + PARALLEL);
  over = true;
  await Promise.all(asking);
  const later = answers.filter(({ at }) => at > readyAt.ms);
  expect(later.length).toBeGreaterThan(PARALLEL);
  expect(later.filter(({ came }) => came !== 'whole')).toEqual([]);
  expect(running.said.err).toMatch(/now to Pod web-\S+: web-\S+ is /);
});

it('is begun by shift-f in the dashboard, listed by :pf, stopped there, and asked about before quitting', async () => {
  const terminal = launch(process.execPath, [BIN, '-n', space.name], {
    columns: 120,
    rows: 40,
    env: { XDG_STATE_HOME: testFolder() },
  });
  try {
    await terminal.waitFor(/▌● web-\S+ +1\/1/);
    const fromPicker = async (open: string): Promise<number> => {
      terminal.type(open);
      await terminal.waitFor(/┃▌80 +http of nginx/);
      terminal.press('enter');
      await terminal.waitFor(/127\.0\.0\.1:\d+ → 80 of /);
      return Number(/127\.0\.0\.1:(\d+) →/.exec(terminal.screen())?.[1]);
    };
    const port = await fromPicker('F');
    expect(await ask(port)).toBe('whole');
    terminal.type('q');
    await terminal.waitFor('A port-forward runs, and ends:');
    terminal.press('enter');
    terminal.type(':pf');
    terminal.press('enter');
    await terminal.waitFor(new RegExp(`▌● 127\\.0\\.0\\.1:${port} → 80 of Pod web-`));
    await terminal.waitFor(/to Pod web-\S+ · \d+ open of 1 · \d+ B out, 19\dKi in/);
    terminal.press('enter');
    await terminal.waitFor(`copied 127.0.0.1:${port}`);
    terminal.press('ctrl-d');
    await terminal.waitFor(/○ 127[^]*stopped · 1 in all/);
    expect(await ask(port)).toMatch(/ECONNREFUSED/);
    terminal.press('escape');
    await terminal.waitFor(() => !terminal.screen().includes('Port-forwards'));
    terminal.type('q');
    expect(await terminal.waitForExit()).toBe(0);
  } finally {
    terminal.kill();
  }
});
