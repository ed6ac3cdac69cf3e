import type { Autoscaler, Budget, Scaled } from '../health/around/objects.ts';
import { blocks } from '../health/around/budgets.ts';
import { troubleOfScaler } from '../health/around/scalers.ts';
import { hasCondition } from '../health/pod-health.ts';
import { keyText } from '../health/missing/missing-keys.ts';
import { missingText } from '../health/placement.ts';
import type { Reference } from '../health/pod-facts.ts';
import { KIND_NAMES, type KindId } from '../kinds/kinds.ts';
import type { Pod } from '../kinds/objects.ts';
import { selects } from '../network/label-selector.ts';
import type { Service } from '../network/objects.ts';
import { serviceType } from '../network/pod-services.ts';
import { failureText } from '../refusal.ts';
import type { Attached, Listed, Surroundings } from './attached.ts';
import type { NamedInSpec } from './named-in-spec.ts';

/**
 * All that hangs on a Pod: what its spec names, and what selects or scales it.
 *
 * @param named what it names; undefined while the Pod is not there whole
 * @param answers whether that is there, in any order; undefined while it is asked
 * @param owners the Pod's, up to the top
 * @param awaited what it waits for, where it does not start, with the keys that it misses, also optional ones
 */
export function podAttached(
  pod: Pod,
  named: readonly NamedInSpec[],
  answers: readonly Reference[] | undefined,
  owners: readonly Scaled[],
  { services, budgets, scalers, troubles = [] }: Surroundings,
  awaited: readonly Reference[] = [],
): readonly Attached[] {
  const { labels = {}, namespace } = pod.metadata;
  const subdomain = pod.spec?.subdomain;
  const here = <T extends Service | Budget | Autoscaler>({ metadata }: T): boolean =>
    metadata.namespace === namespace;
  const mine = services.objects && [...services.objects].filter(here);
  return [
    ...named.map((one) => ofSpec(one, answers, awaited, hasCondition(pod, 'Ready'))),
    ...listed('services', { ...services, objects: mine }, (service) => {
      const { selector = {} } = service.spec ?? {};
      const isLeading = Object.keys(selector).length > 0 && selects({ matchLabels: selector }, labels);
      const trouble = troubles.find(({ name }) => name === service.metadata.name);
      if (isLeading && trouble) return { note: trouble.says, lack: trouble.lack, troubled: true };
      if (isLeading) return { note: serviceType(service) };
      return service.metadata.name === subdomain ? { note: 'does not select it', troubled: true } : undefined;
    }),
    ...(subdomain && mine?.every(({ metadata: { name } }) => name !== subdomain)
      ? [missingService(subdomain)]
      : []),
    ...listed('horizontalpodautoscalers', scalers, (scaler) => {
      const { kind, name } = scaler.spec?.scaleTargetRef ?? {};
      const isOurs = here(scaler) && owners.some((owner) => owner.kind === kind && owner.name === name);
      return isOurs ? scalerWords(scaler, `${kind} ${name}`) : undefined;
    }),
    ...listed('poddisruptionbudgets', budgets, (budget) => {
      const { selector } = budget.spec ?? {};
      return here(budget) && selector && selects(selector, labels) ? budgetWords(pod, budget) : undefined;
    }),
  ];
}

function ofSpec(
  { kind, name, how, optional }: NamedInSpec,
  answers: readonly Reference[] | undefined,
  awaited: readonly Reference[],
  ready: boolean,
): Attached {
  const answer = answers?.find((one) => one.kind === kind && one.name === name);
  const lacks =
    kind === 'PersistentVolumeClaim'
      ? lackOfClaim(awaited, name, how, answer?.note)
      : lackOfKey(awaited, kind, name, ready);
  if (answer?.state === 'there' && lacks)
    return { apiVersion: 'v1', kind, name, how, state: 'there', ...lacks };
  const found = answer?.state ?? (answers ? 'unknown' : 'asked');
  const state = found === 'missing' && optional ? 'absent' : found;
  const said = state === 'denied' ? 'get' : answer?.note;
  return { apiVersion: 'v1', kind, name, how, state, ...(said !== undefined && { note: said }) };
}

