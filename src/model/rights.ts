import type { Able } from './capabilities.ts';

/** The ways into a Pod, each a right of its own: a command, its first process, a debug container, its ports, its logs. */
export type Way = 'exec' | 'attach' | 'debug' | 'forward' | 'logs';

/** What one may do in a namespace, as far as it can be told beforehand. */
export type Rights = Readonly<Record<Way, Able>>;

export const ALL_RIGHTS: Rights = { exec: true, attach: true, debug: true, forward: true, logs: true };
