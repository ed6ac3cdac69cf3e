/** What is asked of a cluster, and answered: the words that its connection and who asks have in common. */
import type { KubeObject, ObjectMeta, ObjectRef } from './kinds/objects.ts';
import type { NodeStanding } from './health/node/node-standing.ts';
import type { Failure } from './kinds/watch-event.ts';

export interface ContextInfo {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** The context's namespace, `default` where it names none. */
  readonly namespace: string;
}

/** Which objects of a kind: of one namespace or, without it, of all; of a label or field selector or all. */
export interface WatchScope {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** Whether something is there that a Pod names; `note`: why a node is not ready, that it is being deleted. `denied`: it may not be asked for. */
export interface ReferenceAnswer {
  readonly state: 'there' | 'missing' | 'denied' | 'unknown';
  readonly note?: string;
  /** How a node stands, where something of it is to be told. */
  readonly node?: NodeStanding;
  /** When its content was changed last, in epoch ms; of a ConfigMap or Secret whose server says it. */
  readonly changed?: number;
  /** Of what is missing, what there is of a name that is written almost so. */
  readonly nearest?: string;
  /** The names of its keys, where they were asked for; never what they hold. */
  readonly keys?: readonly string[];
}

/** What is asked for; of a ConfigMap or Secret also which keys it has. */
export type AskedRef = ObjectRef & { readonly keys?: true };

export type OwnerRef = ObjectRef & { readonly uid: string };

/** An owner as the API server knows it: its metadata only, or why it could not be had. */
export type OwnerResult =
  | { readonly ref: ObjectRef; readonly uid: string; readonly metadata: ObjectMeta }
  | { readonly ref: ObjectRef; readonly uid: string; readonly failure: Failure };

/** An object that was asked for by its name: as a watch has it where its kind is watched, else its metadata. */
export interface Named {
  readonly object: KubeObject;
  /** Which labels what it manages has; undefined where it does not say so. */
  readonly labelSelector: string | undefined;
}
