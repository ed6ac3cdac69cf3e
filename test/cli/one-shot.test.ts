import { of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import type { OneShot, OneShotSource } from '../../src/cli/one-shot/source.ts';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import { SnapshotError } from '../../src/cli/one-shot/snapshot.ts';
import { type KindId, WORKLOAD_KINDS } from '../../src/model/kinds.ts';
import type { KubeObject, Pod } from '../../src/model/objects.ts';
import { claims, podNamed, pods, takenAt, workloads } from '../fixtures/index.ts';
import { FakeConnection } from '../support/fake-connection.ts';

const connection = {};

/** A cluster with the fixtures, or with nothing. */
class Full extends FakeConnection {
  constructor(private readonly objects: readonly KubeObject[]) {
    super();
  }

  override watch(...[kind, scope]: Parameters<FakeConnection['watch']>) {
    const events$ = super.watch(kind, scope);
    queueMicrotask(() => {
      const mine = this.objects.filter((object) => idOf(object) === kind);
      const upserts = mine.map((object) => ({ type: 'upsert', object }) as const);
      this.tell(kind, { type: 'live' }, ...upserts.slice(0, 3));
      this.tell(kind, ...upserts.slice(3), { type: 'synced', count: mine.length });
    });
    return events$;
  }

  override one(...[kind, place]: Parameters<FakeConnection['one']>): Promise<KubeObject> {
    const found = this.objects.find((object) => idOf(object) === kind && object.metadata.name === place.name);
    return found ? Promise.resolve(found) : super.one(kind, place);
  }
}

/** A cluster whose user may get Pods, and nothing else. */
class GetOnly extends Full {
  override watch(kind: KindId) {
    const failure = { code: 403, reason: 'Forbidden', message: `may not list ${kind}`, retryAt: 0 };
    return of([{ type: 'failed' as const, failure }]);
  }
}

/** A cluster whose user may not list some kinds, or to whom lists fail otherwise. */
class Without extends Full {
  constructor(
    private readonly denied: readonly KindId[],
    private readonly code = 403,
  ) {
    super(everything);
  }

  override watch(...[kind, scope]: Parameters<FakeConnection['watch']>) {
    if (!this.denied.includes(kind)) return super.watch(kind, scope);
    const failure = { code: this.code, reason: 'Refused', message: `may not list ${kind}` };
    return of([{ type: 'failed' as const, failure }]);
  }
}

const idOf = (object: KubeObject): KindId =>
  `${((object as { kind?: string }).kind ?? 'Pod').toLowerCase()}s` as KindId;

const everything = [...pods, ...workloads, ...claims];
const source = (objects: readonly KubeObject[] = everything): OneShotSource =>
  new OneShotReader(new Full(objects).port, 'default');

async function run(shot: OneShot, from = source()) {
  const said = { out: '', err: '' };
  const writer = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
  };
  return { code: await runOneShot(shot, from, takenAt, writer), ...said };
}

describe('podscope pods', () => {
  const shot = { command: 'pods', connection, allNamespaces: false, output: 'text' } as const;

  it('lists all Pods', async () => {
    const { code, out } = await run(shot);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(pods.length + 1);
  });

  it('says as kubectl does where there are none', async () => {
    expect(await run(shot, source([]))).toEqual({
      code: 0,
      out: '',
      err: 'No resources found in default namespace.\n',
    });
    expect((await run({ ...shot, allNamespaces: true }, source([]))).err).toBe('No resources found\n');
    expect(JSON.parse((await run({ ...shot, output: 'json' }, source([]))).out)).toEqual({ pods: [] });
  });
});

describe('podscope pod', () => {
  it('prints one Pod, as text and as JSON', async () => {
    const shot = { command: 'pod', name: 'anatomy-0', connection, output: 'text' } as const;
    expect((await run(shot)).out).toContain('anatomy-0');
    const { out } = await run({ ...shot, output: 'json' });
    expect(JSON.parse(out)).toMatchObject({ name: 'anatomy-0' });
  });

  it('needs no more than the right to get it; that claims are not told is said', async () => {
    const reader = new OneShotReader(new GetOnly(everything).port, 'default');
    const shot = { command: 'pod', name: 'anatomy-0', connection, output: 'text' } as const;
    const { code, out, err } = await run(shot, reader);
    expect([code, err]).toEqual([
      0,
      'podscope: nothing is told of claims: may not list persistentvolumeclaims\n',
    ]);
    expect(out).toContain('anatomy-0');
  });

  it('says what would list the Pods where there is none of that name', async () => {
    const { code, out, err } = await run({ command: 'pod', name: 'nobody', connection, output: 'text' });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no Pod nobody in namespace default; `podscope pods -n default` lists them');
  });
});

