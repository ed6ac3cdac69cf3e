import type { ReferenceAnswer } from '../connection.ts';
import type { ToldEvent } from '../events/told-event.ts';
import type { Listener } from '../network/sockets/listeners.ts';
import type { PodUsage } from '../usage/pod-usage.ts';
import type { VolumeMatrix } from '../volumes/volumes.ts';
import type { Around } from './around/around.ts';
import type { Sibling } from './differences/differences.ts';
import type { LastWords } from './container/last-words.ts';
import type { NodesAnswer } from './node/no-node.ts';
import type { Neighbour } from './node/pod-rules.ts';
import type { RestartsSeen } from './container/restarts.ts';

/** Something that a Pod names, and whether it is there; `denied` where that may not be asked, `unknown` where nothing was answered. */
export interface Reference {
  /** `Secret`, `ConfigMap`, `PersistentVolumeClaim`, `StorageClass`, `Node` */
  readonly kind: string;
  readonly name: string;
  /** The Pod's volume that it is for. */
  readonly volume?: string;
  readonly state: ReferenceAnswer['state'];
  /** One of its keys that the Pod wants and that is not there, and the names of those that are. */
  readonly key?: string;
  readonly keys?: readonly string[];
  /** Of a key that need not be there, the variable that is unset without it, and whose. */
  readonly unset?: { readonly variable: string; readonly container: string };
  /** Of a key that is mounted by itself, where it is first: `app:/etc/app.conf`. */
  readonly mountedAt?: string;
  /** When its content was changed last, where the server says it. */
  readonly changed?: number;
  /** Of what is missing, what there is of a name that is written almost so. */
  readonly nearest?: string;
  /** More about it: why a node is not ready. */
  readonly note?: string;
  /** How a node stands, where something of it is to be told. */
  readonly node?: ReferenceAnswer['node'];
}

/** What is known of a Pod besides its object. */
export interface PodFacts {
  /** What a watch saw of its restarts. */
  readonly restarts?: RestartsSeen | undefined;
  /** What it may wait for, of a Pod that does not start. */
  readonly references?: readonly Reference[] | undefined;
  /** The keys that its environment has where they are there; undefined where they are not asked for, or not known yet. */
  readonly optional?: readonly Reference[] | undefined;
  /** Its node, where how it fares may be that one's doing. */
  readonly node?: Reference | undefined;
  /** All nodes, of a Pod that none of them is one for; undefined where they are not asked for, or not known yet. */
  readonly nodes?: NodesAnswer | undefined;
  /** The Pods that keep it off nodes by its own rules; undefined where they do not, or are not known. */
  readonly neighbours?: readonly Neighbour[] | undefined;
  /** What it said last, from its log, of a container that ended without a message. */
  readonly lastWords?: LastWords | undefined;
  /** What events tell of it and of what it hangs on, the newest first; undefined where they are not known. */
  readonly events?: readonly ToldEvent[] | undefined;
  /** That they are not known, and why, where that is told. */
  readonly eventsUnknown?: string | undefined;
  /** Services, disruption budgets and autoscalers around it; undefined where they are not known. */
  readonly around?: Around | undefined;
  /** That it is of an old template, and of what became of the new one. */
  readonly outdated?: string | undefined;
  /** One of the same owner that fares differently, where that is asked for. */
  readonly sibling?: Sibling | undefined;
  /** What its containers used while it was looked at, the oldest first. */
  readonly measured?: readonly PodUsage[] | undefined;
  /** When it went, in epoch ms, of one that is not there any more. */
  readonly deleted?: number | undefined;
  /** The Services that send it traffic also where it is not ready; undefined where they are not known. */
  readonly regardless?: readonly string[] | undefined;
  /** Its volumes with what the names of parts come to; undefined where none is named by the environment. */
  readonly volumes?: VolumeMatrix | undefined;
  /** What listens in it, as a walk saw it; undefined where none was made. */
  readonly listeners?: readonly Listener[] | undefined;
  /** Other Pods of its node, or where it has none of any node, that claim a port of the node which it claims too. */
  readonly rivals?:
    readonly { readonly port: string; readonly pod: string; readonly node: string }[] | undefined;
}

export const NO_FACTS: PodFacts = {};
