import { parseArguments } from '../../src/cli/arguments/arguments.ts';
import { readFileSync } from 'node:fs';
import { concat, Observable, of } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Explanation } from '../../src/model/explain/explain-pod.ts';
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import type { OneShot, OneShotSource } from '../../src/cli/one-shot/source.ts';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import { SnapshotError } from '../../src/cli/one-shot/snapshot.ts';
import type { TreeJson } from '../../src/cli/one-shot/tree/tree-nodes.ts';
import { readWalk } from '../../src/model/processes/read-walk.ts';
import { walkTarget } from '../../src/model/processes/walk-target.ts';
import type { KubeEvent } from '../../src/model/events/kube-event.ts';
import type { Failure, WatchEvent } from '../../src/model/kinds/watch-event.ts';
import type { KindId } from '../../src/model/kinds/kinds.ts';
import type { KubeObject, ObjectRef, Pod } from '../../src/model/kinds/objects.ts';
import { claims, podNamed, pods, takenAt, workloads } from '../fixtures/index.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const connection = {};
const place = { namespace: 'default', cluster: 'kind' };

/** A cluster with the fixtures, or with nothing. */
class Full extends FakeConnection {
  constructor(private readonly objects: readonly KubeObject[]) {
    super();
  }

  override watch(...[kind, scope]: Parameters<FakeConnection['watch']>) {
    const events$ = super.watch(kind, scope);
    return new Observable<readonly WatchEvent<KubeObject>[]>((out) => {
      const subscription = events$.subscribe(out);
      const mine = this.objects.filter(
        (object) => idOf(object) === kind && isOf(object, scope.fieldSelector),
      );
      const upserts = mine.map((object) => ({ type: 'upsert', object }) as const);
      queueMicrotask(() => {
        out.next([{ type: 'live' }, ...upserts.slice(0, 3)]);
        out.next([...upserts.slice(3), { type: 'synced', count: mine.length }]);
      });
      return subscription;
    });
  }

  override one(...[kind, place]: Parameters<FakeConnection['one']>): Promise<KubeObject> {
    const found = this.objects.find((object) => idOf(object) === kind && object.metadata.name === place.name);
    return found ? Promise.resolve(found) : super.one(kind, place);
  }

  override get({ kind, name }: ObjectRef): Promise<KubeObject> {
    const found = this.objects.find(
      (object) => idOf(object) === `${kind.toLowerCase()}s` && object.metadata.name === name,
    );
    return found ? Promise.resolve(found) : Promise.reject(new Error(`no ${kind} ${name}`));
  }
}

/** A cluster whose user may get one Pod, and nothing else. */
class GetOnly extends Full {
  override watch(kind: KindId) {
    const failure = { code: 403, reason: 'Forbidden', message: `may not list ${kind}`, retryAt: 0 };
    return of([{ type: 'failed' as const, failure }]);
  }

  override one(...[kind, place]: Parameters<FakeConnection['one']>): Promise<KubeObject> {
    if (kind === 'pods') return super.one(kind, place);
    return Promise.reject(
      Object.assign(new Error(`may not get ${kind}`), { code: 403, reason: 'Forbidden' }),
    );
  }
}

/** A cluster whose user may not list some kinds, or to whom lists fail otherwise. */
class Without extends Full {
  constructor(
    private readonly denied: readonly KindId[],
    private readonly code = 403,
    objects: readonly KubeObject[] = everything,
  ) {
    super(objects);
  }

  override watch(...[kind, scope]: Parameters<FakeConnection['watch']>) {
    if (!this.denied.includes(kind)) return super.watch(kind, scope);
    const failure = { code: this.code, reason: 'Refused', message: `may not list ${kind}` };
    return of([{ type: 'failed' as const, failure }]);
  }
}

const idOf = (object: KubeObject): KindId =>
  `${((object as { kind?: string }).kind ?? 'Pod').toLowerCase()}s` as KindId;

/** Whether an event is of whom a selector asks for. */
function isOf(object: KubeObject, selector?: string): boolean {
  const { involvedObject = {} } = object as KubeEvent;
  const fields = new Map(
    Object.entries(involvedObject).map(([name, value]) => [`involvedObject.${name}`, value]),
  );
  const asked = selector?.split(',').map((part) => part.split('=')) ?? [];
  return asked.every(([field = '', value]) => fields.get(field) === value);
}

const everything = [...pods, ...workloads, ...claims];
const DEFAULT: KubeObject = { kind: 'Namespace', metadata: { name: 'default', uid: 'default' } };
const source = (objects: readonly KubeObject[] = everything): OneShotSource =>
  new OneShotReader(new Full(objects).port, place);

async function run(shot: OneShot, from = source()) {
  const said = { out: '', err: '' };
  const writer = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
  };
  return { code: await runOneShot(shot, from, takenAt, writer, standardOf(process)), ...said };
}

describe('podscope pods', () => {
  const shot = { command: 'pods', connection, allNamespaces: false, output: 'text' } as const;

  it('lists all Pods', async () => {
    const { code, out } = await run(shot);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(pods.length + 1);
  });

  it('says as kubectl does where there are none', async () => {
    expect(await run(shot, source([DEFAULT]))).toEqual({
      code: 0,
      out: '',
      err: 'No resources found in default namespace.\n',
    });
    expect((await run({ ...shot, allNamespaces: true }, source([]))).err).toBe('No resources found\n');
    expect(JSON.parse((await run({ ...shot, output: 'json' }, source([DEFAULT]))).out)).toEqual({ pods: [] });
  });
});