describe('podscope tree', () => {
  it('prints what an owner owns, down to the containers', async () => {
    const target = { kind: 'deploy', name: 'nginx-deployment' };
    const { code, out } = await run({ command: 'tree', target, connection, output: 'text' });
    expect(code).toBe(0);
    const places = ['Deployment', 'nginx-deployment-79d689cdf6', 'nginx-deployment-54b5cb9fc', '2r4sb'];
    const found = places.map((text) => out.indexOf(text));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    const json = await run({ command: 'tree', target, connection, output: 'json' });
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'Deployment', name: 'nginx-deployment' });
  });

  it('walks up to owners of kinds that are not watched, each asked for once', async () => {
    const played = new Full([rolled(podNamed('crashing'))]);
    played.answerOwners = (refs) =>
      refs.map((ref) => ({ ref, uid: ref.uid, metadata: metadataOf(ref.name) }));
    const reader = new OneShotReader(played.port, 'default');
    const target = { kind: 'rollout', name: 'rolled' };
    const { out } = await run({ command: 'tree', target, connection, output: 'text' }, reader);
    expect(out).toContain('Rollout');
    expect(out).toContain('crashing');
    expect(played.asked).toEqual([['rolled']]);
  });

  describe('where kinds may not be listed', () => {
    const shot = {
      command: 'tree',
      target: { kind: 'deploy', name: 'nginx-deployment' },
      connection,
      output: 'text',
    } as const;
    const refused = (denied: readonly KindId[], code?: number) =>
      run(shot, new OneShotReader(new Without(denied, code).port, 'default'));

    it('prints what is known, and says which', async () => {
      const { out } = await run(shot);
      expect(await refused(['statefulsets', 'jobs', 'cronjobs'])).toEqual({
        code: 0,
        out,
        err: 'podscope: may not list statefulsets, jobs, cronjobs: they, and what they own, may be missing\n',
      });
    });

    it('says of Pods that they are not told', async () => {
      const { code, err } = await refused(['pods']);
      expect([code, err]).toEqual([
        0,
        'podscope: may not list pods: they, and what they own, may be missing\n',
      ]);
    });

    it.each([
      ["the target's own", ['deployments', 'jobs'], 403, 'deployments'],
      ['all', [...WORKLOAD_KINDS, 'pods'], 403, 'deployments'],
      ['one, for another reason', ['jobs'], 500, 'jobs'],
    ] as const)('ends with the reason: %s', async (_, denied, code, told) => {
      await expect(refused(denied, code)).rejects.toThrow(`may not list ${told}`);
    });
  });

  it('says so where nothing has that name', async () => {
    const target = { kind: 'deploy', name: 'nobody' };
    const { code, err } = await run({ command: 'tree', target, connection, output: 'text' });
    expect(code).toBe(1);
    expect(err).toContain('no deploy nobody that is or owns anything in namespace default');
  });
});

it('ends with the first reason where the cluster refuses', async () => {
  const played = new FakeConnection();
  const reading = new OneShotReader(played.port, 'default').pods({ namespace: 'default' });
  played.tell('pods', {
    type: 'failed',
    failure: { code: 403, reason: 'Forbidden', message: 'may not list pods' },
  });
  await expect(reading).rejects.toThrow(SnapshotError);
  await expect(reading).rejects.toThrow('may not list pods');
  expect(played.log).toEqual(['open pods default', 'close pods default']);
});

function rolled(pod: Pod): Pod {
  const owner = {
    apiVersion: 'argoproj.io/v1',
    kind: 'Rollout',
    name: 'rolled',
    uid: 'rolled',
    controller: true,
  };
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } };
}

const metadataOf = (name: string) => ({ uid: name, name, namespace: 'default', resourceVersion: '1' });
