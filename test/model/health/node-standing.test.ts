import { describe, expect, it } from 'vitest';
import { nodeClauses, nodeLines } from '../../../src/model/health/node/node-clauses.ts';
import { type NodeDocument, nodeStanding } from '../../../src/model/health/node/node-standing.ts';
import type { Reference } from '../../../src/model/health/pod-facts.ts';
import type { Pod, Toleration } from '../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const podOf = (tolerations: readonly Toleration[] = []): Pod => ({
  metadata: { name: 'p', uid: 'p' },
  spec: { nodeName: 'n', tolerations },
  status: { phase: 'Running' },
});

const reference = (document: NodeDocument, more: Partial<Reference> = {}): Reference => {
  const node = nodeStanding(document);
  return { kind: 'Node', name: 'n', state: 'there', ...(node && { node }), ...more };
};

const ready = { type: 'Ready', status: 'True' };
const pressure = (type: string, message?: string) => ({
  ...{ type, status: 'True', lastTransitionTime: ago(5), reason: 'KubeletHasInsufficient' },
  ...(message !== undefined && { message }),
});
const lostFor = (minutes: number): NodeDocument => ({
  spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', timeAdded: ago(minutes) }] },
  status: { conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: ago(2) }] },
});
const lost = lostFor(1);
const note = 'NodeStatusUnknown: Kubelet stopped posting node status.';

const says = (document: NodeDocument, pod = podOf(), more: Partial<Reference> = {}): readonly string[] =>
  nodeClauses(reference(document, more), pod, NOW);

describe('what the node of a Pod is said to do to it', () => {
  it.each<[string, NodeDocument, readonly string[]]>([
    ['nothing, where it is ready', { status: { conditions: [ready] } }, []],
    ['nothing, where nothing is known of it', {}, []],
    [
      'that it runs short, of what, for how long, and what the kubelet says',
      {
        status: {
          conditions: [ready, pressure('MemoryPressure', 'kubelet has insufficient memory available')],
        },
      },
      ['its node n has been under MemoryPressure for 5m: kubelet has insufficient memory available'],
    ],
    [
      'each thing that it runs short of, by its reason where there is no more',
      { status: { conditions: [pressure('DiskPressure'), pressure('PIDPressure')] } },
      [
        'its node n has been under DiskPressure for 5m: KubeletHasInsufficient',
        'its node n has been under PIDPressure for 5m: KubeletHasInsufficient',
      ],
    ],
    [
      'nothing of a condition whose meaning is up to who sets it',
      {
        status: {
          conditions: [
            { type: 'KernelReady', status: 'True' },
            { type: 'MemoryPressure', status: 'Unknown' },
          ],
        },
      },
      [],
    ],
    ['that it is cordoned', { spec: { unschedulable: true } }, ['its node n is cordoned']],
    [
      'that a taint evicts it which it does not tolerate',
      { spec: { taints: [{ key: 'maintenance', value: 'now', effect: 'NoExecute', timeAdded: ago(1) }] } },
      ['the taint maintenance=now:NoExecute of its node n evicts it'],
    ],
    [
      'nothing of a taint that keeps others away',
      { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
      [],
    ],
  ])('%s', (_, document, wanted) => {
    expect(says(document)).toEqual(wanted);
  });

  const unreachable = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' };

  it('that it is not ready, for how long, and when that evicts the Pod', () => {
    expect(says(lost, podOf([{ ...unreachable, tolerationSeconds: 300 }]), { note })).toEqual([
      `its node n has not been ready for 2m: ${note}`,
      'the taint node.kubernetes.io/unreachable:NoExecute of its node n evicts it in 4m',
    ]);
  });

  it('of a Pod that came after the taint, that it is borne from then on', () => {
    const { metadata, ...rest } = podOf([{ ...unreachable, tolerationSeconds: 300 }]);
    const evicted = (created: string): string | undefined =>
      says(lostFor(6), { metadata: { ...metadata, creationTimestamp: created }, ...rest }, { note })[1];
    const by = 'the taint node.kubernetes.io/unreachable:NoExecute of its node n evicts it';
    expect(evicted(ago(60))).toBe(by);
    expect(evicted(ago(1))).toBe(`${by} in 4m`);
  });

  it.each<[string, readonly Toleration[]]>([
    ['for ever', [unreachable]],
    ['as everything', [{ operator: 'Exists' }]],
  ])('no eviction where the taint is tolerated %s', (_, tolerations) => {
    expect(says(lost, podOf(tolerations))).toEqual([]);
  });

  it('no eviction of what has ended, or is to end', () => {
    expect(says(lost, { ...podOf(), status: { phase: 'Failed' } })).toEqual([]);
    const going: Pod = { ...podOf(), metadata: { name: 'p', uid: 'p', deletionTimestamp: ago(0) } };
    expect(says(lost, going)).toEqual([]);
  });

  it('that it is gone, and nothing of one that may not be asked for', () => {
    expect(says({}, podOf(), { state: 'missing' })).toEqual(['its node n does not exist any more']);
    expect(says({}, podOf(), { state: 'denied' })).toEqual([]);
    expect(nodeClauses(undefined, podOf(), NOW)).toEqual([]);
  });
});

it('a node by itself has its taints too, and says why nothing is known of it', () => {
  const document: NodeDocument = {
    spec: { unschedulable: true, taints: [{ key: 'gpu', effect: 'NoSchedule', timeAdded: ago(60) }] },
    status: { conditions: [pressure('DiskPressure', 'low')] },
  };
  expect(nodeLines(reference(document), false, NOW)).toEqual([
    'Node n has been under DiskPressure for 5m: low',
    'Node n is cordoned: no other Pod is placed there',
    'Node n has the taint gpu:NoSchedule, for 60m',
  ]);
  expect(nodeLines(reference(document), true, NOW)).toEqual(['Node n has the taint gpu:NoSchedule, for 60m']);
  expect(nodeLines(reference({}, { state: 'denied' }), true, NOW)).toEqual([
    'Node n: how it stands may not be asked for',
  ]);
});