/** A cluster that has Pods which cannot be read. */
class Damaged extends Full {
  override watch(...asked: Parameters<FakeConnection['watch']>) {
    const count = asked[0] === 'pods' ? 2 : 0;
    return concat(of([{ type: 'unreadable' as const, count }]), super.watch(...asked));
  }
}

it('podscope pods does not say that there are none where some cannot be read, and ends with 1', async () => {
  const shot = { command: 'pods', connection, allNamespaces: false, output: 'text' } as const;
  const err = 'podscope: of the Pods 2 cannot be read, and are left out: see above.\n';
  const none = new OneShotReader(new Damaged([DEFAULT]).port, place);
  expect(await run(shot, none)).toEqual({ code: 1, out: '', err });
  const some = await run({ ...shot, output: 'json' }, new OneShotReader(new Damaged(everything).port, place));
  expect(some).toMatchObject({ code: 1, err });
  expect(JSON.parse(some.out)).toMatchObject({ pods: { length: pods.length } });
});

describe('podscope logs', () => {
  const shot = {
    command: 'logs',
    connection,
    follow: false,
    previous: false,
    stamps: false,
    colours: false,
    most: 9,
  } as const;

  it('fails as kubectl does where an owner has no Pods', async () => {
    const empty = new Full([DEFAULT, ...workloads]);
    empty.named = (_, { name }) =>
      Promise.resolve({ object: { metadata: { name, uid: 'u' } }, labelSelector: 'app=none' });
    const target = { kind: 'deploy', name: 'nginx-deployment' };
    expect(await run({ ...shot, of: { target } }, new OneShotReader(empty.port, place))).toMatchObject({
      code: 1,
      err: 'podscope: deploy/nginx-deployment has no Pods in namespace default\n',
    });
  });

  it('of two words of which the first is no kind takes a Pod and its container, as kubectl does', async () => {
    const asked: unknown[] = [];
    const full = new Full([DEFAULT, ...pods]);
    const reader = new OneShotReader(full.port, place);
    reader.logs = ({ sources$ }) => {
      sources$.subscribe((sources) => asked.push(...sources.map(({ pod, container }) => [pod, container])));
      return Promise.resolve();
    };
    const target = { kind: 'two-containers', name: 'nginx-container' };
    const twoWords = { ...shot, of: { target, apart: true } } as const;
    expect(await run(twoWords, reader)).toMatchObject({ code: 0, err: '' });
    expect(asked).toEqual([['two-containers', 'nginx-container']]);
    expect(await run({ ...twoWords, container: 'debian-container' }, reader)).toMatchObject({
      code: 2,
      err: 'podscope: give one container: -c debian-container, or nginx-container behind the name.\n',
    });
    const other = { of: { target: { ...target, name: 'nope' }, apart: true } } as const;
    expect(await run({ ...shot, ...other }, reader)).toMatchObject({
      code: 1,
      err: 'podscope: no container nope in two-containers; there are nginx-container, debian-container\n',
    });
  });

  it('of two words that are neither says that there is no such Pod, or which kind was almost written', async () => {
    const target = { kind: 'web-1', name: 'web-2' };
    const reader = new OneShotReader(new Full([DEFAULT]).port, place);
    expect(await run({ ...shot, of: { target, apart: true } }, reader)).toMatchObject({
      code: 1,
      err: 'podscope: no Pod web-1 in namespace default; `podscope pods -n default` lists them\n',
    });
    reader.owned = () => Promise.resolve({ missing: 'kind', nearest: 'deployment', untold: [] });
    const misspelt = { target: { kind: 'deploymnt', name: 'web' }, apart: true } as const;
    expect(await run({ ...shot, of: misspelt }, reader)).toMatchObject({
      code: 1,
      err: 'podscope: the cluster has no kind deploymnt; the nearest is deployment\n',
    });
    const advice =
      '`podscope logs web-1 -n default -c web-2` reads a container of a Pod, ' +
      '`podscope logs -n default -l LABELS` several Pods';
    expect(await run({ ...shot, of: { target } })).toMatchObject({
      code: 1,
      err: `podscope: the cluster has no kind web-1; ${advice}\n`,
    });
  });

  it.each(['ns/default', 'Namespace/default'])('reads none by %s', async (text) => {
    const [kind = '', name = ''] = text.split('/');
    await expect(run({ ...shot, of: { target: { kind, name } } })).rejects.toThrow(
      /^cannot get the logs of a Namespace: /,
    );
  });
});

