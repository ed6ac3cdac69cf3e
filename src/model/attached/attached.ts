import type { Budget, Autoscaler } from '../health/around/objects.ts';
import type { ServiceTrouble } from '../health/around/endpoints.ts';
import type { Service } from '../network/objects.ts';
import type { ReferenceAnswer } from '../connection.ts';
import type { Failure } from '../kinds/watch-event.ts';

/**
 * Something that hangs on a Pod, or that it hangs on, without owning it or being owned: a second kind of edge of the
 * ownership tree.
 */
export interface Attached {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where all of the kind are meant: they may not be listed. */
  readonly name: string;
  /** What for: `env of app, volume settings`; empty where its kind says it. */
  readonly how: string;
  /** `absent`: not there, and it need not be. */
  readonly state: ReferenceAnswer['state'] | 'asked' | 'absent';
  /** `2/2` of what counts something. */
  readonly ready?: string;
  /** `0 may go`, `Bound`; of what is denied the verb. */
  readonly note?: string;
  /** It is there and does not do what it is for. */
  readonly troubled?: boolean;
  /** The same in a word or two, for where there is no room for the note: `unbound`, `no key`. */
  readonly lack?: string;
}

/** A list of a kind: what there is of it, or why that is not known; neither while it is loading. */
export interface Listed<T> {
  readonly objects?: Iterable<T> | undefined;
  readonly failure?: Failure | undefined;
}

/** What there is in the Pod's namespace that may have to do with it. */
export interface Surroundings {
  readonly services: Listed<Service>;
  readonly budgets: Listed<Budget>;
  readonly scalers: Listed<Autoscaler>;
  /** Services that should lead to it and do not. */
  readonly troubles?: readonly ServiceTrouble[];
}
