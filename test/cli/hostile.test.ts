import { PassThrough } from 'node:stream';
import { of } from 'rxjs';
import { expect, it } from 'vitest';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import type { OneShot } from '../../src/cli/one-shot/source.ts';
import type { NoTree } from '../../src/cli/one-shot/tree/read-tree.ts';
import { writerOn } from '../../src/cli/program.ts';
import type { KubeEvent } from '../../src/model/events/kube-event.ts';
import { toldEvent } from '../../src/model/events/told-event.ts';
import { KIND_NAMES, type Claim, type KindId } from '../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod } from '../../src/model/kinds/objects.ts';
import { OwnerTreeDraft } from '../../src/model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../src/model/owners/owner-tree.ts';
import { takenAt } from '../fixtures/index.ts';
import { hostileObjects } from '../support/hostile/hostile-objects.ts';
import { HARMFUL, HOSTILE } from '../support/hostile/hostile.ts';

/** An event of it that says its name in every field. */
function eventOf({ metadata: { name } }: KubeObject): KubeEvent {
  const involvedObject = { kind: 'Pod', name, fieldPath: `spec.containers{${name}}` };
  return { metadata: { name, uid: name }, involvedObject, reason: name, message: name, type: 'Warning' };
}

/** A cluster of one object. */
function source(kind: KindId, object: KubeObject, namespace: string) {
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  draft.set(KIND_NAMES[kind].kind, KIND_NAMES[kind].apiVersion, object);
  const tree = draft.done();
  const pods = kind === 'pods' ? [object as Pod] : [];
  const claims = kind === 'persistentvolumeclaims' ? [object as Claim] : [];
  const pod = async () => pods[0];
  const target = tree.node(object.metadata.uid);
  const answer = target
    ? { tree, target, failures: new Map(), denied: [] }
    : { missing: 'kind' as const, nearest: object.metadata.name, untold: [object.metadata.name] };
  const all = {
    pod,
    pods: async () => pods,
    unreadPods: 0,
    whole: async () => object,
    object: async () => object,
    claim: async (name: string) => claims.find(({ metadata }) => metadata.name === name),
    references: async () => [],
    nodes: async () => (kind === 'nodes' ? [object] : { unknown: object.metadata.name }),
    lastWords: async () => ({ line: '' }),
    lacksNamespace: async () => false,
    tree: async () => answer,
    walks: async () => new Map(),
    network: async () => ({
      sources: {
        services: kind === 'services' ? [object] : undefined,
        slices: undefined,
        policies: undefined,
        ingresses: undefined,
        routes: undefined,
        walks: undefined,
      },
      failures: [{ kind: 'services', message: object.metadata.name }],
    }),
    events: async () => ({
      events: [toldEvent(eventOf(object))],
      failures: [{ kind: 'events', message: object.metadata.name }],
    }),
    usage: async () => ({ why: object.metadata.name }),
    surroundings: async () => ({
      owners: [{ kind, name: object.metadata.name }],
      services: { objects: [object] },
      budgets: { objects: [object] },
      scalers: { failure: { reason: 'No', message: object.metadata.name } },
      revisions: { failure: { reason: 'No', message: object.metadata.name } },
    }),
    walkNode: async () => ({ type: 'failed' as const, failure: { reason: 'No', message: 'no' } }),
    exec: async () => ({
      type: 'failed' as const,
      failure: { reason: 'No', message: object.metadata.name },
    }),
    attach: async () => ({
      type: 'failed' as const,
      failure: { reason: 'No', message: object.metadata.name },
    }),
    startDebugContainer: async () => ({ type: 'ended' as const, text: object.metadata.name, code: 1 }),
    logs: async () => undefined,
    forward: async () => undefined,
    copyFiles: async () => undefined,
    owned: async () => answer as NoTree,
    podsLive: () => of(pods),
  };
  return { ...all, namespace, here: { namespace, context: object.metadata.name } };
}

const EXEC = { connection: {}, stdin: false, tty: false, quiet: false, readonly: false, run: ['ls'] };

/** All that the commands print of it, and complain, in one. */
async function printed(kind: KindId, object: KubeObject, namespace: string): Promise<string> {
  const [out, err] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  // One for all of them, as a program has: each listens for what becomes of its streams.
  const writer = writerOn(out, err);
  const { name } = object.metadata;
  const text: string[] = [];
  for (const output of ['text', 'json'] as const) {
    const common = { connection: {}, output };
    const shots: OneShot[] = [
      { command: 'pods', allNamespaces: false, ...common },
      { command: 'pods', allNamespaces: true, ...common },
      { command: 'pod', name, ...common },
      { command: 'explain', name, tool: 'docker', ...common },
      { command: 'exec', target: { kind: 'pod', name }, ...EXEC },
      { command: 'attach', target: { kind: 'pod', name }, ...EXEC },
      {
        command: 'debug',
        pod: name,
        made: { image: name, profile: 'restricted', target: name },
        attach: true,
        ...EXEC,
      },
      { command: 'tree', target: { kind: KIND_NAMES[kind].kind, name }, ...common },
    ];
    for (const shot of shots) {
      const standard = standardOf(process);
      await runOneShot(shot, source(kind, object, namespace), takenAt, writer, standard);
      const said = String(out.read() ?? '');
      if (output === 'json' && said !== '') JSON.parse(said);
      text.push(said, String(err.read() ?? ''));
    }
  }
  return text.join('');
}

it('prints nothing raw of any text of any object, and JSON that is JSON', async () => {
  let tried = 0;
  for (const { kind, object } of hostileObjects(2)) {
    expect(await printed(kind, object, object.metadata.namespace ?? 'default')).not.toMatch(HARMFUL);
    tried++;
  }
  expect(tried).toBeGreaterThan(300);
});

it('complains of nothing that is there without the raw words of who asked', async () => {
  for (const text of HOSTILE) {
    const object = { metadata: { name: text, uid: text, namespace: text } };
    for (const kind of ['pods', 'namespaces'] as const) {
      const said = await printed(kind, object, text);
      expect(said).toContain('x');
      expect(said).not.toMatch(HARMFUL);
    }
  }
});
