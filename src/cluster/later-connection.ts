import { defer, of, switchMap } from 'rxjs';
import type { Capabilities } from '../model/capabilities.ts';
import type { Connection } from '../ports/connection.ts';

/**
 * A connection that is still being made, since its code is loaded behind the first frame: it is asked at once, and
 * answers as soon as there is one. One that is closed meanwhile is closed when it comes.
 */
export function laterConnection(capabilities: Capabilities, coming: Promise<Connection>): Connection {
  let here: Connection | undefined;
  // Where none comes, those who asked are told.
  coming.then(
    (connection) => (here = connection),
    () => undefined,
  );
  return {
    capabilities,
    awaits: () => here?.awaits(),
    watch: (kind, scope) =>
      defer(() => (here ? of(here) : coming)).pipe(switchMap((connection) => connection.watch(kind, scope))),
    version: async () => (await coming).version(),
    one: async (kind, place) => (await coming).one(kind, place),
    kindNamed: async (typed) => (await coming).kindNamed(typed),
    named: async (kind, place) => (await coming).named(kind, place),
    get: async (ref, signal) => (await coming).get(ref, signal),
    owners: async (refs) => (await coming).owners(refs),
    references: async (refs) => (await coming).references(refs),
    lastWords: async (of) => (await coming).lastWords(of),
    logs: async (request, take, signal) => (await coming).logs(request, take, signal),
    rights: async (namespace) => (await coming).rights(namespace),
    metered: async () => (await coming).metered(),
    usage: async (of) => (await coming).usage(of),
    exec: async (request, streams, signal) => (await coming).exec(request, streams, signal),
    attach: async (request, streams, signal) => (await coming).attach(request, streams, signal),
    startDebugContainer: async (pod, debug, tell, signal) =>
      (await coming).startDebugContainer(pod, debug, tell, signal),
    walk: (target) =>
      defer(() => (here ? of(here) : coming)).pipe(switchMap((connection) => connection.walk(target))),
    browse: (target, ways) =>
      defer(() => (here ? of(here) : coming)).pipe(
        switchMap((connection) => connection.browse(target, ways)),
      ),
    forward: async (request, tell, signal) => (await coming).forward(request, tell, signal),
    copyFiles: async (request, tell, signal) => (await coming).copyFiles(request, tell, signal),
    nodes: {
      walk: async (view, signal) => (await coming).nodes.walk(view, signal),
      leftovers: async (known) => (await coming).nodes.leftovers(known),
      remove: async (leftover) => (await coming).nodes.remove(leftover),
    },
    tidy: () => here?.tidy(),
    close: () => void coming.then((connection) => connection.close()),
  };
}
