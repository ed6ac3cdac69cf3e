/** Volumes on a real cluster: what claims are bound to, who else mounts them, and what the environment names. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { TestNamespace } from '../support/cluster.ts';
import { launch } from '../support/programs/terminal-driver.ts';

let space: TestNamespace;

beforeAll(async () => {
  space = await TestNamespace.create('volumes');
  await space.apply('volumes');
  await space.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
});
afterAll(() => space.remove());

describe('volumes', () => {
  it('answer at 156×42 without a key whether they are persistent, on what class, and who else mounts them', async () => {
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', space.name, 'first'], {
      columns: 156,
      rows: 42,
    });
    try {
      await screen.waitFor(
        /persistent: class shared-\w+ \(no such class\), 2Gi RWO, Bound, Retain, hostPath \/tmp/,
      );
      await screen.waitFor('⇄ also in Pod second');
      await screen.waitFor('⟨of/first⟩ HostToContainer');
      await screen.waitFor('app:/data/scratch = side:/scratch/of/first');
      await screen.waitFor('app: scratch at /data/scratch covers what disk has there');
    } finally {
      screen.kill();
    }
  });

  it('are told in full by podscope pod, as JSON too', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      'bin/podscope.js',
      ...['pod', 'first', '-n', space.name, '-o', 'json'],
    ]);
    const { volumes, sharing, covered } = JSON.parse(stdout) as PodAnatomyJson;
    const disk = volumes.find(({ name }) => name === 'disk');
    expect(disk).toMatchObject({
      source: { kind: 'persistentVolumeClaim', otherPods: ['second'] },
      claim: {
        name: 'shared',
        phase: 'Bound',
        capacity: '2Gi',
        volume: {
          phase: 'Bound',
          reclaimPolicy: 'Retain',
          source: `hostPath /tmp/podscope-shared-${space.run}`,
        },
        storageClass: { provisioner: null },
      },
    });
    expect(
      volumes.flatMap(({ mounts }) => mounts).find(({ path }) => path === '/data/scratch'),
    ).toMatchObject({
      subPath: 'of/first',
      unexpanded: false,
      propagation: 'HostToContainer',
    });
    expect(sharing).toEqual(['app:/data/scratch = side:/scratch/of/first']);
    expect(covered).toEqual(['app: scratch at /data/scratch covers what disk has there']);
  });

  it('tell of a claim of the Pod’s own that it goes with the Pod, and what it is bound to', async () => {
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', space.name, 'third'], {
      columns: 156,
      rows: 42,
    });
    try {
      await screen.waitFor(`ephemeral pvc third-own`);
      await screen.waitFor(/goes with the Pod: class own-\w+ \(no such class\), 1Gi RWO, Bound/);
    } finally {
      screen.kill();
    }
  });

  it('tell of a claim that is being deleted what kubectl does, in what hangs on the Pod too', async () => {
    await space.kubectl('delete', 'pvc', 'shared', '--wait=false');
    expect(await space.kubectl('get', 'pvc', 'shared')).toContain('Terminating');
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', space.name, 'first'], {
      columns: 156,
      rows: 42,
    });
    try {
      await screen.waitFor(/persistent: class shared-\w+ \(no such class\), 2Gi RWO, Terminating/);
      screen.press('w');
      await screen.waitFor(/┊. pvc shared +Terminat/);
    } finally {
      screen.kill();
    }
  });
});
