import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { filter, firstValueFrom, map, scan } from 'rxjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import type { Connection } from '../../src/ports/connection.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../src/model/kinds/watch-event.ts';
import { startSimulator, type Simulator } from '../../src/simulator/apiserver/server.ts';
import { BUILT_IN } from '../../src/simulator/api/resources.ts';
import { testFolder } from '../support/test-folder.ts';

let simulator: Simulator;
let connection: Connection;
const PODS = BUILT_IN.find(({ plural }) => plural === 'pods')!;

beforeEach(async () => {
  simulator = await startSimulator();
  const file = path.join(testFolder(), 'kubeconfig');
  writeFileSync(file, simulator.kubeconfig());
  connection = openClusters({ kubeconfig: file, env: {}, home: '' }).connect('demo');
});

afterEach(async () => {
  connection.close();
  await simulator.close();
});

const addPod = (name: string): unknown =>
  simulator.registry.create(PODS, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx' }] },
  });

const line = (event: WatchEvent<KubeObject>): string =>
  'object' in event ? `${event.type} ${event.object.metadata.name}` : event.type;

it('lists and follows Pods through the client that real clusters are followed with', async () => {
  addPod('one');
  const place = { kind: PODS, namespace: 'default', name: 'one' };
  const seen = firstValueFrom(
    connection.watch('pods', { namespace: 'default' }).pipe(
      scan((lines: string[], batch) => [...lines, ...batch.map(line)], []),
      map((lines) => {
        if (lines.at(-1) === 'synced') addPod('two');
        else if (lines.at(-1) === 'upsert two') simulator.registry.delete(place);
        return lines;
      }),
      filter((lines) => lines.at(-1) === 'delete one'),
    ),
  );
  expect(await seen).toEqual(['live', 'upsert one', 'synced', 'upsert two', 'delete one']);
});

it('tells its version, and one object whole', async () => {
  addPod('one');
  expect(await connection.version()).toBe('v1.34.4');
  const pod = await connection.get({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'one' });
  expect(pod).toMatchObject({ kind: 'Pod', metadata: { name: 'one' }, status: { phase: 'Pending' } });
});