describe('podscope forward', () => {
  const shot = {
    command: 'forward',
    target: { kind: 'svc', name: 'web' },
    ports: [{ local: 1, remote: '80' }],
    addresses: ['localhost'],
    connection,
    readonly: false,
  } as const;
  const reader = (forward: OneShotSource['forward']): OneShotSource => {
    const made = new OneShotReader(new Full([DEFAULT]).port, place);
    made.forward = forward;
    return made;
  };
  const pod = { type: 'pod', name: 'web-1' } as const;

  it('lists the ports that a Pod declares where none is given, as where one is given that it has not', async () => {
    const declaring = (ports: object[]): OneShotSource =>
      source([
        { metadata: { name: 'web-1', uid: 'web-1' }, spec: { containers: [{ name: 'app', ports }] } } as Pod,
      ]);
    const http = { name: 'http', containerPort: 80 };
    const dns = { name: 'dns', containerPort: 53, protocol: 'UDP' };
    const without = { ...shot, target: { kind: 'pod', name: 'web-1' }, ports: [] };
    expect(await run(without, declaring([http, { containerPort: 9090 }, dns]))).toEqual({
      code: 2,
      out: '',
      err: 'podscope: give a port: Pod web-1 has http (80), 9090\n',
    });
    const none = 'podscope: give a port: Pod web-1 declares none\n';
    expect(await run(without, declaring([]))).toMatchObject({ code: 2, err: none });
    expect(await run(without, source([DEFAULT]))).toMatchObject({
      code: 1,
      err: expect.stringContaining('no Pod web-1') as string,
    });
  });

  it('says alone why it cannot begin, and no Pod to which nothing is forwarded', async () => {
    const failing = reader((_, tell) => {
      tell(pod);
      return Promise.reject(new Error('Service web has no port 80'));
    });
    await expect(run(shot, failing)).rejects.toThrow('Service web has no port 80');
    const told: string[] = [];
    const output = {
      out: (text: string) => void told.push(text),
      err: (text: string) => void told.push(text),
    };
    await expect(runOneShot(shot, failing, takenAt, output, standardOf(process))).rejects.toThrow();
    expect(told).toEqual([]);
    const begins = reader((_, tell) => {
      tell(pod);
      tell({ type: 'listening', at: { from: '127.0.0.1:1', local: 1, port: 80 } });
      return Promise.resolve();
    });
    expect(await runOneShot(shot, begins, takenAt, output, standardOf(process))).toBe(0);
    expect(told).toEqual(['podscope: to Pod web-1\n', 'Forwarding from 127.0.0.1:1 -> 80\n']);
  });

  it('says of what is not there what logs say', async () => {
    const notFound = reader(() =>
      Promise.reject(Object.assign(new Error('services "web" not found'), { code: 404 })),
    );
    notFound.owned = () =>
      Promise.resolve({ missing: 'object', kind: { kind: 'Service', namespaced: true } });
    expect(await run(shot, notFound)).toEqual({
      code: 1,
      out: '',
      err: 'podscope: no Service web in namespace default\n',
    });
  });
});

describe('podscope explain', () => {
  const shot = { command: 'explain', name: 'anatomy-0', tool: 'docker', connection, output: 'text' } as const;

  it('prints a script that bash reads, and the same with its parts as JSON', async () => {
    const { code, out, err } = await run(shot);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.startsWith('#!/usr/bin/env bash\n')).toBe(true);
    const { out: told } = await run({ ...shot, tool: 'podman', output: 'json' });
    const { tool, reading, script } = JSON.parse(told) as Explanation;
    expect({ tool, first: reading[0] }).toMatchObject({
      tool: 'podman',
      first: expect.stringContaining('process'),
    });
    expect(script.join('\n')).toContain('podman run "${run[@]}"');
  });

  it('says that a Pod is not there', async () => {
    expect(await run({ ...shot, name: 'nobody' })).toMatchObject({ code: 1, out: '' });
  });
});

describe('podscope ps', () => {
  const shot = {
    command: 'ps',
    name: 'anatomy-0',
    connection,
    output: 'text',
    pstree: false,
    node: false,
    yes: false,
    readonly: false,
    image: '',
  } as const;
  /** A cluster where every walk fails alike. */
  const failing = (failure: Failure): OneShotSource => {
    const reader = new OneShotReader(new Full(everything).port, place);
    reader.walks = (pod) =>
      Promise.resolve(new Map(walkTarget(pod).containers.map((name) => [name, { type: 'failed', failure }])));
    return reader;
  };

  it('says that --readonly rules it out, and tries nothing', async () => {
    const reader = failing({ reason: 'Never', message: 'tried' });
    const { code, out, err } = await run({ ...shot, readonly: true }, reader);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^podscope: anatomy-0: podscope was started with --readonly: .*\n$/);
  });

  it('says once what was refused to every container alike', async () => {
    const refused = failing({ code: 403, reason: 'Forbidden', message: 'you may not exec' });
    expect(await run(shot, refused)).toEqual({
      code: 1,
      out: '',
      err: 'podscope: anatomy-0: you may not exec\n',
    });
    const { out, err } = await run(shot, failing({ reason: 'NoShell', message: 'no shell' }));
    expect(out.match(/\(no shell\)/g)?.length).toBeGreaterThan(1);
    expect(out).toMatch(/^I prepare .* \(has ended as it should\)$/m);
    expect(err).toContain('(tried debugger, app, ');
    expect(err).toContain(
      'processes of log-shipper: `podscope debug anatomy-0 -n default --image busybox --target log-shipper -it` adds a debug',
    );
  });

  it('says by name that nothing can be run since the Pod is on a virtual node', async () => {
    const unserved = failing({ code: 501, reason: 'NotImplemented', message: 'not implemented' });
    const labels = { type: 'virtual-kubelet' };
    unserved.object = ({ kind, name }) =>
      Promise.resolve({ metadata: { name: `${kind} ${name}`, uid: 'n', labels } });
    const { code, err } = await run(shot, unserved);
    expect(code).toBe(1);
    expect(err).toMatch(/^podscope: node \S+ is a virtual one \(label type=virtual-kubelet\): /m);
    expect(
      (await run(shot, failing({ code: 501, reason: 'NotImplemented', message: 'x' }))).err,
    ).not.toContain('virtual');
  });
});

