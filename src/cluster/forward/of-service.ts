import { distinctUntilChanged, map, of, type Subject, switchMap, tap } from 'rxjs';
import type { ForwardRequest } from '../../model/forward/forward.ts';
import { meantPort } from '../../model/forward/port-pair.ts';
import { selectorText } from '../../model/network/label-selector.ts';
import type { Service } from '../../model/network/objects.ts';
import type { Connection } from '../../ports/connection.ts';
import { live } from './live.ts';
import type { Meant } from './meant-pods.ts';

/** The labels that a Service selects Pods by; empty where it selects none. */
export const selectorOf = ({ spec }: Service): string => selectorText({ matchLabels: spec?.selector ?? {} });

/** The Pods that a Service selects: others when its selector changes. When it is gone, what it selected last stays. */
export function ofService(
  first: Service,
  { namespace, ports }: Pick<ForwardRequest, 'namespace' | 'ports'>,
  asks: Pick<Connection, 'watch'>,
  notes: Subject<string>,
): Meant {
  const { name } = first.metadata;
  let service = first;
  let isThere = true;
  const take = ([now]: readonly Service[]): void => {
    if (!now && isThere) notes.next(`Service ${name} is gone: connections go to the Pods that it selected`);
    isThere = now !== undefined;
    if (!now) return;
    for (const text of changesOf(service, now, ports)) notes.next(text);
    service = now;
  };
  const scope = { namespace, fieldSelector: `metadata.name=${name}` };
  const pods$ = live(asks, 'services', scope, { notes, known: first }).pipe(
    tap(take),
    map(() => selectorOf(service)),
    distinctUntilChanged(),
    switchMap((labelSelector) =>
      labelSelector === '' ? of([]) : live(asks, 'pods', { namespace, labelSelector }, { notes }),
    ),
  );
  return {
    pods$,
    any: true,
    get labels() {
      return selectorOf(service);
    },
    get service() {
      return service;
    },
  };
}

/** What of a change makes a difference to who connects, in words. */
function changesOf(before: Service, now: Service, ports: ForwardRequest['ports']): readonly string[] {
  const { name } = now.metadata;
  const selector = selectorOf(now);
  const selects = `Service ${name} selects ${selector || 'no Pods by labels'} now`;
  const led = ports.flatMap(({ remote }) => {
    const port = meantPort(remote, now);
    if (port === meantPort(remote, before)) return [];
    return port === undefined
      ? `Service ${name} has no port ${remote} now`
      : `port ${remote} of Service ${name} leads to ${port} now`;
  });
  return [...(selector === selectorOf(before) ? [] : [selects]), ...led];
}
