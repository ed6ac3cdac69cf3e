import { timestamp } from '../time/clock.ts';
import { apiVersionOf } from '../api/resources.ts';
import type { SentObject } from '../api/sent-object.ts';
import type { StoredObject } from '../api/stored-object.ts';
import { kindOf, type World } from './world.ts';

export interface Happening {
  readonly about: Pick<StoredObject, 'apiVersion' | 'kind' | 'metadata'>;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `kubelet`, `replicaset-controller`, … */
  readonly component: string;
  /** The node's name, where a kubelet tells it. */
  readonly host?: string;
  /** `spec.containers{app}`. */
  readonly fieldPath?: string;
}

/** An API server forgets Events after an hour. */
const KEPT_MS = 3_600_000;

/**
 * Writes Events: what happens again under the same reason and message counts up, as client-go's
 * tools/record/events_cache.go has it.
 */
export class EventRecorder {
  private readonly known = new Map<string, string>();

  constructor(private readonly world: World) {}

  record(happening: Happening): void {
    const { about, type, reason, message, component, host, fieldPath } = happening;
    const { writes, storage, clock, random } = this.world;
    const kind = kindOf(this.world, 'Event');
    const namespace = about.metadata.namespace ?? 'default';
    const inNamespace = storage.get({ group: '', plural: 'namespaces' }, undefined, namespace);
    if (!inNamespace || inNamespace.metadata.deletionTimestamp !== undefined) return;
    const time = timestamp(clock.now());
    const key = JSON.stringify([about.metadata.uid, type, reason, message, component, host, fieldPath]);
    const earlier = this.known.get(key);
    const before = earlier === undefined ? undefined : storage.get(kind, namespace, earlier);
    if (before) {
      writes.update(before, (now) => ({ ...now, count: Number(now['count']) + 1, lastTimestamp: time }));
      return;
    }
    const name = `${about.metadata.name}.${nanoseconds(clock.now(), storage.resourceVersion, random())}`;
    const { uid, resourceVersion } = about.metadata;
    const sent: SentObject = {
      apiVersion: apiVersionOf(kind),
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        kind: about.kind,
        ...(about.metadata.namespace !== undefined && { namespace }),
        name: about.metadata.name,
        uid,
        apiVersion: about.apiVersion,
        resourceVersion,
        ...(fieldPath !== undefined && { fieldPath }),
      },
      reason,
      message,
      source: { component, ...(host !== undefined && { host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: host ?? '',
    };
    const event = writes.create(kind, namespace, sent);
    this.known.set(key, name);
    clock.after(KEPT_MS, () => {
      if (this.known.get(key) === name) this.known.delete(key);
      writes.delete(event);
    });
  }
}

/**
 * A time as hex of nanoseconds, as client-go names Events. A clock has milliseconds; within one of them what was written
 * later comes later.
 *
 * @param chance from 0 to below 1
 */
const nanoseconds = (now: number, version: number, chance: number): string =>
  (BigInt(Math.floor(now)) * 1_000_000n + BigInt((version % 1000) * 1000 + Math.floor(chance * 1000)))
    .toString(16)
    .padStart(16, '0');
