import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessRule } from './access.ts';
import type { Clock } from '../../time/clock.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Representation } from './representation.ts';
import type { Route } from './route.ts';
import type { Storage } from '../../storage/storage.ts';
import type { WatchLimits } from '../../storage/watch.ts';

/** What requests for objects need. */
export interface HandlerOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly allows: AccessRule;
  readonly user: string;
  readonly limits: WatchLimits;
  readonly containers: ContainerHost;
}

/** A request, and what it is about. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly view: Representation;
}
