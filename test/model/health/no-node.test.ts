/** Why no node is one for a Pod, from the nodes themselves: the scheduler does not say which taint, nor which label. */
import { describe, expect, it } from 'vitest';
import type { NodeDocument, Taint } from '../../../src/model/health/node/node-standing.ts';
import type { ClusterNode } from '../../../src/model/health/node/node-standing.ts';
import { noNodeLines, type NodesAnswer, saidOfNodes } from '../../../src/model/health/node/no-node.ts';
import { untolerated } from '../../../src/model/health/node/tolerations.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod, PodSpec } from '../../../src/model/kinds/objects.ts';

const node = (
  name: string,
  labels: Record<string, string> = {},
  { spec, status }: NodeDocument = {},
): ClusterNode => ({
  metadata: { name, uid: name, labels: { 'kubernetes.io/hostname': name, ...labels } },
  ...(spec && { spec }),
  ...(status && { status }),
});

const tainted = (name: string, ...taints: Taint[]): ClusterNode => node(name, {}, { spec: { taints } });

const GPU: Taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };

const TAINT = '0/3 nodes are available: 2 node(s) had untolerated taint(s), 1 Insufficient cpu.';
const LABEL = "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.";

const pod = (message: string, spec: PodSpec = {}, nodeName = ''): Pod => ({
  metadata: { name: 'p', uid: 'p', namespace: 'shop' },
  spec: { nodeName, containers: [{ name: 'main' }], ...spec },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  },
});

const affinity = (...nodeSelectorTerms: readonly object[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
});

const lines = (said: string, spec: PodSpec, nodes: NodesAnswer): readonly string[] =>
  noNodeLines(pod(said, spec), nodes);

