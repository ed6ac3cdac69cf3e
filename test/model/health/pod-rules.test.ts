import { describe, expect, it } from 'vitest';
import { isKeptApart, neighboursOf } from '../../../src/model/health/node/pod-rules.ts';
import { hintClauses, podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod, PodAffinityTerm, PodSpec } from '../../../src/model/kinds/objects.ts';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const WEB = { matchLabels: { app: 'web' } };

const unplaced = (message: string, spec: Partial<PodSpec>): Pod => ({
  metadata: { name: 'web-2', uid: 'web-2', namespace: 'shop', labels: { app: 'web' } },
  spec: { containers: [{ name: 'main' }], ...spec },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  },
});

const running = (name: string, app = 'web', namespace = 'shop', phase = 'Running'): Pod => ({
  metadata: { name, uid: name, namespace, labels: { app } },
  spec: { nodeName: 'node-1', containers: [{ name: 'main' }] },
  status: { phase },
});

const apart = (rule: Partial<PodAffinityTerm> = {}): Pod =>
  unplaced("0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.", {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: WEB, ...rule }],
      },
    },
  });

const said = (pod: Pod, others: readonly Pod[]): string =>
  podVerdict(pod, 0, { neighbours: neighboursOf(pod, others) }).text;

describe('a Pod that others keep off nodes by its own rules', () => {
  it('says which rule, and who is there', () => {
    expect(isKeptApart(apart())).toBe(true);
    const others = [running('db-0', 'db'), running('web-1'), running('web-0', 'web', 'shop', 'Succeeded')];
    expect(said(apart(), others)).toMatch(
      /anti-affinity rules\.?; it wants no Pod with app=web on its kubernetes\.io\/hostname: web-1 is on node-1$/,
    );
    expect(said(apart(), [...others, running('a'), running('b'), running('web-2')])).toMatch(
      /: web-1 is on node-1, a is on node-1 and 1 more$/,
    );
  });

  it('says so as its owner does, which tells only what a Pod misses', () => {
    const pod = apart();
    const neighbours = neighboursOf(pod, [running('web-1')]);
    expect(hintClauses(pod, { neighbours })).toEqual([
      'it wants no Pod with app=web on its kubernetes.io/hostname: web-1 is on node-1',
    ]);
    expect(hintClauses(running('web-1'), {})).toEqual([]);
  });

  it('says the rule alone where nobody of whom it speaks is known', () => {
    expect(said(apart(), [])).toMatch(/; it wants no Pod with app=web on its kubernetes\.io\/hostname$/);
    expect(said(apart({ namespaceSelector: {} }), [running('web-1')])).toMatch(
      /app=web of other namespaces on its kubernetes\.io\/hostname$/,
    );
  });

  it('looks where the rule does', () => {
    const there = running('web-1', 'web', 'stage');
    expect(said(apart(), [there])).not.toContain('web-1 is');
    expect(said(apart({ namespaces: ['stage'] }), [there, running('web-0')])).toMatch(
      /app=web of namespace stage on its kubernetes\.io\/hostname: web-1 is on node-1$/,
    );
  });
});

it('a Pod that wants to be where another one is says so', () => {
  const pod = unplaced("0/1 nodes are available: 1 node(s) didn't match pod affinity rules.", {
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: HOST, labelSelector: { matchLabels: { app: 'db' } } },
        ],
      },
    },
  });
  expect(podVerdict(pod, 0).text).toMatch(/; it wants a Pod with app=db on its kubernetes\.io\/hostname$/);
});

describe('a Pod that is to be spread', () => {
  const pod = unplaced(
    "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label).",
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector: WEB },
        { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: WEB },
      ],
    },
  );
  const node = (labels: Readonly<Record<string, string>>) => ({ metadata: { name: 'n', uid: 'n', labels } });

  it('says which label no node has', () => {
    expect(podVerdict(pod, 0, { nodes: [node({})] }).text).toMatch(
      /; no node has the label topology\.kubernetes\.io\/zone, over which it is to be spread$/,
    );
  });

  it('says what it asks for where some have it, or that is not known', () => {
    const asked = /; it asks to spread Pods with app=web over topology\.kubernetes\.io\/zone with maxSkew 1$/;
    expect(podVerdict(pod, 0, { nodes: [node({ [ZONE]: 'a' }), node({})] }).text).toMatch(asked);
    expect(podVerdict(pod, 0).text).toMatch(asked);
  });
});
