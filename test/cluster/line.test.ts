import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { TestNamespace } from '../support/cluster.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { HttpFaults } from '../support/servers/http-faults.ts';
import { currentKubeconfig, kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { ANSWER_FAULTS, LINE_FAULTS, type Notice } from '../support/servers/line-faults.ts';
import { Watched } from '../support/dashboards/watched.ts';

/**
 * Every fault of the line on a real cluster, all at once and with the limits that the product has: what is told,
 * how soon, and how soon the rows are right again. With FAULTS_TABLE=1 what was measured goes to CONTRIBUTING.md.
 */
const PAPER = 'CONTRIBUTING.md';
/** The machine may be busy: so long may noticing take beside the product's own limits, in s. */
const GRACE = 60;
/** Of one test, in ms: the idle limit and all of it. */
const LIMIT = 300_000;

interface Measured {
  readonly name: string;
  readonly told: string;
  readonly noticed: number | undefined;
  readonly right: number;
}

let space: TestNamespace;
/** The API server, without any fault. */
let api: HttpFaults;
const measured = new Map<string, Measured>();

beforeAll(async () => {
  space = await TestNamespace.create('line');
  api = await HttpFaults.open();
});
afterAll(async () => {
  await space.remove();
  await api.close();
  if (process.env['FAULTS_TABLE'] === '1') writeTable();
});

/** Makes a Pod that no node takes. */
async function make(name: string, mark: string): Promise<void> {
  const metadata = { name, labels: { fault: mark } };
  const spec = { schedulerName: 'none', containers: [{ name: 'main', image: 'nginx' }] };
  const answer = await fetch(`${api.url}/api/v1/namespaces/${space.name}/pods`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ metadata, spec }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

interface Trouble {
  readonly name: string;
  readonly notice: Notice;
  readonly within: number;
  readonly begin: () => void | Promise<void>;
  readonly mend: (() => void | Promise<void>) | undefined;
}

/** A watch in good order, then the trouble, a Pod that comes meanwhile, and the end of the trouble. */
async function suffer(connection: Connection, { name, notice, within, begin, mend }: Trouble): Promise<void> {
  const mark = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  await connection.version();
  await make(`${mark}-1`, mark);
  const watched = new Watched(
    connection.watch('pods', { namespace: space.name, labelSelector: `fault=${mark}` }),
  );
  try {
    await watched.until('the first Pod', () => watched.synced && watched.names.length === 1);
    // Until the server was asked for the first time, no connection but the watch's needs to be there.
    await new Promise((resolve) => setTimeout(resolve, 7000));
    // The event makes the watch's connection the one that was used last.
    await make(`${mark}-2`, mark);
    await watched.until('the second Pod', () => watched.names.length === 2);
    const from = watched.log.length;
    const told = (): string[] =>
      watched.log.slice(from).filter((word) => !/^(live|heard|synced|upsert|delete)/.test(word));
    let start = performance.now();
    const passed = (): number => (performance.now() - start) / 1000;
    await begin();
    const made = make(`${mark}-3`, mark);
    const right = (): boolean =>
      watched.state === 'live' && watched.silentSince === undefined && watched.names.length === 3;
    if (notice === 'nothing') await watched.until('what came meanwhile', right, 120_000);
    else await watched.until(notice, () => told().includes(notice), (within + GRACE) * 1000);
    const noticed = notice === 'nothing' ? undefined : passed();
    if (notice === 'nothing') expect(told()).toEqual([]);
    if (mend) start = performance.now();
    await mend?.();
    await made;
    await watched.until('rows that are right again', right, 120_000);
    expect(watched.breaches).toEqual([]);
    const reason = notice === 'nothing' ? '–' : words(notice, watched);
    measured.set(name, { name, told: reason, noticed, right: passed() });
  } finally {
    watched.close();
  }
}

const words = (notice: Notice, { failures }: Watched): string =>
  notice === 'silent' ? 'no answer' : `${notice}: ${failures[0]?.reason ?? ''}`;

describe.concurrent('connections:', () => {
  for (const fault of LINE_FAULTS)
    it(fault.name, { timeout: LIMIT }, async () => {
      const config = await currentKubeconfig();
      const proxy = await FaultProxy.open(config.clusters[0].cluster.server);
      const connection = connect(await kubeconfigWith({ port: proxy.port, named: true }));
      const { mend } = fault;
      try {
        await suffer(connection, {
          ...fault,
          begin: () => fault.begin(proxy),
          mend: mend && (() => mend(proxy)),
        });
      } finally {
        connection.close();
        await proxy.close();
      }
    });
});

describe.concurrent('answers:', () => {
  for (const fault of ANSWER_FAULTS)
    it(fault.name, { timeout: LIMIT }, async () => {
      const server = await HttpFaults.open();
      const kubeconfig = await kubeconfigWith({ cluster: { server: server.url }, user: {} });
      const connection = connect(kubeconfig, fault.json && { PODSCOPE_PROTOBUF: 'off' });
      const { mend } = fault;
      try {
        await suffer(connection, {
          ...fault,
          begin: () => fault.begin(server),
          mend: mend && (() => mend(server)),
        });
      } finally {
        connection.close();
        await server.close();
      }
    });
});

function connect(kubeconfig: string, env: Readonly<Record<string, string>> = {}): Connection {
  const cluster = openClusters({ env: { ...process.env, ...env }, home: homedir(), kubeconfig });
  return cluster.connect(cluster.current.name);
}

function writeTable(): void {
  const seconds = (value: number | undefined): string =>
    value === undefined ? '–' : `${value.toFixed(1)} s`;
  const rows = [...LINE_FAULTS, ...ANSWER_FAULTS].map(({ name }) => {
    const found = measured.get(name);
    if (!found) throw new Error(`not measured: ${name}`);
    return `| ${name} | ${found.told} | ${seconds(found.noticed)} | ${seconds(found.right)} |`;
  });
  const head = ['| fault | told | noticed after | right again after |', '|---|---|---|---|'];
  const table = [...head, ...rows].join('\n');
  const paper = readFileSync(PAPER, 'utf8');
  writeFileSync(
    PAPER,
    paper.replace(/(<!-- faults -->\n)[^]*?(\n<!-- end of faults -->)/, `$1\n${table}\n$2`),
  );
}