const SHOT = { command: 'pod', name: 'p', connection } as const;

/** An event of an object. */
const eventOf = (
  of: KubeObject,
  reason: string,
  message: string,
  more: Partial<KubeEvent> = {},
): KubeObject =>
  ({
    kind: 'Event',
    metadata: {
      name: `${of.metadata.name}.${reason}`,
      namespace: 'default',
      uid: `event ${reason} ${of.metadata.uid}`,
    },
    involvedObject: {
      kind: (of as { kind?: string }).kind ?? 'Pod',
      name: of.metadata.name,
      uid: of.metadata.uid,
    },
    ...{ reason, message, type: more.count === 1 ? 'Normal' : 'Warning' },
    ...{ firstTimestamp: '2026-01-01T00:30:00Z', lastTimestamp: '2026-01-01T00:33:00Z', count: 7, ...more },
  }) as KubeObject;

/** A Pod that waits for its volumes, and what is told of it, of its claim and of another one. */
const told: readonly KubeObject[] = (() => {
  const pod = {
    metadata: { name: 'p', namespace: 'default', uid: 'p', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: {
      nodeName: 'n1',
      containers: [{ name: 'main', image: 'app', volumeMounts: [{ name: 'disk', mountPath: '/disk' }] }],
      volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }],
    },
    status: {
      phase: 'Pending',
      startTime: '2026-01-01T00:00:00Z',
      containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ContainerCreating' } } }],
    },
  } as KubeObject;
  const claim = {
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'disk', namespace: 'default', uid: 'disk' },
  };
  const other = { metadata: { name: 'other', uid: 'other' } };
  const why = 'MountVolume.SetUp failed for volume "creds" : references non-existent secret key: k';
  return [
    pod,
    claim,
    eventOf(pod, 'FailedMount', why),
    eventOf(claim, 'ProvisioningFailed', 'no class', { count: 1 }),
    eventOf(other, 'FailedMount', 'of another'),
  ];
})();

