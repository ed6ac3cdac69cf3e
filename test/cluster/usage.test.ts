/** What containers use, beside what `kubectl top` says; and a cluster without a metrics server. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { TestNamespace } from '../support/cluster.ts';
import { kubeconfigTo } from '../support/kubeconfigs/kubeconfigs.ts';
import { HttpFaults } from '../support/servers/http-faults.ts';
import { METRICS, metricsServer } from '../support/servers/metrics-server.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  const [made] = await Promise.all([TestNamespace.create('usage'), metricsServer()]);
  namespace = made;
  await namespace.apply('anatomy');
  await namespace.kubectl('wait', '--for=create', 'pod/anatomy-0', '--timeout=120s');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/anatomy-0', '--timeout=120s');
});
afterAll(() => namespace.remove());

/** What `kubectl top` says of each container: its CPU and its memory. */
async function top(): Promise<ReadonlyMap<string, string>> {
  const text = await namespace.kubectl('top', 'pod', '--containers', '--no-headers').catch(() => '');
  const rows = text.trim().split('\n').filter(Boolean);
  return new Map(
    rows.map((row) => row.split(/\s+/)).map(([, name = '', cpu, memory]) => [name, `${cpu} ${memory}`]),
  );
}

/** The same of the tab's rows. */
function shown(screen: DrivenTerminal): ReadonlyMap<string, string> {
  const rows = screen.screen().matchAll(/┃[▌ ]+[ISAE] (\S+) +(\d+m) .*? (\d+Mi) /g);
  return new Map([...rows].map(([, name = '', cpu, memory]) => [name, `${cpu} ${memory}`]));
}

it('is what `kubectl top pod --containers` says of the same sample', async () => {
  const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, 'anatomy-0'], {
    columns: 200,
    rows: 50,
  });
  try {
    await screen.waitFor('● live');
    screen.type('U');
    await screen.waitFor(() => shown(screen).size === 4, 120_000);
    // Each asks at its own time: what both say is of one sample sooner or later.
    await expect
      .poll(async () => [...(await top())].sort(), { timeout: 90_000, interval: 1000 })
      .toSatisfy((rows: [string, string][]) => {
        const mine = [...shown(screen)].sort();
        return rows.length === 4 && JSON.stringify(rows) === JSON.stringify(mine);
      });
  } finally {
    screen.kill();
  }
});

/** The same of `podscope pod`, as text and as JSON. */
async function printed(): Promise<readonly (readonly [string, string])[]> {
  const run = async (...more: string[]): Promise<string> => {
    const all = ['bin/podscope.js', 'pod', '-n', namespace.name, 'anatomy-0', ...more];
    return (await promisify(execFile)(process.execPath, all)).stdout;
  };
  const text = await run();
  const rows = text
    .slice(text.indexOf('\nUSAGE '), text.indexOf('\nSTARTS '))
    .matchAll(/^(\S+) +(\d+m) .*? (\d+Mi) /gm);
  const asText = [...rows].map(([, name = '', cpu = '', memory = '']) => [name, `${cpu} ${memory}`] as const);
  const { usage } = JSON.parse(await run('-o', 'json')) as PodAnatomyJson;
  const asJson = (usage?.containers ?? []).flatMap(({ name, cpu, memory }) =>
    cpu.used === null || memory.used === null
      ? []
      : [[name, `${Math.ceil(cpu.used / 1e6)}m ${Math.floor(memory.used / 2 ** 20)}Mi`] as const],
  );
  return JSON.stringify([...asText].sort()) === JSON.stringify([...asJson].sort()) ? asText : [];
}

it('is the same in `podscope pod`, as text and as JSON', async () => {
  await expect
    .poll(async () => [await printed(), [...(await top())]], { timeout: 120_000, interval: 500 })
    .toSatisfy(([mine = [], theirs = []]: [string, string][][]) => {
      return theirs.length === 4 && JSON.stringify(mine.toSorted()) === JSON.stringify(theirs.toSorted());
    });
});

it('is not asked for again and again where there is no metrics server, and that is said', async () => {
  const faults = await HttpFaults.open();
  const asked: string[] = [];
  faults.fault = (_, { url = '' }) => {
    if (!url.startsWith(METRICS)) return undefined;
    asked.push(url);
    return (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
    };
  };
  const kubeconfig = kubeconfigTo(faults.url, namespace.name);
  const screen = launch(process.execPath, ['bin/podscope.js', '--kubeconfig', kubeconfig, 'anatomy-0'], {
    columns: 156,
    rows: 42,
  });
  try {
    await screen.waitFor('● live');
    screen.type('U');
    await screen.waitFor(/◌ no metrics server/);
    screen.type('4');
    screen.type('4');
    screen.press('escape');
    screen.type('U');
    await screen.waitFor(/◌ no metrics server/);
    expect(asked).toEqual([`${METRICS}/v1beta1`]);
  } finally {
    screen.kill();
    await faults.close();
  }
});
