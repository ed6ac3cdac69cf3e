import type { ApiError } from '../../api/api-error.ts';

/** How far an answer comes before it is broken; at once where neither is given. */
export interface After {
  /** Of its body. */
  readonly bytes?: number;
  /** Lines of a watch. */
  readonly frames?: number;
}

/** What goes wrong. */
export type Effect =
  /** Answered with this error. */
  | { readonly kind: 'refuse'; readonly error: ApiError }
  /** 429 in plain text, as the server's filters send it. */
  | { readonly kind: 'overload'; readonly retryAfterSeconds: number }
  /** 403, in the words that an authorizer's No has. */
  | { readonly kind: 'deny' }
  /** History is forgotten first: older versions and continue tokens are 410 Expired. */
  | { readonly kind: 'compact' }
  /** `reset`: a TCP RST. `freeze`: nothing comes any more, and the connection stays. `end`: it is closed. */
  | { readonly kind: 'reset' | 'freeze' | 'end'; readonly after?: After }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** A watch tells the last changes again that its client already has. */
  | { readonly kind: 'repeat'; readonly changes: number }
  /** A watch sends no bookmarks but the one that ends its initial events. */
  | { readonly kind: 'no-bookmarks' };

/** What strikes a request. */
export interface Fault {
  /** `list`, `watch`, `get`, `create`, … (requestinfo.go); any where it is not given. */
  readonly verb?: string;
  /** The kind's plural: `pods`. */
  readonly resource?: string;
  readonly path?: RegExp;
  /** So many requests that it would strike come through before. */
  readonly skip?: number;
  /** How many it strikes; 1 where it is not given. */
  readonly times?: number;
  readonly effect: Effect;
}

/** A request, as far as faults tell requests apart. */
export interface Struck {
  readonly verb: string;
  readonly resource: string | undefined;
  readonly path: string;
}

export type FaultTarget = Pick<Fault, 'verb' | 'resource' | 'path'>;

export const strikes = ({ verb, resource, path }: FaultTarget, request: Struck): boolean =>
  (verb === undefined || verb === request.verb) &&
  (resource === undefined || resource === request.resource) &&
  (path === undefined || path.test(request.path));