type Lacks = Pick<Attached, 'note' | 'troubled' | 'lack'>;

const lacking = (note: string, lack: string): Lacks => ({ note, troubled: true, lack });

/** That it lacks a key which the Pod wants of it. A Pod that is well does without what is optional. */
function lackOfKey(
  awaited: readonly Reference[],
  kind: string,
  name: string,
  ready: boolean,
): Lacks | undefined {
  const wanted = awaited.filter((one) => one.kind === kind && one.name === name);
  const note = [...new Set(wanted.flatMap(keyText))].join('; ');
  if (note === '') return undefined;
  return ready && wanted.every(({ unset }) => unset) ? { note } : lacking(note, 'no key');
}

/**
 * That the class of a claim, which nobody makes a volume for then, does not exist; else that it has no volume yet.
 *
 * @param said what is told of it whether it has one or not
 */
function lackOfClaim(
  awaited: readonly Reference[],
  name: string,
  how: string,
  said: string | undefined,
): Lacks | undefined {
  const volumes = how.split(', ');
  const classless = awaited.find(
    ({ kind, state, volume }) =>
      kind === 'StorageClass' && state === 'missing' && volumes.includes(`volume ${volume}`),
  );
  if (classless) return lacking(missingText(classless), 'unbound');
  const note = awaited.find((one) => one.kind === 'PersistentVolumeClaim' && one.name === name)?.note;
  return note === undefined || note === said ? undefined : lacking(note, 'unbound');
}

/** Of what names a Pod in DNS: the Service of a StatefulSet's Pods is called as their subdomain. */
const missingService = (name: string): Attached => ({
  ...KIND_NAMES.services,
  name,
  state: 'missing',
  how: 'names it in DNS',
});

type Words = Pick<Attached, 'ready' | 'note' | 'troubled' | 'lack'> & { readonly how?: string };

/** Those of a list that have to do with it; that it may not be listed is told too. */
function listed<T extends Service | Budget | Autoscaler>(
  plural: KindId,
  { objects, failure }: Listed<T>,
  words: (object: T) => Words | undefined,
): readonly Attached[] {
  const kind = KIND_NAMES[plural];
  if (objects)
    return [...objects].flatMap((object) => {
      const told = words(object);
      return told ? [{ ...kind, name: object.metadata.name, state: 'there' as const, how: '', ...told }] : [];
    });
  if (!failure) return [];
  const isDenied = failure.code === 403;
  const note = isDenied ? `list ${plural}` : failureText(failure);
  return [{ ...kind, name: '', how: '', state: isDenied ? 'denied' : 'unknown', note }];
}

function scalerWords(scaler: Autoscaler, target: string): Words {
  const { currentReplicas = 0, desiredReplicas = 0 } = scaler.status ?? {};
  const { minReplicas = 1, maxReplicas } = scaler.spec ?? {};
  const troubled = troubleOfScaler(scaler);
  const range = `${minReplicas}–${maxReplicas ?? '?'} wanted`;
  // None is wanted of what has some until its metrics were read for the first time: that is not known yet.
  const wanted = desiredReplicas === 0 && currentReplicas > 0 ? '–' : desiredReplicas;
  return {
    how: `scales ${target}`,
    ready: scaler.status ? `${currentReplicas}/${wanted}` : '–',
    note: troubled ?? range,
    troubled: troubled !== undefined,
  };
}

function budgetWords(pod: Pod, budget: Budget): Words {
  if (!budget.status) return { ready: '–' };
  const { currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = budget.status;
  return {
    ready: `${currentHealthy}/${desiredHealthy}`,
    note: `${disruptionsAllowed} may go`,
    troubled: blocks(pod, budget),
  };
}
