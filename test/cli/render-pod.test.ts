import { describe, expect, it } from 'vitest';
import { podJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { renderPod } from '../../src/cli/one-shot/pod/render-pod.ts';
import { reportedPod } from '../fixtures/reported/index.ts';
import { claimOf, podNamed, pods, takenAt } from '../fixtures/index.ts';

describe('podscope pod NAME', () => {
  it('prints the whole anatomy', async () => {
    await expect(renderPod(podNamed('anatomy-0'), { claimOf }, takenAt)).toMatchFileSnapshot(
      '../golden/pod-anatomy.txt',
    );
  });

  it('prints a Pod that is not well', async () => {
    await expect(renderPod(podNamed('two-containers'), { claimOf }, takenAt)).toMatchFileSnapshot(
      '../golden/pod-two-containers.txt',
    );
  });

  it('prints the limits that a Pod has as a whole, and its claims with who uses them', () => {
    const text = renderPod(reportedPod('P05-pod-level-resources'), {}, takenAt);
    expect(text).toMatch(
      /\nOF THE POD\nlimits memory 400Mi, cpu 1\nrequests memory 200Mi\nclaim gpu → p05-pod-level-gpu-x7k2p: trainer \(big\)\n/,
    );
    expect(renderPod(podNamed('anatomy-0'), { claimOf }, takenAt)).not.toContain('OF THE POD');
  });

  it('prints every Pod, without a character that a terminal would obey', () => {
    for (const pod of [...pods, { metadata: { name: '\u001b[31mx\u0007', uid: 'x' } }]) {
      const text = renderPod(pod, {}, takenAt);
      expect(text).toContain('NAMESPACES');
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe('podscope pod NAME -o json', () => {
  const json = podJson(podNamed('anatomy-0'), { claimOf }, takenAt);

  it('has what the pods command says, and the anatomy', () => {
    expect(json).toMatchObject({
      name: 'anatomy-0',
      status: 'Running',
      ips: ['10.244.0.13'],
      hostIP: '127.0.0.1',
      automaticVolumes: 1,
    });
    expect(json.containers.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'init prepare',
      'sidecar log-shipper',
      'app app',
      'app worker',
      'app shell-less',
      'ephemeral debugger',
    ]);
    const whole = {
      ...{ readOnly: false, subPath: '', unexpanded: false, recursive: '', propagation: '', device: false },
    };
    expect(json.volumes[2]).toEqual({
      name: 'disk',
      source: {
        kind: 'persistentVolumeClaim',
        text: 'pvc anatomy-disk → pv anatomy-disk',
        detail: 'persistent: class manual, 1Gi RWO, Bound',
        otherPods: [],
      },
      claim: {
        name: 'anatomy-disk',
        phase: 'Bound',
        capacity: '1Gi',
        accessModes: ['ReadWriteOnce'],
        storageClass: { name: 'manual', provisioner: null },
        volume: { name: 'anatomy-disk', phase: null, reclaimPolicy: null, source: null },
      },
      shared: true,
      mounts: [
        { ...whole, container: 'app', path: '/data' },
        { ...whole, container: 'worker', path: '/disk', readOnly: true },
      ],
    });
    expect(json.namespaces).toContainEqual({ name: 'PID', kind: 'pid', scope: 'pod', guests: [] });
  });

  it('has the same keys for every container, and nothing that JSON would drop', () => {
    const all = pods.flatMap((pod) => podJson(pod, {}, takenAt).containers);
    for (const container of all) expect(Object.keys(container)).toEqual(Object.keys(all[0] ?? {}));
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it('tells how a container ended', () => {
    const [main] = podJson(podNamed('crashing'), {}, takenAt).containers;
    expect(main).toMatchObject({
      restarts: 4,
      state: { kind: 'waiting', text: 'CrashLoopBackOff', reason: 'CrashLoopBackOff' },
      lastExit: { text: 'exit 3', at: '2026-11-23T01:11:03Z' },
    });
  });
});

it('lists who mounts what where there are many containers, so that it grows with the mounts and no line without end', () => {
  const volumes = Array.from({ length: 100 }, (_, index) => ({ name: `v${index}`, emptyDir: {} }));
  const volumesOf = (count: number) => {
    const containers = Array.from({ length: count }, (_, index) => ({
      name: `container-${index}`,
      volumeMounts: [{ name: `v${index % 100}`, mountPath: `/at/${index}` }],
    }));
    const metadata = { name: 'huge', namespace: 'default', uid: 'h' };
    const text = renderPod({ metadata, spec: { containers, volumes } }, {}, takenAt);
    return text.slice(text.indexOf('VOLUMES\n'), text.indexOf('NAMESPACES\n'));
  };
  const many = volumesOf(400);
  expect(many).toMatch(/^⇄ v0 +emptyDir +container-0: \/at\/0$/m);
  expect(many).toMatch(/^ +container-300: \/at\/300$/m);
  expect(Math.max(...many.split('\n').map((line) => line.length))).toBeLessThan(120);
  expect(many.length).toBeLessThan(400 * 120);
  expect(volumesOf(10)).toMatch(/^VOLUME +SOURCE +container-0 .* container-9$/m);
});