describe('podscope pod', () => {
  it('names what a Pod that does not start waits for, and marks it in its volumes', async () => {
    const pod = {
      metadata: { name: 'p', namespace: 'default', uid: 'p', creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: {
        nodeName: 'n1',
        containers: [{ name: 'main', image: 'app', volumeMounts: [{ name: 'creds', mountPath: '/creds' }] }],
        volumes: [{ name: 'creds', secret: { secretName: 'shop-creds' } }],
      },
      status: {
        phase: 'Pending',
        startTime: '2026-01-01T00:00:00Z',
        containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ContainerCreating' } } }],
      },
    };
    const connection_ = new Full([pod as KubeObject]);
    connection_.there.set('Secret/shop-creds', { state: 'missing' });
    const from = new OneShotReader(connection_.port, place);
    const shot = { command: 'pod', name: 'p', connection, output: 'text' } as const;
    const { out } = await run(shot, from);
    expect(out).toMatch(/ContainerCreating \S+: Secret shop-creds does not exist/);
    expect(out).toMatch(/creds: ✖ Secret shop-creds does not exist/);
    const told = JSON.parse((await run({ ...shot, output: 'json' }, from)).out) as { verdict: string };
    expect(told.verdict).toContain('Secret shop-creds does not exist');
  });

  it('tells what happened to it, the newest first, and its verdict knows of it', async () => {
    const { out, err } = await run({ ...SHOT, output: 'text' }, source([...told]));
    expect(err).toBe('');
    expect(out).toMatch(
      /ContainerCreating \S+: .*volume creds: references non-existent secret key: k \(FailedMount 7 times in \S+\)/,
    );
    expect(out).toMatch(/claim disk: no class \(ProvisioningFailed \S+ ago\)/);
    const [, timeline = ''] = out.split('TIMELINE the newest first\n');
    expect(timeline).toMatch(
      /^AGE .*\n✖ \S+ +FailedMount +– +7 times in \S+ +MountVolume.*\n +⋮ .*nothing is told of .*\n· \S+ +created/,
    );
    expect(timeline).not.toContain('ProvisioningFailed');
    expect(timeline).not.toContain('of another');
    const json = JSON.parse(
      (await run({ ...SHOT, output: 'json' }, source([...told]))).out,
    ) as PodAnatomyJson;
    expect(json.eventsKnown).toBe(true);
    expect(json.timeline[0]).toEqual({
      at: '2026-01-01T00:33:00Z',
      first: '2026-01-01T00:30:00Z',
      times: 7,
      container: null,
      what: 'FailedMount',
      text: 'MountVolume.SetUp failed for volume "creds" : references non-existent secret key: k',
      warning: true,
      source: 'event',
    });
    expect(json.timeline.map(({ what }) => what)).toEqual(['FailedMount', 'created']);
    expect(json.verdict).toContain('references non-existent secret key');
  });

  it('says that events may not be read, and tells what the status keeps', async () => {
    const reader = (): OneShotSource => new OneShotReader(new Without(['events'], 403, told).port, place);
    const { code, out, err } = await run({ ...SHOT, output: 'text' }, reader());
    expect({ code, err }).toEqual({
      code: 0,
      err: 'podscope: not all is told of what happened to it: may not list events\n',
    });
    expect(out).toMatch(
      /TIMELINE the newest first\nAGE .*\n· \S+ +created .*\nevents are not known: may not list events\n$/,
    );
    const json = JSON.parse((await run({ ...SHOT, output: 'json' }, reader())).out) as PodAnatomyJson;
    expect(json).toMatchObject({
      ...{ eventsKnown: false, eventsUnknown: 'may not list events' },
      timeline: [{ what: 'created', source: 'status' }],
    });
  });

  it('tells what hangs on it, what around it is not well, and what differs from one that fares otherwise', async () => {
    const named = (kind: string, name: string, more: object = {}): KubeObject =>
      ({
        kind,
        ...more,
        metadata: { name, uid: name, namespace: 'default', labels: { app: 'web' } },
      }) as KubeObject;
    const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'set', controller: true };
    const deployment = { ...set, kind: 'Deployment', name: 'web', uid: 'deployment' };
    const web = (name: string, image: string, ready: 'True' | 'False'): KubeObject => {
      const pod = named('Pod', name, {
        spec: {
          nodeName: 'n1',
          subdomain: 'web',
          containers: [
            {
              ...{ name: 'main', image, env: [{ name: 'LEVEL', value: `for ${name}` }] },
              envFrom: [{ secretRef: { name: 'keys' } }, { configMapRef: { name: 'settings' } }],
            },
          ],
        },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
      });
      return { ...pod, metadata: { ...pod.metadata, ownerReferences: [set] } };
    };
    const cluster = new Full([
      web('p', 'app:2', 'False'),
      web('q', 'app:1', 'True'),
      named('Service', 'near', { spec: { selector: { app: 'wep' } } }),
      named('HorizontalPodAutoscaler', 'web', {
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
        status: {
          conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }],
        },
      }),
    ]);
    cluster.there.set('Secret/keys', { state: 'missing' });
    cluster.there.set('ConfigMap/settings', { state: 'there' });
    cluster.answerOwners = (refs) =>
      refs.map((ref) => ({
        ref,
        uid: ref.uid,
        metadata: {
          name: ref.name,
          uid: ref.uid,
          ...(ref.uid === 'set' && { ownerReferences: [deployment] }),
        },
      }));
    const from = (): OneShotSource => new OneShotReader(cluster.port, place);
    const { out } = await run({ ...SHOT, output: 'text' }, from());
    expect(out).toMatch(
      /ATTACHED .*\n.*KIND +NAME +STATE +FOR +SAYS\n· +ConfigMap +settings +there +env of main +–\n/,
    );
    expect(out).toMatch(/✖ +Secret +keys +missing +env of main +–/);
    expect(out).toMatch(/✖ +Service +web +missing +names it in DNS +–/);
    expect(out).toMatch(/◐ +HPA +web +0\/0 +scales Deployment web +FailedGetResourceMetric/);
    expect(out).toContain('HorizontalPodAutoscaler web cannot scale');
    expect(out).toMatch(/WHY THIS ONE\? q of the same owner is well\nimages: main app:2, there main app:1\n/);
    expect(out).toContain('\nenv LEVEL of main: for p, there for q\n');
    const json = JSON.parse((await run({ ...SHOT, output: 'json' }, from())).out) as PodAnatomyJson;
    expect(json.attached).toContainEqual({
      ...{ apiVersion: 'v1', counts: null, note: null },
      kind: 'Secret',
      name: 'keys',
      for: 'env of main',
      state: 'missing',
      troubled: true,
    });
    const told = json.attached?.map(({ kind, state, troubled }) => `${kind} ${state} ${troubled}`);
    expect(told).toContain('Service missing true');
    expect(json.problems).toContainEqual(
      expect.stringContaining('Service web, which names it in DNS, is missing'),
    );
    expect(json.whyThisOne).toMatchObject({ than: 'q', well: true });
    expect(json.problems.join('; ')).toBe(json.verdict);
  });

  it('tells no more than the newest happenings', async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      eventOf(told[0]!, `Reason${index}`, 'so', { count: 1 }),
    );
    const { out } = await run({ ...SHOT, output: 'text' }, source([told[0]!, ...many]));
    const [, timeline = ''] = out.split('TIMELINE the newest first\n');
    expect(timeline.match(/^· .*Reason/gm)).toHaveLength(40);
    expect(timeline).toMatch(/^and 36\d older$/m);
    const json = JSON.parse(
      (await run({ ...SHOT, output: 'json' }, source([told[0]!, ...many]))).out,
    ) as PodAnatomyJson;
    expect(json.timeline).toHaveLength(300);
  });

  it('prints one Pod, as text and as JSON', async () => {
    const shot = { command: 'pod', name: 'anatomy-0', connection, output: 'text' } as const;
    expect((await run(shot)).out).toContain('anatomy-0');
    const { out } = await run({ ...shot, output: 'json' });
    expect(JSON.parse(out)).toMatchObject({ name: 'anatomy-0' });
  });

  it('tells what runs in it, and its namespaces as they are, where that is asked for, and else walks nothing', async () => {
    const real = JSON.parse(readFileSync('test/fixtures/walks.json', 'utf8')) as Record<
      'anatomy-0',
      { pod: Pod; walk: string }
    >;
    const { pod, walk } = real['anatomy-0'];
    const reader = new OneShotReader(new Full([pod as unknown as KubeObject]).port, {
      ...place,
      namespace: pod.metadata.namespace ?? '',
    });
    let walked = 0;
    reader.walks = () => {
      walked += 1;
      const seen = { ...readWalk(walk)!, namespaces: { net: 42 } };
      return Promise.resolve(new Map([['app', { type: 'walk', walk: seen, at: 0 }]]));
    };
    const shot = { command: 'pod', name: 'anatomy-0', connection, output: 'text' } as const;
    expect((await run(shot, reader)).out).not.toContain('PROCESSES');
    const refused = await run({ ...shot, processes: true, readonly: true }, reader);
    expect(refused).toMatchObject({ code: 0, out: expect.stringContaining('anatomy-0') as string });
    expect(refused.err).toContain('not all is told of what runs in it: podscope was started with --readonly');
    expect(walked).toBe(0);
    const { out } = await run({ ...shot, processes: true }, reader);
    expect(out).toMatch(/PROCESSES\nCONTAINER +PID[^]*A app .* nginx: master process/);
    const { out: told } = await run({ ...shot, processes: true, output: 'json' }, reader);
    const { processes, namespaces } = JSON.parse(told) as PodAnatomyJson;
    expect(processes).toContainEqual(expect.objectContaining({ container: 'app', type: 'app' }));
    expect(namespaces.find(({ kind }) => kind === 'net')?.observed).toEqual([
      { container: 'app', inode: 42, asBySpec: true },
    ]);
  });

  it('needs no more than the right to get it; that claims are not told is said', async () => {
    const reader = new OneShotReader(new GetOnly(everything).port, place);
    const shot = { command: 'pod', name: 'anatomy-0', connection, output: 'text' } as const;
    const { code, out, err } = await run(shot, reader);
    expect(code).toBe(0);
    expect(err).toContain('podscope: not all is told of claims: may not get persistentvolumeclaims\n');
    expect(err).toContain('podscope: not all is told of who else mounts its volumes: ');
    expect(out).toContain('anatomy-0');
  });

  it('says what would list the Pods where there is none of that name', async () => {
    const { code, out, err } = await run(
      { command: 'pod', name: 'nobody', connection, output: 'text' },
      source([DEFAULT]),
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no Pod nobody in namespace default; `podscope pods -n default` lists them');
    const flags = { context: 'dev', namespace: 'default' };
    const elsewhere = new OneShotReader(new Full([DEFAULT]).port, { ...place, flags });
    const told = await run({ command: 'pod', name: 'nobody', connection, output: 'text' }, elsewhere);
    expect(told.err).toContain('`podscope pods --context dev -n default` lists them');
  });

  it.each([
    ['pod deploy', 'deploy'],
    ['tree sts', 'sts'],
    ['logs jobs', 'jobs'],
    ['exec DaemonSet', 'DaemonSet'],
  ])('says of the word for a kind that has no name behind it what it is: %s', async (line, kind) => {
    const shot = parseArguments(line.split(' '), '1', { out: () => undefined, err: () => undefined });
    const { code, err } = await run(shot as never, source([DEFAULT]));
    expect(code).toBe(1);
    expect(err).toBe(
      `podscope: no Pod ${kind} in namespace default; ${kind} is a kind: one of them is ${kind}/NAME, \`podscope tree ns/default\` shows what there is\n`,
    );
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

  it('asks for the object, its owners, and what it selects: no list of all there is', async () => {
    const played = new Full(everything);
    played.named = async (kind, place) => ({
      object: (await FakeConnection.prototype.named.call(played, kind, place)).object,
      labelSelector: 'app=nginx',
    });
    const scopes: unknown[] = [];
    const watch = played.watch.bind(played);
    played.watch = (kind, scope) => {
      scopes.push([kind, scope]);
      return watch(kind, scope);
    };
    const target = { kind: 'deploy', name: 'nginx-deployment' };
    await run({ command: 'tree', target, connection, output: 'text' }, new OneShotReader(played.port, place));
    const scope = { namespace: 'default', labelSelector: 'app=nginx' };
    expect(scopes).toEqual([
      ['replicasets', scope],
      ['pods', scope],
    ]);
    expect(played.asked).toEqual([]);
  });

  it('prints the owners of a Pod above it, up to one that cannot be had', async () => {
    const others = everything.filter(({ metadata: { name } }) => name !== 'crashing');
    const played = new Full([...others, rolled(podNamed('crashing'))]);
    const target = { kind: 'pod', name: 'crashing' };
    const shot = { command: 'tree', target, connection, output: 'text' } as const;
    const reader = () => new OneShotReader(played.port, place);
    const { out } = await run(shot, reader());
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' '))).toMatchObject([
      'NAMESPACE NAME READY REASON AGE',
      'default Rollout/rolled – gone –',
      expect.stringMatching(/^default └─Pod\/crashing /),
      expect.stringMatching(/^default {3}└─container\/|^default └─container\//),
      '',
    ]);
    played.answerOwners = (refs) =>
      refs.map((ref) => ({
        ref,
        uid: ref.uid,
        failure: { code: 503, reason: 'ServiceUnavailable', message: '' },
      }));
    expect((await run(shot, reader())).out).toMatch(/Rollout\/rolled +– +unavailable +–/);
    const json = JSON.parse((await run({ ...shot, output: 'json' }, reader())).out) as TreeJson;
    expect(json).toMatchObject({ kind: 'Rollout', ready: null, reason: 'unavailable', createdAt: null });
    expect(json.children).toMatchObject([{ kind: 'Pod', name: 'crashing' }]);
  });

  it('prints what a Pod owns, as Spark has it, and of whom may not list that says so and prints the Pod', async () => {
    const driver = podNamed('crashing');
    const owner = {
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'crashing',
      uid: driver.metadata.uid,
      controller: true,
    };
    const executor = { metadata: { ...metadataOf('executor'), ownerReferences: [owner] } };
    const target = { kind: 'pod', name: 'crashing' };
    const shot = { command: 'tree', target, connection, output: 'text' } as const;
    const of = (played: FakeConnection) => run(shot, new OneShotReader(played.port, place));
    const { out, err } = await of(new Full([driver, executor]));
    expect([out, err]).toEqual([expect.stringMatching(/Pod\/crashing .*[^]*└─Pod\/executor /), '']);
    const few = await of(new GetOnly([driver, executor]));
    expect(few.code).toBe(0);
    expect(few.out).toMatch(/Pod\/crashing /);
    expect(few.err).toMatch(/^podscope: may not list deployments, .*, pods: they, and what they own, may be/);
  });

  it('prints all that stands in a namespace, with what of it is not well', async () => {
    const target = { kind: 'ns', name: 'default' };
    const shot = { command: 'tree', target, connection, output: 'text' } as const;
    const { code, out } = await run(shot, source([DEFAULT, ...everything]));
    expect(code).toBe(0);
    expect(out).toMatch(/\n– +Namespace\/default +\d+\/\d+ +\d+ not well/);
    expect(out).toMatch(/\ndefault +├─Deployment\/nginx-deployment /);
    expect(out).toMatch(/ ├─Pod\/two-containers /);
    const { out: text } = await run({ ...shot, output: 'json' }, source([DEFAULT, ...everything]));
    const json = JSON.parse(text) as TreeJson;
    expect(json).toMatchObject({ kind: 'Namespace', namespace: null, name: 'default' });
    expect(json.children.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'Pod']));
  });

  it('prints what may be listed of a namespace that may not be got itself, and refuses where nothing may', async () => {
    const shot = {
      command: 'tree',
      target: { kind: 'ns', name: 'default' },
      connection,
      output: 'text',
    } as const;
    const played = new Full(everything);
    const denied = Object.assign(new Error('may not get namespaces'), { code: 403, reason: 'Forbidden' });
    const one = played.one.bind(played);
    played.one = (...asked) => (asked[0] === 'namespaces' ? Promise.reject(denied) : one(...asked));
    const { code, out } = await run(shot, new OneShotReader(played.port, place));
    expect(code).toBe(0);
    expect(out).toMatch(/\n– +Namespace\/default +\d+\/\d+ +\d+ not well.* –\n/);
    expect(out).toMatch(/\ndefault +├─Deployment\/nginx-deployment /);
    const none = new OneShotReader(new GetOnly(everything).port, place);
    await expect(run(shot, none)).rejects.toThrow('may not get namespaces');
  });

  it('has null for what is not known, in JSON', async () => {
    const target = { kind: 'deploy', name: 'nginx-deployment' };
    const { out } = await run({ command: 'tree', target, connection, output: 'json' });
    expect(JSON.parse(out)).toMatchObject({ reason: null, ready: '4/4' });
  });

  const ROLLOUT = {
    ...{ apiVersion: 'argoproj.io/v1', kind: 'Rollout', plural: 'rollouts', singular: 'rollout' },
    ...{ shortNames: ['ro'], namespaced: true },
  };

  it.each(['rollout', 'ro', 'rollouts.argoproj.io', 'Rollout'])(
    'finds an owner of a kind that is not watched: %s',
    async (kind) => {
      const played = new Full([rolled(podNamed('crashing'))]);
      played.kinds = [ROLLOUT];
      played.named = async () => ({ object: { metadata: metadataOf('rolled') }, labelSelector: undefined });
      const reader = new OneShotReader(played.port, place);
      const target = { kind, name: 'rolled' };
      const { out } = await run({ command: 'tree', target, connection, output: 'text' }, reader);
      expect(out).toMatch(/Rollout\/rolled +0\/1/);
      expect(out).toMatch(/└─Pod\/crashing/);
    },
  );

  it.each([
    ['gone', 404, 'gone'],
    ['denied', 403, 'denied'],
    ['of a server that does not answer', 503, 'unavailable'],
  ])('shows an owner that is %s by what names it', async (_, code, told) => {
    const failure = { code, reason: 'Why', message: 'why' };
    const played = new Full([rolled(podNamed('crashing'))]);
    played.answerOwners = (refs) => refs.map((ref) => ({ ref, uid: ref.uid, failure }));
    const target = { kind: 'rollout', name: 'rolled' };
    const shot = { command: 'tree', target, connection, output: 'text' } as const;
    const reader = () => new OneShotReader(played.port, place);
    const row = new RegExp(`Rollout/rolled +0/1 +${told} +–`);
    // The server has no such kind any more.
    if (code === 404) expect((await run(shot, reader())).out).toMatch(row);
    played.kinds = [ROLLOUT];
    played.named = () => Promise.reject(Object.assign(new Error('why'), failure));
    const { code: exit, out } = await run(shot, reader());
    expect(exit).toBe(0);
    expect(out).toMatch(row);
  });

  describe('where kinds may not be listed', () => {
    const shot = {
      command: 'tree',
      target: { kind: 'deploy', name: 'nginx-deployment' },
      connection,
      output: 'text',
    } as const;
    const refused = (denied: readonly KindId[], code?: number) =>
      run(shot, new OneShotReader(new Without(denied, code).port, place));

    it('does not care about kinds that cannot be below', async () => {
      const { out } = await run(shot);
      expect(await refused(['statefulsets', 'jobs', 'cronjobs'])).toEqual({ code: 0, out, err: '' });
    });

    it('says what may be missing', async () => {
      const { code, out, err } = await refused(['pods', 'replicasets']);
      expect([code, err]).toEqual([
        0,
        'podscope: may not list replicasets, pods: they, and what they own, may be missing\n',
      ]);
      expect(out).toContain('Deployment/nginx-deployment');
    });

    it('ends with any other reason', async () => {
      await expect(refused(['pods'], 500)).rejects.toThrow('may not list pods');
    });
  });

  it.each([
    ['deploy', 'no Deployment nobody in namespace default'],
    ['namespace', 'no Namespace nobody in the cluster'],
    ['DEPLOY', 'the cluster has no kind DEPLOY'],
  ])('says so where there is no %s of that name', async (kind, text) => {
    const target = { kind, name: 'nobody' };
    const played = new Full(everything);
    const lacks = new OneShotReader(played.port, place);
    lacks.lacksNamespace = () => Promise.resolve(false);
    const { code, err } = await run({ command: 'tree', target, connection, output: 'text' }, lacks);
    expect([code, err]).toEqual([1, `podscope: ${text}\n`]);
  });
});

