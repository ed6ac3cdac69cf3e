import type { Traffic } from '../../../model/forward/forward.ts';
import type { Relay } from './relay.ts';

/** What went through altogether: what was counted of connections that are over, and what those that are open have so far. */
export function trafficOf(over: Omit<Traffic, 'open'>, relays: ReadonlySet<Relay>): Traffic {
  let { sent, received } = over;
  for (const relay of relays) {
    sent += relay.sent;
    received += relay.received;
  }
  return { ...over, open: relays.size, sent, received };
}
