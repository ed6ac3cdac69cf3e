import type { PortPair } from './port-pair.ts';

/** What is forwarded: ports of an object's Pods, whichever of them serves. */
export interface ForwardRequest {
  readonly namespace: string;
  /** The kind as it was typed. */
  readonly target: { readonly kind: string; readonly name: string };
  readonly ports: readonly PortPair[];
  /** Local addresses to listen on; `localhost` is both of its. */
  readonly addresses: readonly string[];
}

/** A local place that leads to a port. */
export interface Listening {
  /** `127.0.0.1:8080`, `[::1]:8080`. */
  readonly from: string;
  readonly local: number;
  /** The Pod's port: a name where no Pod has told its number yet. */
  readonly port: number | string;
  /** The local port that was wanted, and why it could not be had. */
  readonly instead?: { readonly of: number; readonly why: string };
}

/** What went through a forward so far; bytes both ways. */
export interface Traffic {
  readonly open: number;
  readonly total: number;
  readonly failed: number;
  readonly sent: number;
  readonly received: number;
}

/** What is told of a forward while it runs. */
export type ForwardTold =
  | { readonly type: 'listening'; readonly at: Listening }
  /** New connections go to this Pod; `from` the one before, and why it was left. */
  | { readonly type: 'pod'; readonly name: string; readonly from?: string; readonly why?: string }
  /** No Pod can take connections: they wait. */
  | { readonly type: 'waiting'; readonly why: string }
  | { readonly type: 'connection'; readonly local: number }
  /** One connection failed; the forward goes on. */
  | { readonly type: 'problem'; readonly local: number; readonly message: string }
  /** Something that one should know: Pods cannot be watched. */
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'traffic'; readonly traffic: Traffic };

export const NO_TRAFFIC: Traffic = { open: 0, total: 0, failed: 0, sent: 0, received: 0 };
