import { describe, expect, it } from 'vitest';
import { podsJson, renderPods } from '../../src/cli/one-shot/render-pods.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';

const shown = ['two-containers', 'crashing', 'unschedulable'].map(podNamed);

describe('podscope pods', () => {
  it('prints what kubectl get pods -o wide prints, by name', () => {
    expect(renderPods(shown, { now: takenAt })).toBe(
      [
        'NAME             READY   STATUS             RESTARTS      AGE   IP           NODE     NOMINATED NODE   READINESS GATES',
        'crashing         0/1     CrashLoopBackOff   4 (19m ago)   21m   10.244.0.4   node-1   <none>           <none>',
        'two-containers   1/2     NotReady           0             21m   10.244.0.2   node-1   <none>           <none>',
        'unschedulable    0/1     Pending            0             21m   <none>       <none>   <none>           <none>',
        '',
      ].join('\n'),
    );
  });

  it('puts the namespace first with -A, and sorts by it as the API server does', () => {
    const pod = (namespace: string, name: string): Pod => ({ metadata: { namespace, name, uid: name } });
    const text = renderPods([pod('a-b', 'x'), pod('a', 'y'), pod('a', 'x-1'), pod('a', 'x')], {
      now: 0,
      allNamespaces: true,
    });
    const names = text.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2).join(' '));
    expect(names).toEqual(['NAMESPACE NAME', 'a-b x', 'a x', 'a x-1', 'a y', '']);
  });

  it('keeps its columns and the terminal whole, whatever a cluster says', () => {
    const status = { reason: '\u001b]0;title\u0007错误\u202e💥', phase: 'Failed' };
    const text = renderPods([{ metadata: { name: 'x', uid: 'x' }, status }], { now: 0 });
    expect(text).toContain(
      'x      0/0     ^[]0;title\ufffd错误\ufffd💥   0          <unknown>   <none>   <none>',
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('of no Pods is the heading alone', () => {
    expect(renderPods([], { now: 0 })).toMatch(/^NAME {3}READY .*READINESS GATES\n$/);
  });
});

describe('podscope pods -o json', () => {
  it('says what the table says, null for what is not there', () => {
    const { pods } = podsJson(shown, takenAt);
    expect(pods.map(({ name }) => name)).toEqual(['crashing', 'two-containers', 'unschedulable']);
    expect(pods[0]).toMatchObject({
      namespace: 'default',
      owner: null,
      readyContainers: 0,
      totalContainers: 1,
      status: 'CrashLoopBackOff',
      restarts: 4,
      lastRestartAt: '2026-11-23T01:11:03Z',
      ip: '10.244.0.4',
      node: 'node-1',
      nominatedNode: null,
      readinessGates: null,
      health: 'failing',
      notWell: true,
    });
    expect(pods[2]).toMatchObject({ ip: null, node: null, lastRestartAt: null });
    expect(podsJson([podNamed('anatomy-0')], takenAt).pods[0]?.owner).toMatchObject({
      kind: 'StatefulSet',
      name: 'anatomy',
    });
  });

  it('has the same keys for every Pod', () => {
    const { pods } = podsJson([...shown, { metadata: { name: 'x', uid: 'x' } }], takenAt);
    for (const pod of pods) expect(Object.keys(pod)).toEqual(Object.keys(pods[0] ?? {}));
    expect(JSON.parse(JSON.stringify(pods))).toEqual(pods);
  });
});