describe('a taint that keeps a Pod off', () => {
  it.each([
    ['of its key, value and effect', { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }, true],
    ['of every effect', { key: 'dedicated', operator: 'Equal', value: 'gpu' }, true],
    ['of every value', { key: 'dedicated', operator: 'Exists' }, true],
    ['of everything', { operator: 'Exists' }, true],
    ['of everything of another effect', { operator: 'Exists', effect: 'NoExecute' }, false],
    ['of another value', { key: 'dedicated', value: 'cpu' }, false],
    ['without a value', { key: 'dedicated' }, false],
    ['of another key', { key: 'dedicate', operator: 'Exists' }, false],
    ['by an operator that is none', { key: 'dedicated', operator: 'exists' }, false],
    ['without a key, though not of everything', { value: 'gpu' }, false],
  ])('is tolerated by a toleration %s: %#', (_, toleration, isTolerated) => {
    expect(untolerated([GPU], [toleration])).toEqual(isTolerated ? [] : [GPU]);
  });

  it('is one that places or keeps no Pod, not one that would rather have others', () => {
    const taints = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'].map((effect) => ({ key: 'a', effect }));
    expect(untolerated(taints, []).map(({ effect }) => effect)).toEqual(['NoSchedule', 'NoExecute']);
  });

  it('is told with how many nodes have it, and which', () => {
    const nodes = [tainted('n1', GPU), tainted('n2', GPU, { key: 'old', effect: 'NoExecute' }), node('n3')];
    expect(lines(TAINT, {}, nodes)).toEqual([
      'it does not tolerate dedicated=gpu:NoSchedule on 2 of 3 nodes (n1, n2)',
      'it does not tolerate old:NoExecute on 1 of 3 nodes (n2)',
    ]);
  });

  it('comes first where it is one of a node that is asked for', () => {
    const control = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
    const nodes = [
      ...['c1', 'c2'].map((name) => tainted(name, control)),
      { ...node('g1', { gpu: 'yes' }), spec: { taints: [GPU] } },
    ];
    const spec = { nodeSelector: { gpu: 'yes' } };
    expect(lines('3 node(s) had untolerated taint(s)', spec, nodes)).toEqual([
      'it does not tolerate dedicated=gpu:NoSchedule on 1 of 3 nodes (g1)',
      'it does not tolerate node-role.kubernetes.io/control-plane:NoSchedule on 2 of 3 nodes (c1, c2)',
      'the labels that it asks for are on 1 of 3 nodes (g1)',
    ]);
    expect(podVerdict(pod('3 node(s) had untolerated taint(s)', spec), 0, { nodes }).text).toContain(
      'Unschedulable: 3 node(s) had untolerated taint(s) dedicated=gpu:NoSchedule +1',
    );
  });

  it('is told apart from a cordon, which the node controller makes a taint of', () => {
    const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
    const cordoned = node('n1', {}, { spec: { unschedulable: true, taints: [cordon, GPU] } });
    const said = '0/1 nodes are available: 1 node(s) were unschedulable.';
    expect(lines(said, {}, [cordoned])).toEqual([
      'a cordon keeps it off on the only node (n1)',
      'it does not tolerate dedicated=gpu:NoSchedule on the only node (n1)',
    ]);
    expect(lines(said, { tolerations: [{ operator: 'Exists' }] }, [cordoned])).toEqual([]);
  });

  it('is named among a few, however many there are', () => {
    const nodes = Array.from({ length: 9 }, (_, index) =>
      tainted(`n${index}`, { key: `k${index}`, effect: 'NoSchedule' }, GPU),
    );
    const told = lines(TAINT.replace(', 1 Insufficient cpu', ''), {}, nodes);
    expect(told[0]).toBe(
      'it does not tolerate dedicated=gpu:NoSchedule on all 9 nodes (n0, n1, n2 and 6 more)',
    );
    expect(told.slice(5)).toEqual(['nor 5 other taints']);
  });

  it('is named in the verdict, behind the words that leave it out', () => {
    const said = `${TAINT} no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful.`;
    const { text, details } = podVerdict(pod(said), 0, { nodes: [tainted('n1', GPU), node('n2')] });
    expect(text).toBe(
      'Unschedulable: 0/3 nodes are available: 2 node(s) had untolerated taint(s) dedicated=gpu:NoSchedule, 1 Insufficient cpu; it tolerates no taint',
    );
    expect(details?.slice(0, 2)).toEqual([
      'why no node?',
      '  it does not tolerate dedicated=gpu:NoSchedule on 1 of 2 nodes (n1)',
    ]);
  });

  it('stands beside what the Pod tolerates, which admission adds to', () => {
    const given = (...tolerations: object[]) =>
      podVerdict(pod(TAINT, { tolerations } as Parameters<typeof pod>[1]), 0).clauses?.[1];
    const lost = ['not-ready', 'unreachable'].map((key) => ({
      ...{
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      },
    }));
    const spot = { key: 'spot', value: 'yes', effect: 'NoSchedule' };
    expect(given()).toBe('it tolerates no taint');
    // What all Pods tolerate explains nothing.
    expect(given(...lost)).toBeUndefined();
    expect(given(...lost, spot)).toBe(
      'it tolerates only spot=yes:NoSchedule, node.kubernetes.io/{not-ready,unreachable}:NoExecute',
    );
    expect(given({ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' })).toBe(
      'it tolerates only node.kubernetes.io/unschedulable:NoSchedule',
    );
  });

  it('leaves the room to the label where no node has that', () => {
    const said =
      "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s).";
    const nodes = [tainted('n1', GPU), node('n2', { disk: 'sdd' })];
    const { text, details } = podVerdict(pod(said, { nodeSelector: { disk: 'ssd' } }), 0, { nodes });
    expect(text).toMatch(/taint\(s\); no node has disk=ssd, the nearest is disk=sdd on 1 of 2 nodes \(n2\)/);
    expect(details).toContain('  it does not tolerate dedicated=gpu:NoSchedule on 1 of 2 nodes (n1)');
  });

  it('has no value that would be taken for a pattern', () => {
    const { text } = podVerdict(pod(TAINT), 0, { nodes: [tainted('n1', { ...GPU, value: '$&$1' })] });
    expect(text).toContain('taint(s) dedicated=$&$1:NoSchedule, 1');
  });
});

describe('a label that no node has', () => {
  const nodes = [node('n1', { disk: 'sdd', zone: 'a', cores: '8' }), node('n2', { disk: 'hdd', zone: 'b' })];
  it.each<[string, PodSpec, readonly string[]]>([
    [
      'is told with the nearest value there is',
      { nodeSelector: { disk: 'ssd' } },
      ['no node has disk=ssd, the nearest is disk=sdd on 1 of 2 nodes (n1)'],
    ],
    [
      'is told with what there is where nothing is near',
      { nodeSelector: { zone: 'north' } },
      ['no node has zone=north, there is zone=a, zone=b'],
    ],
    [
      'is told with the nearest label where none has that',
      { nodeSelector: { disc: 'ssd' } },
      ['no node has disc=ssd, the nearest label is disk'],
    ],
    [
      'is told alone where nothing is like it',
      { nodeSelector: { 'no-such': 'node' } },
      ['no node has no-such=node'],
    ],
    [
      'may be one of an affinity',
      affinity({ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd', 'nvme'] }] }),
      ['no node has disk in (ssd, nvme), the nearest is disk=sdd on 1 of 2 nodes (n1)'],
    ],
    [
      'may be one that there should not be',
      affinity({ matchExpressions: [{ key: 'disk', operator: 'DoesNotExist' }] }),
      ['every node has a label disk'],
    ],
    [
      'may be one that has another value everywhere',
      affinity({ matchExpressions: [{ key: 'disk', operator: 'NotIn', values: ['hdd', 'sdd'] }] }),
      ['no node is without disk in (hdd, sdd)'],
    ],
    [
      'may be the name of a node',
      affinity({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n3'] }] }),
      ['no node has metadata.name in (n3)'],
    ],
    [
      'may be together with others that some have',
      { nodeSelector: { disk: 'sdd', zone: 'b' } },
      ['no node has all that it asks for: disk=sdd on 1 of 2 nodes (n1), zone=b on 1 of 2 nodes (n2)'],
    ],
    [
      'is none where a node has all',
      { nodeSelector: { disk: 'sdd' } },
      ['the labels that it asks for are on 1 of 2 nodes (n1)'],
    ],
    [
      'is none where a node has more than a number',
      affinity({ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] }),
      ['the labels that it asks for are on 1 of 2 nodes (n1)'],
    ],
    [
      'is none where one of several terms is true',
      affinity(
        { matchExpressions: [{ key: 'disk', operator: 'Exists' }] },
        { matchExpressions: [{ key: 'tape', operator: 'Exists' }] },
      ),
      [],
    ],
  ])('%s', (_, spec, told) => {
    expect(lines(LABEL, spec, nodes)).toEqual(told);
  });
});

describe('too little of a resource', () => {
  const sized = (name: string, cpu: string, memory: string) =>
    node(name, {}, { status: { allocatable: { cpu, memory } } });
  const nodes = [sized('small', '1900m', '2Gi'), sized('large', '4', '8Gi')];
  const asks = (requests: Record<string, string>): PodSpec => ({
    containers: [{ name: 'main', resources: { requests } }],
  });

  it('is told with what the largest node has', () => {
    const said =
      '0/2 nodes are available: 2 Insufficient cpu, 1 Insufficient memory, 2 Insufficient example.com/gpu.';
    expect(lines(said, asks({ cpu: '900', memory: '6Gi', 'example.com/gpu': '1' }), nodes)).toEqual([
      'it asks for 900 of cpu: no node has more than 4 (large)',
      'it asks for 6Gi of memory: the largest node has 8Gi (large), less what the Pods there ask for',
      'it asks for 1 of example.com/gpu: no node has any',
    ]);
  });

  it('is told before what keeps it off the nodes that would be no help, in the verdict too', () => {
    const said = '0/3 nodes are available: 2 Insufficient cpu, 1 node(s) had untolerated taint(s).';
    const wanting = pod(said, asks({ cpu: '64' }));
    const all = [...nodes, tainted('fake', GPU)];
    const cause = 'it asks for 64 of cpu: no node that it could go to has more than 4 (large)';
    expect(noNodeLines(wanting, all)).toEqual([
      cause,
      'it does not tolerate dedicated=gpu:NoSchedule on 1 of 3 nodes (fake)',
    ]);
    const { clauses, details = [] } = podVerdict(wanting, 0, { nodes: all });
    expect(clauses?.[1]).toBe(cause);
    expect(details.join('\n')).not.toContain(cause);
  });

  it('may be a port of the node, which is told with who has it', () => {
    const said = "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports.";
    const asking = pod(said, {
      containers: [{ name: 'main', ports: [{ containerPort: 80, hostPort: 31999 }] }],
    });
    const told = (...others: string[]) =>
      podVerdict(asking, 0, {
        rivals: others.map((name) => ({ port: '31999/TCP', pod: name, node: `n-${name}` })),
      }).clauses?.[1];
    expect(told()).toBe('it asks for port 31999/TCP of its node');
    expect(told('a')).toBe('it asks for port 31999/TCP of its node, which a on n-a has');
    expect(told('a', 'b', 'c')).toBe(
      'it asks for port 31999/TCP of its node, which a on n-a, b on n-b and 1 more have',
    );
  });

  it('is told of the nodes that it could go to alone', () => {
    const said = '0/4 nodes are available: 1 Insufficient memory, 3 node(s) had untolerated taint(s).';
    const larger = (name: string, spec: NodeDocument['spec'], labels = {}) => ({
      ...node(name, labels, { status: { allocatable: { memory: '2Ti' } } }),
      ...(spec && { spec }),
    });
    const cordoned = larger('cordoned', { unschedulable: true });
    const all = [...nodes, larger('fake', { taints: [GPU] }), cordoned];
    const told = (spec: PodSpec, among = all) =>
      lines(said, { ...asks({ memory: '900Gi' }), ...spec }, among);
    expect(told({})).toContain(
      'it asks for 900Gi of memory: no node that it could go to has more than 8Gi (large)',
    );
    expect(told({ tolerations: [{ key: 'dedicated', operator: 'Exists' }] })).toContain(
      'it asks for 900Gi of memory: the largest node that it could go to has 2Ti (fake), less what the Pods there ask for',
    );
    expect(
      told({ nodeSelector: { disk: 'ssd' } }, [...all, larger('ssd', { taints: [GPU] }, { disk: 'ssd' })]),
    ).toContain('it asks for 900Gi of memory: there is no node that it could go to');
    expect(
      told(
        affinity({
          matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['small', 'fake'] }],
        }),
      ),
    ).toContain('it asks for 900Gi of memory: no node that it could go to has more than 2Gi (small)');
    expect(
      told(
        {},
        [larger('none', undefined), cordoned].map((one) => ({ ...one, status: {} })),
      ),
    ).toContain('it asks for 900Gi of memory: no node that it could go to has any');
  });

  it('names the same one of nodes that are as large', () => {
    const said = '0/2 nodes are available: 2 Insufficient cpu.';
    const twins = [sized('b', '4', '8Gi'), sized('a', '4', '8Gi')];
    expect(lines(said, asks({ cpu: '9' }), twins)).toEqual(
      lines(said, asks({ cpu: '9' }), twins.toReversed()),
    );
  });

  it('counts what has to be there at the same time', () => {
    const of = (cpu: string, restartPolicy?: string) => ({
      name: `c${cpu}`,
      resources: { requests: { cpu } },
      ...(restartPolicy && { restartPolicy }),
    });
    const spec = {
      initContainers: [of('1'), of('500m', 'Always'), of('3')],
      containers: [of('1'), of('1500m')],
    };
    const said = '0/2 nodes are available: 2 Insufficient cpu.';
    expect(lines(said, spec, nodes)[0]).toMatch(/^it asks for 3.5 of cpu: the largest/);
    expect(lines(said, { ...spec, resources: { requests: { cpu: '5' } } }, nodes)[0]).toMatch(
      /^it asks for 5 of/,
    );
  });
});

describe('nodes', () => {
  it('are asked for only where the scheduler speaks of them', () => {
    expect(saidOfNodes(pod(TAINT))).toBe(TAINT);
    expect(saidOfNodes(pod(LABEL))).toBe(LABEL);
    expect(saidOfNodes(pod(TAINT, {}, 'n1'))).toBeUndefined();
    expect(
      saidOfNodes(pod('0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.')),
    ).toBeUndefined();
    expect(saidOfNodes({ metadata: { name: 'p', uid: 'p' } })).toBeUndefined();
    const gated = pod(TAINT);
    gated.status!.conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: TAINT },
    ];
    expect(saidOfNodes(gated)).toBeUndefined();
  });

  it('that may not be listed are said to be', () => {
    const nodes = { unknown: 'nodes may not be listed' };
    expect(lines(TAINT, {}, nodes)).toEqual([
      'which taints and labels keep it off is not known: nodes may not be listed',
    ]);
    expect(podVerdict(pod(TAINT), 0, { nodes }).text).toBe(
      `Unschedulable: ${TAINT.slice(0, -1)}; it tolerates no taint`,
    );
  });

  it('may be none', () => {
    expect(lines(TAINT, {}, [])).toEqual(['there is no node']);
  });
});
