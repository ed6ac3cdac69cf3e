import type { Said } from '../../../src/model/health/container/last-words.ts';
import { from, Observable, Subject } from 'rxjs';
import type { LogItem } from '../../../src/model/logs/log-item.ts';
import type {
  AttachRequest,
  Connection,
  LogsRequest,
  Nodes,
  SessionStreams,
  Tidying,
} from '../../../src/ports/connection.ts';
import { type ApiKind, BUILT_IN, type KindAnswer, watchedAs } from '../../../src/model/kinds/api-kind.ts';
import { ABLE, type Able } from '../../../src/model/capabilities.ts';
import { ALL_RIGHTS, type Rights } from '../../../src/model/rights.ts';
import type { KindId } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject, ObjectRef } from '../../../src/model/kinds/objects.ts';
import { findKind } from '../../../src/model/owners/kind-match.ts';
import type {
  Named,
  OwnerRef,
  OwnerResult,
  AskedRef,
  ReferenceAnswer,
  WatchScope,
} from '../../../src/model/connection.ts';
import type { Leftover, Leftovers } from '../../../src/model/processes/leftovers.ts';
import type { NodeView } from '../../../src/model/processes/node-view.ts';
import type { CopyRequest, CopyTold } from '../../../src/model/copy/copy.ts';
import type { ForwardRequest, ForwardTold } from '../../../src/model/forward/forward.ts';
import type { Walked, WalkTarget } from '../../../src/model/processes/walked.ts';
import type { EndedContainer, ExecRequest, ExecResult } from '../../../src/model/session.ts';
import type { Usages, UsageScope } from '../../../src/model/usage/pod-usage.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';

type Events = readonly WatchEvent<KubeObject>[];

/** A cluster's session that a test plays. */
export class FakeConnection {
  /** What happened to watches: `open pods shop`, `close pods shop`. */
  readonly log: string[] = [];
  readonly watches = new Map<KindId, Subject<Events>>();
  /** What each walk upward asked for, by name. */
  readonly asked: string[][] = [];
  readonly got: ObjectRef[] = [];
  readonly ran: ExecRequest[] = [];

  answerOwners: (refs: readonly OwnerRef[]) => readonly OwnerResult[] = (refs) =>
    refs.map((ref) => ({ ref, uid: ref.uid, failure: { code: 404, reason: 'NotFound', message: 'gone' } }));
  answerGet: (signal?: AbortSignal) => Promise<KubeObject> = () => Promise.reject(new Error('no object'));
  capabilities = ABLE;
  answerRights: (namespace: string) => Promise<Rights> = () => Promise.resolve(ALL_RIGHTS);
  answerExec: (streams: SessionStreams, signal?: AbortSignal) => Promise<ExecResult> = () =>
    Promise.resolve({ type: 'exited', code: 0 });

  watch(kind: KindId, scope: WatchScope): Observable<Events> {
    return new Observable((out) => {
      const where = [scope.namespace ?? '*', scope.fieldSelector ?? ''].join(' ').trim();
      const events$ = new Subject<Events>();
      this.log.push(`open ${kind} ${where}`);
      this.watches.set(kind, events$);
      events$.subscribe(out);
      return () => this.log.push(`close ${kind} ${where}`);
    });
  }

  /** A watch that is open tells this. */
  tell(kind: KindId, ...events: Events): void {
    const watch = this.watches.get(kind);
    if (!watch) throw new Error(`no watch of ${kind} is open`);
    watch.next(events);
  }

  /** What it waits for before it asks anything. */
  awaited: string | undefined;

  awaits(): string | undefined {
    return this.awaited;
  }

  version(): Promise<string> {
    return Promise.resolve('v1.34.4');
  }

  /** Has nothing, where a test does not say otherwise. */
  one(_kind: KindId, { name }: { namespace: string; name: string }): Promise<KubeObject> {
    return Promise.reject(Object.assign(new Error(`no ${name}`), { code: 404 }));
  }

  /** The kinds that it has besides those that every server has. */
  kinds: readonly ApiKind[] = [];

  kindNamed(typed: string): Promise<KindAnswer> {
    const kind = findKind([...BUILT_IN, ...this.kinds], typed);
    return Promise.resolve(kind ? { kind } : { kind, nearest: undefined, untold: [] });
  }

  /** What it has as watches do; of other kinds nothing, where a test does not say otherwise. */
  async named(kind: ApiKind, { namespace = '', name }: { namespace?: string; name: string }): Promise<Named> {
    const object = await this.one((watchedAs(kind) ?? kind.plural) as KindId, { namespace, name });
    return { object, labelSelector: undefined };
  }

