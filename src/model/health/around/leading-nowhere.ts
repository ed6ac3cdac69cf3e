import type { KubeObject, Pod } from '../../kinds/objects.ts';
import { selects, selectorText } from '../../network/label-selector.ts';
import type { Service } from '../../network/objects.ts';
import { podServices } from '../../network/pod-services.ts';
import { hasEnded } from '../../pod/pod-status.ts';
import { endpoints, idleTrouble, portlessTrouble, type ServiceTrouble, troubleText } from './endpoints.ts';

/** More are not named. */
const MOST = 5;

/**
 * Services that lead nowhere, a sentence each: they select no Pod of their namespace by their labels, none that is ready,
 * or none with the port that they name. One whose Pods are scaled to none is as it was meant: their owner has the labels
 * still (a ReplicaSet those of its template).
 *
 * @param pods all of the namespace
 * @param owners what owns them
 */
export function nowhereClauses(
  services: Iterable<Service>,
  pods: Iterable<Pod>,
  owners: Iterable<KubeObject>,
): readonly string[] {
  let labelled: ReadonlyMap<string, readonly Pod[]> | undefined;
  let owning: ReadonlyMap<string, readonly KubeObject[]> | undefined;
  const clauses: string[] = [];
  let more = 0;
  const tell = (clause: string): void => {
    if (clauses.length < MOST) clauses.push(clause);
    else more += 1;
  };
  for (const service of services) {
    const { metadata, spec } = service;
    const matchLabels = spec?.selector ?? {};
    const pair = Object.entries(matchLabels)[0]?.join('=');
    if (pair === undefined || spec?.type === 'ExternalName') continue;
    const selected = (all: ReadonlyMap<string, readonly KubeObject[]>): boolean =>
      all.get(pair)?.some((one) => selects({ matchLabels }, one.metadata.labels ?? {})) === true;
    labelled ??= byLabel(pods, hasEnded);
    if (selected(labelled)) {
      const trouble = troubleWith(service, labelled.get(pair) ?? []);
      if (trouble) tell(troubleText(trouble));
    } else if (!selected((owning ??= byLabel(owners))))
      tell(`Service ${metadata.name} selects no Pod: none has ${selectorText({ matchLabels })}`);
  }
  if (more === 0) return clauses;
  return [...clauses, `and ${more} more Service${more === 1 ? ' leads' : 's lead'} nowhere`];
}

/** What is the matter with a Service that selects one of these. */
function troubleWith(service: Service, pods: readonly Pod[]): ServiceTrouble | undefined {
  const found = endpoints(service, pods);
  if (found.ready) return undefined;
  const matchLabels = service.spec?.selector ?? {};
  const one = pods.find(({ metadata }) => selects({ matchLabels }, metadata.labels ?? {}));
  const [view] = one ? podServices(one, [service], undefined).services : [];
  return view && !found.leading
    ? portlessTrouble(view, 'leads nowhere')
    : idleTrouble(service.metadata.name, found);
}

/** Once for all Services: a namespace may have thousands of both. */
function byLabel<T extends KubeObject>(
  objects: Iterable<T>,
  isLeftOut: (object: T) => boolean = () => false,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const object of objects) {
    if (isLeftOut(object)) continue;
    for (const pair of Object.entries(object.metadata.labels ?? {})) {
      const key = pair.join('=');
      const same = found.get(key);
      if (same) same.push(object);
      else found.set(key, [object]);
    }
  }
  return found;
}
