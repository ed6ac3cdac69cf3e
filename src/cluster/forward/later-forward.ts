import type { Connection } from '../../ports/connection.ts';
import { loaded } from '../loaded.ts';
import type { ForwardBy } from './forwarding.ts';

/** Forwards ports; its code is loaded with the first one: nothing else listens, or needs WebSockets. */
export function laterForward(by: ForwardBy): Connection['forward'] {
  return async (...asked) => {
    const { forward } = await loaded(import('./forwarding.ts'), 'forward');
    return forward(by, ...asked);
  };
}
