import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPods } from '../../src/cli/one-shot/render-pods.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podOf, printerStates, type PrinterState } from '../fixtures/printer-states.ts';

const run = randomBytes(4).toString('hex');
const namespace = `podscope-printer-${run}`;
const labels = { 'podscope.dev/run': run };

function kubectl(args: readonly string[], input?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('kubectl', args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`kubectl ${args.join(' ')}: ${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.end(input === undefined ? '' : JSON.stringify(input));
  });
}

async function serverMinor(): Promise<number> {
  const version = JSON.parse(await kubectl(['version', '-o', 'json'])) as {
    serverVersion: { minor: string };
  };
  return parseInt(version.serverVersion.minor, 10);
}

async function create(states: readonly PrinterState[]): Promise<void> {
  const items = states.map((state) => podOf(state, `no-node-${run}`, labels));
  await kubectl(['create', '-n', namespace, '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
  for (const { name, status } of states) {
    if (!status) continue;
    const patch = [
      'patch',
      'pod',
      name,
      '--subresource=status',
      '--type=merge',
      '-p',
      JSON.stringify({ status }),
    ];
    await kubectl(['-n', namespace, ...patch]);
  }
}

let states: readonly PrinterState[] = [];
const deleted = printerStates.filter(({ deleted }) => deleted);

beforeAll(async () => {
  const minor = await serverMinor();
  states = printerStates.filter(({ lastMinor = Infinity }) => minor <= lastMinor);
  await kubectl(['create', 'namespace', namespace]);
  // Pods are refused until the controller has made it.
  await kubectl(['-n', namespace, 'wait', '--for=create', 'serviceaccount/default', '--timeout=120s']);
  await create(states.filter(({ deleted }) => !deleted));
  await create(deleted);
  await kubectl(['-n', namespace, 'delete', 'pod', '--wait=false', ...deleted.map(({ name }) => name)]);
});

afterAll(async () => {
  try {
    const held = await kubectl(['-n', namespace, 'get', 'pods', '-l', 'podscope.dev/held', '-o', 'name']);
    for (const pod of held.split('\n').filter(Boolean)) {
      await kubectl([
        '-n',
        namespace,
        'patch',
        pod,
        '--type=merge',
        '-p',
        '{"metadata":{"finalizers":null}}',
      ]);
    }
    // No kubelet will ever confirm that they are gone.
    await kubectl([
      '-n',
      namespace,
      'delete',
      'pods',
      '--all',
      '--force',
      '--grace-period=0',
      '--wait=false',
    ]);
  } finally {
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  }
});

interface Printed {
  readonly pods: readonly Pod[];
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What kubectl prints, and the objects it printed. */
async function printed(scope: readonly string[]): Promise<Printed> {
  const select = ['get', 'pods', '-l', `podscope.dev/run=${run}`, ...scope];
  const from = Date.now();
  const text = await kubectl([...select, '-o', 'wide']);
  const to = Date.now();
  const list = JSON.parse(await kubectl([...select, '-o', 'json'])) as { items: Pod[] };
  return { pods: list.items, text, from, to };
}

/** The text at the moment within kubectl's run at which it is the same, else at its end. */
function sameMoment({ pods, text, from, to }: Printed, allNamespaces: boolean): string {
  for (let now = from; now < to; now += 20) {
    const ours = renderPods(pods, { now, allNamespaces });
    if (ours === text) return ours;
  }
  return renderPods(pods, { now: to, allNamespaces });
}

describe('podscope pods prints what kubectl get pods -o wide prints', () => {
  it.each([
    { title: 'in one namespace', scope: ['-n', namespace], allNamespaces: false },
    { title: 'in all of them', scope: ['-A'], allNamespaces: true },
  ])('$title, character for character', async ({ scope, allNamespaces }) => {
    const shown = await printed(scope);
    expect(sameMoment(shown, allNamespaces)).toBe(shown.text);
  });

  it('in every state that its printer knows', async () => {
    const { text } = await printed(['-n', namespace]);
    const rows = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {3,}/));
    const seen = rows.map(([name = '', ready, status, restarts]) => [name, `${ready} ${status} ${restarts}`]);
    const wanted = states.map(({ name, shows }) => [name, shows]);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted));
  });
});