describe('a namespace that does not exist', () => {
  const target = { kind: 'deploy', name: 'x' };
  it.each<OneShot>([
    { command: 'pods', connection, allNamespaces: false, output: 'text' },
    { command: 'pods', connection, allNamespaces: false, output: 'json' },
    { command: 'pod', name: 'x', connection, output: 'text' },
    { command: 'tree', target, connection, output: 'text' },
  ])('is said to be none: %j', async (shot) => {
    expect(await run(shot, source([]))).toEqual({
      code: 1,
      out: '',
      err: 'podscope: namespace default does not exist\n',
    });
  });

  it('is not claimed where one may not ask', async () => {
    const reader = new OneShotReader(new GetOnly([]).port, place);
    const { err } = await run({ command: 'pod', name: 'x', connection, output: 'text' }, reader);
    expect(err).toContain('no Pod x in namespace default');
  });
});

it('ends with the first reason where the cluster refuses', async () => {
  const played = new FakeConnection();
  const reading = new OneShotReader(played.port, place).pods({ namespace: 'default' });
  played.tell('pods', {
    type: 'failed',
    failure: { code: 403, reason: 'Forbidden', message: 'may not list pods' },
  });
  await expect(reading).rejects.toThrow(SnapshotError);
  await expect(reading).rejects.toThrow('may not list pods');
  expect(played.log).toEqual(['open pods default', 'close pods default']);
});

