import type { Timing } from './watch/backoff.ts';

/** What tests shorten. */
export interface ConnectionLimits {
  readonly timing?: Timing;
  /** See ReflectorOptions. */
  readonly watchIdleMs?: number;
  /** See TransportLimits. */
  readonly connectMs?: number;
  /** Whether lists and watches may come in protobuf. */
  readonly protobuf?: boolean;
  /** How often a session in a container is pinged; unanswered for three times as long, it is lost. In ms. */
  readonly pingMs?: number;
}
