import { concat, from, NEVER, of } from 'rxjs';
import type { Failure } from '../model/kinds/watch-event.ts';
import type { Connection } from '../ports/connection.ts';

/**
 * Stands for a connection that could not be opened (a context that names a cluster or user which the
 * kubeconfig does not have): everything it is asked fails with that reason, on the screen like any other.
 */
export function brokenConnection(error: Error, failure: Failure): Connection {
  const { message } = failure;
  return {
    capabilities: { live: message, exec: message, forward: message, change: message },
    awaits: () => undefined,
    watch: () => concat(of([{ type: 'failed', failure } as const]), NEVER),
    version: () => Promise.reject(error),
    one: () => Promise.reject(error),
    kindNamed: () => Promise.reject(error),
    named: () => Promise.reject(error),
    get: () => Promise.reject(error),
    owners: (refs) => Promise.resolve(refs.map(({ uid, ...ref }) => ({ ref, uid, failure }))),
    references: (refs) => Promise.resolve(refs.map(() => ({ state: 'unknown' }) as const)),
    lastWords: () => Promise.resolve({ line: '' }),
    logs: () => Promise.reject(error),
    rights: () => Promise.reject(error),
    metered: () => Promise.reject(error),
    usage: () => Promise.reject(error),
    exec: () => Promise.resolve({ type: 'failed', failure }),
    attach: () => Promise.resolve({ type: 'failed', failure }),
    startDebugContainer: () => Promise.reject(error),
    walk: ({ containers }) => from(containers.map((name) => [name, { type: 'failed', failure }] as const)),
    browse: () => of({ type: 'failed', at: 0, failure }),
    forward: () => Promise.reject(error),
    copyFiles: () => Promise.reject(error),
    nodes: {
      walk: () => Promise.resolve({ type: 'failed', failure }),
      leftovers: () => Promise.resolve({ found: [], unseen: [message] }),
      remove: () => Promise.reject(error),
    },
    tidy: () => undefined,
    close: () => undefined,
  };
}
