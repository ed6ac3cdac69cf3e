import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namespaceMatrix } from '../../../src/model/namespaces/namespace-matrix.ts';
import { cellText, differencesIn } from '../../../src/model/namespaces/namespace-texts.ts';
import type { Namespaces } from '../../../src/model/namespaces/observed.ts';
import type { Pod, PodSpec } from '../../../src/model/kinds/objects.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walks } from '../../../src/model/processes/walked.ts';

/** Pods of a real cluster (cgroup v1), and walks of their containers. */
const REAL = JSON.parse(readFileSync('test/fixtures/namespaces.json', 'utf8')) as Record<
  'anatomy-0' | 'unshared' | 'hosted',
  { pod: Pod; walks: Record<string, string> }
>;

function seen(pod: Pod, walks: Walks | undefined): Record<string, string> {
  const { containers, rows } = namespaceMatrix(pod, walks);
  return Object.fromEntries(
    rows.map(({ name, cells }) => [
      name,
      containers
        .flatMap((container, index) => {
          const cell = cells[index];
          if (!cell) return [];
          const mark = { no: '', perhaps: '?', yes: '≠' }[cell.differs];
          return [`${container} ${mark}${cellText({ ...cell, inode: undefined }, false, (name) => name)}`];
        })
        .join(', '),
    ]),
  );
}

function real(name: keyof typeof REAL) {
  const { pod, walks: texts } = REAL[name];
  const walks: Walks = new Map(
    Object.entries(texts).flatMap(([container, text]) => {
      const walk = readWalk(text);
      return walk ? [[container, { type: 'walk', walk, at: 0 }] as const] : [];
    }),
  );
  return { pod, walks, told: [...differencesIn(namespaceMatrix(pod, walks))] };
}

describe('the namespaces of real containers', () => {
  it('that share all they can', () => {
    const { pod, walks, told } = real('anatomy-0');
    expect(told).toEqual([]);
    expect(seen(pod, walks)).toMatchObject({
      network: 'log-shipper Pod, app Pod, worker Pod, shell-less Pod',
      PID: 'log-shipper Pod, app Pod, worker Pod, shell-less Pod',
      mount: 'log-shipper own, app own, worker own, shell-less own',
      user: 'log-shipper node, app node, worker node, shell-less node',
      // What the spec does not say, a walk does: here the node's, as with cgroup v1.
      cgroup: 'log-shipper node, app node, worker node, shell-less runtime',
    });
  });

  it('on the node’s network, IPC and processes', () => {
    const { pod, walks, told } = real('hosted');
    expect(told).toEqual([]);
    expect(seen(pod, walks)).toEqual({
      ...Object.fromEntries(
        ['network', 'IPC', 'UTS', 'PID', 'user', 'cgroup', 'time'].map((name) => [name, 'guest node']),
      ),
      mount: 'guest own',
    });
  });

  it('of which one left what it was given, and of another one a process', () => {
    const { pod, walks, told } = real('unshared');
    const { network, UTS, IPC } = seen(pod, walks);
    expect(network).toBe('plain Pod, net-own ≠own, child-own Pod +1, nobody Pod, busy Pod, shell-less Pod');
    expect(UTS).toBe(network);
    expect(IPC).not.toMatch(/[≠+]/);
    expect(told).toEqual([
      "≠ net-own: network, UTS its own, and not the Pod's: it left that, or the runtime gave it another",
      '+ child-own: sleep (6) is in another network, UTS than its container',
    ]);
  });
});

/** Containers that a walk found so. */
function made(spec: PodSpec, inside: Readonly<Record<string, Namespaces>>) {
  const state = { running: { startedAt: '2026-01-01T00:00:00Z' } };
  const named = Object.keys(inside).map((name) => ({ name }));
  const looking = new Set((spec.ephemeralContainers ?? []).map(({ name }) => name));
  const pod: Pod = {
    metadata: { uid: 'u', name: 'p' },
    spec: { containers: named.filter(({ name }) => !looking.has(name)), ...spec },
    status: {
      containerStatuses: named.filter(({ name }) => !looking.has(name)).map(({ name }) => ({ name, state })),
      ephemeralContainerStatuses: [...looking].map((name) => ({ name, state })),
    },
  } as unknown as Pod;
  const walks: Walks = new Map(
    Object.entries(inside).map(([name, namespaces]) => [
      name,
      { type: 'walk', at: 0, walk: { processes: [], namespaces, users: [], cut: false } },
    ]),
  );
  return { pod, walks, told: [...differencesIn(namespaceMatrix(pod, walks))] };
}

const FIRST = { net: 4026531833, ipc: 4026531839, pid: 4026531836, user: 4026531837, cgroup: 4026531835 };

describe('namespaces', () => {
  it('are told by the spec alone without a walk', () => {
    const { pod } = made({ hostUsers: false }, { a: {}, b: {} });
    expect(seen(pod, undefined)).toMatchObject({ network: 'a Pod, b Pod', user: 'a Pod, b Pod' });
  });

  it('that the spec shares and the node has are not as the spec says', () => {
    const { pod, walks } = made({ hostUsers: false }, { a: FIRST, b: FIRST });
    expect(seen(pod, walks)).toMatchObject({
      network: 'a ≠node, b ≠node',
      IPC: 'a ≠node, b ≠node',
      PID: 'a ≠node, b ≠node',
      user: 'a ≠node, b ≠node',
      cgroup: 'a node, b node',
    });
  });

  it('that are to be the node’s and are no kernel’s first may be: the node may be a container', () => {
    const one = { net: 4026532300, ipc: 4026532301, user: 4026532302 };
    const { pod, walks, told } = made({ hostNetwork: true, hostIPC: true }, { a: one, b: one });
    // Of networks older kernels do not tell their first.
    expect(seen(pod, walks)).toMatchObject({
      network: 'a node, b node',
      IPC: 'a ?node, b ?node',
      user: 'a ?node, b ?node',
    });
    expect(told[0]).toMatch(/^\? a: IPC, user is to be the node's/);
  });

  it('of two that differ are not the Pod’s in either: which of them left it cannot be told', () => {
    const { pod, walks } = made({}, { a: { net: 1 }, b: { net: 2 } });
    expect(seen(pod, walks)['network']).toBe('a ≠own, b ≠own');
    const third = made({}, { a: { net: 1 }, b: { net: 2 }, c: { net: 2 } });
    expect(seen(third.pod, third.walks)['network']).toBe('a ≠own, b Pod, c Pod');
  });

  it('of a container with a target are the target’s, of control groups of version 2 each its own', () => {
    const spec = { ephemeralContainers: [{ name: 'debugger', targetContainerName: 'a' }] };
    const inside = { a: { pid: 1, cgroup: 4 }, b: { pid: 2, cgroup: 5 }, debugger: { pid: 1, cgroup: 6 } };
    const { pod, walks } = made(spec, inside);
    expect(seen(pod, walks)).toMatchObject({
      PID: 'a own, b own, debugger of a',
      cgroup: 'a own, b own, debugger own',
    });
  });

  it('that containers share although each is to have its own are not as the spec says', () => {
    const { pod, walks } = made({}, { a: { mnt: 1 }, b: { mnt: 1 }, c: { mnt: 2 } });
    expect(seen(pod, walks)['mount']).toBe('a ≠of b, b ≠of a, c own');
  });
});
