/** What a Pod's story costs on the line in a namespace with many events that are not its own. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import { openClusters } from '../../src/cluster/index.ts';
import type { ToldEvent } from '../../src/model/events/told-event.ts';
import { BUILT_IN } from '../../src/simulator/api/resources.ts';
import { startSimulator } from '../../src/simulator/apiserver/server.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { testFolder } from '../support/test-folder.ts';

const kindOf = (plural: string) => BUILT_IN.find((kind) => kind.plural === plural)!;
const [PODS, EVENTS] = [kindOf('pods'), kindOf('events')];

const OWN = 3;
const MANY = Number(process.env.PODSCOPE_EVENTS ?? 2000);

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** Asks for a Pod and its events in a namespace with so many of others: what came, and in how many bytes. */
async function askedBeside(others: number): Promise<{ events: readonly ToldEvent[]; bytes: number }> {
  const simulator = await startSimulator();
  opened.push(simulator);
  const create = (kind: typeof PODS, object: object) =>
    simulator.registry.create(kind, 'default', object as never);
  const containers = [{ name: 'main', image: 'nginx' }];
  const pod = create(PODS, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } });
  const tell = (name: string, of: { name: string; uid: string }): void => {
    create(EVENTS, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name },
      involvedObject: { kind: 'Pod', namespace: 'default', ...of },
      ...{ reason: 'BackOff', message: `${name} ${'x'.repeat(200)}`, type: 'Warning', count: 1 },
      ...{ firstTimestamp: '2026-01-01T00:00:00Z', lastTimestamp: '2026-01-01T00:00:00Z' },
    });
  };
  for (let at = 0; at < OWN; at += 1) tell(`own-${at}`, { name: 'p', uid: pod.metadata.uid });
  for (let at = 0; at < others; at += 1) tell(`other-${at}`, { name: 'q', uid: `q-${at % 100}` });
  const { port } = new URL(simulator.url);
  const proxy = await FaultProxy.open(simulator.url);
  opened.push(proxy);
  const kubeconfig = path.join(testFolder(), 'kubeconfig');
  writeFileSync(kubeconfig, simulator.kubeconfig().replaceAll(`:${port}`, `:${proxy.port}`));
  const connection = openClusters({ kubeconfig, env: {}, home: '' }).connect('demo');
  opened.push(connection);
  const reader = new OneShotReader(connection, { namespace: 'default', cluster: 'demo' });
  const found = await reader.pod('p');
  const { events = [] } = found ? await reader.events(found) : {};
  return { events, bytes: proxy.bytes };
}

it('is what the Pod has, however many there are of others', { timeout: 300_000 }, async () => {
  const few = await askedBeside(1);
  const many = await askedBeside(MANY);
  for (const { events } of [few, many]) expect(events.map(({ name }) => name)).toEqual(Array(OWN).fill('p'));
  // Ports and versions have as many digits as they have.
  expect(many.bytes).toBeLessThan(few.bytes * 1.05);
});