  get(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject> {
    this.got.push(ref);
    return this.answerGet(signal);
  }

  owners(refs: readonly OwnerRef[]): Promise<readonly OwnerResult[]> {
    this.asked.push(refs.map(({ name }) => name));
    return Promise.resolve(this.answerOwners(refs));
  }

  /** What of it is there, by `Kind/name`; the rest is unknown. */
  readonly there = new Map<string, ReferenceAnswer>();
  readonly looked: string[] = [];

  references(refs: readonly AskedRef[]): Promise<readonly ReferenceAnswer[]> {
    const keys = refs.map(({ kind, name }) => `${kind}/${name}`);
    this.looked.push(...keys);
    return Promise.resolve(keys.map((key) => this.there.get(key) ?? { state: 'unknown' }));
  }

  /** What containers said last, by name. */
  readonly said = new Map<string, Said>();

  lastWords({ container, again = false }: EndedContainer): Promise<Said> {
    this.log.push(`last words ${container}${again ? ' of the run before' : ''}`);
    return Promise.resolve(this.said.get(container) ?? { line: '' });
  }

  /** The logs that are being read. */
  readonly readings: {
    request: LogsRequest;
    take: (items: readonly LogItem[]) => unknown;
    signal: AbortSignal;
  }[] = [];

  logs(
    request: LogsRequest,
    take: (items: readonly LogItem[]) => unknown,
    signal: AbortSignal,
  ): Promise<void> {
    this.readings.push({ request, take, signal });
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  }

  rights(namespace: string): Promise<Rights> {
    this.log.push(`rights ${namespace}`);
    return this.answerRights(namespace);
  }

  answerMetered: () => Promise<Able> = () => Promise.resolve('no metrics server');
  answerUsage: (of: UsageScope) => Promise<Usages> = () => Promise.resolve(new Map());

  metered(): Promise<Able> {
    this.log.push('metered');
    return this.answerMetered();
  }

  usage(of: UsageScope): Promise<Usages> {
    this.log.push(`usage ${of.namespace ?? '*'} ${of.name ?? '*'}`);
    return this.answerUsage(of);
  }

  exec(request: ExecRequest, streams: SessionStreams, signal?: AbortSignal): Promise<ExecResult> {
    this.ran.push(request);
    return this.answerExec(streams, signal);
  }

  attach(_: AttachRequest, streams: SessionStreams, signal?: AbortSignal): Promise<ExecResult> {
    return this.answerExec(streams, signal);
  }

  /** The port-forwards that were begun. */
  readonly forwards: {
    request: ForwardRequest;
    tell: (told: ForwardTold) => void;
    signal: AbortSignal;
    fail: (error: Error) => void;
  }[] = [];

  forward(request: ForwardRequest, tell: (told: ForwardTold) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, fail) => {
      this.forwards.push({ request, tell, signal, fail });
      signal.addEventListener('abort', () => resolve());
    });
  }

  /** The copies that were begun. */
  readonly copies: {
    request: CopyRequest;
    tell: (told: CopyTold) => void;
    signal: AbortSignal;
    done: () => void;
    fail: (error: Error) => void;
  }[] = [];

  copyFiles(request: CopyRequest, tell: (told: CopyTold) => void, signal: AbortSignal): Promise<void> {
    return new Promise((done, fail) => {
      this.copies.push({ request, tell, signal, done, fail });
      signal.addEventListener('abort', () => fail(new Error('cancelled')));
    });
  }

  /** What walking its /proc brings, by container; nothing comes of one that is not there. */
  readonly walked = new Map<string, Walked>();

  walk({ pod, containers }: WalkTarget): Observable<readonly [string, Walked]> {
    this.log.push(`walk ${pod}`);
    return from(
      containers.flatMap((name) => (this.walked.has(name) ? [[name, this.walked.get(name)!] as const] : [])),
    );
  }

  /** What looking at a node's processes brings, and what is left of it. */
  answerWalkNode: (view: NodeView, signal?: AbortSignal) => Promise<Walked> = () => new Promise(() => {});
  left: Leftovers = { found: [], unseen: [] };

  answerRemove: (leftover: Leftover) => Promise<void> = () => Promise.resolve();
  tidying: Tidying | undefined;

  readonly nodes: Nodes = {
    walk: (view, signal) => {
      this.log.push(`walk node of ${view.pod.metadata.name}`);
      return this.answerWalkNode(view, signal);
    },
    leftovers: (known) => {
      this.log.push(`leftovers ${known.join(' ')}`);
      return Promise.resolve(this.left);
    },
    remove: (leftover) => {
      this.log.push(`remove ${leftover.name}`);
      return this.answerRemove(leftover);
    },
  };

  tidy(): Tidying | undefined {
    return this.tidying;
  }

  close(): void {
    this.log.push('close');
  }

  /** As effects see it. */
  get port(): Connection {
    return this as unknown as Connection;
  }
}
