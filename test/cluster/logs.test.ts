import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { currentKubeconfig, kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';

/** How many lines each of ten containers prints. */
const LINES = Number(process.env['PODSCOPE_LOG_LINES'] ?? 20_000);
const CONTAINERS = Array.from({ length: 10 }, (_, index) => `c${index}`);
const BIN = new URL('../../bin/podscope.js', import.meta.url).pathname;

let space: TestNamespace;
let proxy: FaultProxy;
let kubeconfig: string;

const container = (name: string, script: string) => ({
  name,
  image: 'busybox',
  imagePullPolicy: 'IfNotPresent',
  command: ['sh', '-c', script],
});

async function makePod(name: string, restartPolicy: string, containers: readonly object[]): Promise<void> {
  const metadata = { name, namespace: space.name, labels: { app: name } };
  const spec = { restartPolicy, terminationGracePeriodSeconds: 0, containers };
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
}

/** `podscope logs`, through the proxy. */
function logs(...args: readonly string[]) {
  const all = [BIN, 'logs', '--kubeconfig', kubeconfig, '-n', space.name, ...args];
  const child = spawn(process.execPath, all);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said, ended };
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * Where what was said of a container is no longer what the server has of it, if it is not all the same. On a busy machine
 * containerd loses the last of what a container printed that ended right after: nobody has that.
 */
async function firstGap(out: string, name: string): Promise<readonly string[]> {
  const prefix = `[pod/many/${name}] `;
  const lines = out.split('\n').filter((line) => line.startsWith(prefix));
  const had = (await space.kubectl('logs', 'many', '-c', name)).trimEnd().split('\n');
  const at = had.findIndex((line, index) => lines[index] !== prefix + line);
  if (at < 0 && lines.length === had.length) return [];
  return [
    `${name}: ${lines[at]} stands where ${had[at]} was printed; ${lines.length} of ${had.length} lines`,
  ];
}

beforeAll(async () => {
  space = await TestNamespace.create('logs');
  const { clusters } = await currentKubeconfig();
  proxy = await FaultProxy.open(clusters[0].cluster.server);
  kubeconfig = await kubeconfigWith({ port: proxy.port });
});
afterAll(async () => {
  await proxy.close();
  await space.remove();
});

it('loses and doubles no line of ten containers while connections break, and keeps the order of each', async () => {
  const script = `i=0; while [ $i -lt ${LINES / 1000} ]; do seq $((i*1000+1)) $((i*1000+1000)); i=$((i+1)); sleep 0.05; done`;
  await makePod(
    'many',
    'Never',
    CONTAINERS.map((name) => container(name, script)),
  );
  const { said, ended } = logs('many', '-f', '--prefix');
  for (let breaks = 1; breaks <= 4; breaks++) {
    const before = said.out.length;
    await until(() => said.out.length > before + 200_000 || /c9: ended/.test(said.err));
    proxy.reset();
  }
  expect(await ended, said.err).toBe(0);
  const gaps = await Promise.all(CONTAINERS.map((name) => firstGap(said.out, name)));
  expect(gaps.flat()).toEqual([]);
  expect(said.out.trimEnd().split('\n').length).toBeGreaterThan(LINES * CONTAINERS.length * 0.9);
  expect(said.err).toContain('connection lost');
  expect(said.err).toContain('connected again after');
  expect(said.err).not.toContain('rotated');
  expect(said.err).toContain('c0: ended: exit 0');
}, 400_000);

it('prints the bytes that kubectl prints', async () => {
  const odd = `printf '\\377\\376 bad\\n\\033[31mred\\033[0m\\n'; head -c 40000 /dev/zero | tr '\\0' x; echo; echo err >&2; printf 'no newline'`;
  await makePod('odd', 'Never', [container('main', odd)]);
  await space.kubectl('wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/odd', '--timeout=120s');
  for (const flags of [[], ['--timestamps'], ['--tail', '2'], ['-f']]) {
    const { said, ended } = logs('odd', ...flags);
    expect(await ended).toBe(0);
    expect(said.out).toBe(await space.kubectl('logs', 'odd', ...flags));
  }
});

it('prints each line whole, with its name and its time once, though another container says something within it', async () => {
  const megabyte = `head -c 1200000 /dev/zero | tr '\\0' x`;
  await makePod('wide', 'Never', [
    container('long', `${megabyte}; sleep 2; ${megabyte}; sleep 2; echo end; echo next`),
    container('short', 'for i in $(seq 60); do echo $i; sleep 0.1; done'),
  ]);
  const { said, ended } = logs('wide', '-f', '--prefix', '--timestamps');
  expect(await ended, said.err).toBe(0);
  const lines = said.out.trimEnd().split('\n');
  const texts = (name: string): readonly string[] =>
    lines.flatMap((line) => new RegExp(`^\\[pod/wide/${name}\\] \\S+Z (.*)$`).exec(line)?.[1] ?? []);
  expect(texts('short')).toEqual(Array.from({ length: 60 }, (_, index) => `${index + 1}`));
  expect(texts('long').map(({ length }) => length)).toEqual([2_400_003, 4]);
  expect(lines).toHaveLength(62);
});

it('goes on over restarts, and says how each run ended', async () => {
  await makePod('again', 'Always', [container('main', 'echo begin; sleep 1; echo end; exit 3')]);
  const { child, said, ended } = logs('again', '-f');
  await until(() => said.out.split('begin').length > 3);
  child.kill('SIGINT');
  await ended;
  expect(child.signalCode).toBe('SIGINT');
  expect(said.out).toMatch(/^begin\nend\nbegin\nend\nbegin\n/);
  expect(said.err).toMatch(/main: ended: exit 3 after \d+s; it is to be started again/);
  expect(said.err).toMatch(/main: restarted \(restart 2\)/);
});

it('follows all Pods of an owner, and says of new ones that they joined', async () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [container('main', 'while :; do echo $HOSTNAME; sleep 0.5; done')],
    },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: space.name },
    spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template },
  };
  await kubectl(['apply', '-f', '-'], JSON.stringify(deployment));
  await space.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  const { child, said, ended } = logs('deploy/web', '-f');
  await until(() => said.out !== '');
  await space.kubectl('scale', 'deployment/web', '--replicas=2');
  const names = (): number => new Set(said.out.match(/web-\S+(?=\/main)/g)).size;
  await until(() => names() === 2);
  expect(said.err).toMatch(/web-\S+\/main: joined/);
  child.kill('SIGINT');
  await ended;
});

it('fails as kubectl does where there is nothing, or one may not', async () => {
  const none = logs('nobody');
  expect(await none.ended).toBe(1);
  expect(none.said.err).toBe(
    `podscope: no Pod nobody in namespace ${space.name}; \`podscope pods --kubeconfig ${kubeconfig} -n ${space.name}\` lists them\n`,
  );
  const denied = logs('odd', '--as', 'eve');
  expect(await denied.ended).toBe(1);
  expect(denied.said.err).toMatch(/forbidden|may not/);
});