describe('a list that does not come to its end', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const asking = (requestTimeout?: number) => {
    const played = new FakeConnection();
    const limits = requestTimeout === undefined ? place : { ...place, requestTimeout };
    const asked = new OneShotReader(played.port, limits).pods({ namespace: 'default' });
    const came = (...events: Parameters<FakeConnection['tell']>) => played.tell(...events);
    return { played, came, answer: asked.then(String, (error: Error) => error.message) };
  };
  const pod: KubeObject = { metadata: { name: 'a', uid: 'a' } };

  it('is given up at --request-timeout, however much of it has come', async () => {
    const { played, came, answer } = asking(3000);
    for (let at = 0; at < 3; at++) {
      came('pods', { type: 'upsert', object: pod });
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(await answer).toBe('cluster "kind" has not sent all of pods within 3 s (--request-timeout)');
    expect(played.log).toEqual(['open pods default', 'close pods default']);
  });

  it.each([
    [3000, 'within 3 s (--request-timeout)'],
    [undefined, 'for 120 s (--request-timeout gives it longer)'],
  ])('of which nothing came is said to be that (%s)', async (limit, how) => {
    const { answer } = asking(limit);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await answer).toBe(`cluster "kind" has sent nothing of pods ${how}`);
  });

  it('is given up at --request-timeout for what was waited for before the cluster could be asked', async () => {
    const { played, answer } = asking(3000);
    played.awaited = 'the credential plugin of the user "u": login did not end';
    await vi.advanceTimersByTimeAsync(3000);
    expect(await answer).toBe(
      'the credential plugin of the user "u": login did not end within 3 s (--request-timeout)',
    );
  });

  it('is given up where nothing more of it comes, and not while something does', async () => {
    const { came, answer } = asking();
    for (let at = 0; at < 5; at++) {
      came('pods', { type: 'upsert', object: pod });
      await vi.advanceTimersByTimeAsync(100_000);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await answer).toBe(
      'cluster "kind" has not sent all of pods, and nothing more of them for 120 s (--request-timeout gives it longer)',
    );
  });

  it('is waited for while bytes of it come, though nothing whole does', async () => {
    const { came, answer } = asking();
    for (let at = 1; at <= 5; at++) {
      came('pods', { type: 'coming', bytes: at, since: 0 });
      await vi.advanceTimersByTimeAsync(100_000);
    }
    came('pods', { type: 'synced', count: 0 });
    expect(await answer).toBe('');
  });

  it('is waited for as long as it takes with --request-timeout 0', async () => {
    const { came, answer } = asking(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    came('pods', { type: 'synced', count: 0 });
    expect(await answer).toBe('');
  });
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
