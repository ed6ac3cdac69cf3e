import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { podSummary } from '../pod/pod-status.ts';
import { sharingEquations } from '../volumes/sharing.ts';
import { conditionOf, since, withMessage } from './conditions.ts';
import { containerProblem, endsByItself, notReadyCause } from './container/container-problem.ts';
import { aliveIn, dangers, doublePorts } from './dangers.ts';
import { disruption, endingClauses } from './ending.ts';
import { askedClauses, placementClauses } from './placement.ts';
import { aroundClauses, leadingTroubles } from './around/clauses.ts';
import { unsetClauses } from './missing/optional-keys.ts';
import { keyClauses } from './missing/missing-keys.ts';
import { mountedClauses } from './missing/mounted-keys.ts';
import { nearestClauses } from './missing/missing-objects.ts';
import { podDetails, WHY_NO_NODE } from './pod-details.ts';
import { nodeIsSuspect } from './missing/node-suspect.ts';
import { nodeClauses } from './node/node-clauses.ts';
import { NO_FACTS, type PodFacts } from './pod-facts.ts';
import { hasCondition, podHealth } from './pod-health.ts';
import { lastLine, lastSaid } from './container/last-words.ts';
import { probeTrouble } from './container/probe-trouble.ts';
import { devices, resizing } from './container/resizing.ts';
import { recentRestarts } from './container/restarts.ts';
import { startingClauses } from './container/starting.ts';
import { takenClause } from './container/taken-address.ts';
import { names, trafficText, unreadiness } from './unreadiness.ts';
import { detailedLater, told, type Verdict } from './verdict.ts';

/** What stands first where only troubles would. */
export const READY = 'Ready';

interface Made {
  readonly now: number;
  readonly facts: PodFacts;
  readonly made: Verdict;
}

const verdicts = new WeakMap<Pod, Made>();

/**
 * Why a Pod is not well, or, of one that is, what its containers share. Made once for a Pod, a time and what is known
 * besides: every frame asks, and a Pod may have a thousand containers.
 *
 * @param now epoch milliseconds
 */
export function podVerdict(pod: Pod, now: number, facts: PodFacts = NO_FACTS): Verdict {
  const known = verdicts.get(pod);
  if (known?.now === now && same(known.facts, facts)) return known.made;
  const health = facts.deleted !== undefined ? 'ended' : podHealth(pod, now, facts.restarts).health;
  const besides = besidesOf(pod, now, facts);
  const troubles = health === 'well' ? Object.values(besides).flat() : [];
  const clauses = clausesOf(pod, now, facts, besides);
  // Its mark is not that of the trouble, and must not stand before it.
  if (clauses[0] !== undefined && troubles.includes(clauses[0])) clauses.unshift(READY);
  const [first = '', ...rest] = clauses;
  const made = detailedLater(
    told(health, rest.length === 0 ? first : [first, ...rest], [], troubles),
    // What stands above them in whole is not said twice.
    () =>
      podDetails(pod, now, facts)
        .filter((line) => !clauses.includes(line.trim()))
        .filter((line, at, all) => line !== WHY_NO_NODE || all[at + 1]?.startsWith(' ')),
  );
  verdicts.set(pod, { now, facts, made });
  return made;
}

/** Who asks about many Pods puts what is known of each together anew. */
function same(one: PodFacts, other: PodFacts): boolean {
  if (one === other) return true;
  const names = Object.keys({ ...one, ...other }) as (keyof PodFacts)[];
  return names.every((name) => one[name] === other[name]);
}

/** What is not as it should be with a Pod that is Ready, or not to be wished for. */
interface Besides {
  readonly probes: readonly string[];
  readonly dangers: readonly string[];
  readonly around: readonly string[];
  readonly naming: readonly string[];
}

function besidesOf(pod: Pod, now: number, facts: PodFacts): Besides {
  if (!hasCondition(pod, 'Ready')) return { probes: [], dangers: [], around: [], naming: [] };
  return {
    probes: probeTrouble(pod, now, facts),
    dangers: [...mountedClauses(facts.references), ...dangers(pod, facts)],
    around: leadingTroubles(facts.around, now),
    naming: facts.around?.naming ?? [],
  };
}

/** What runs was placed, though no node is said of it. */
const isUnplaced = ({ spec, status }: Pod): boolean =>
  !spec?.nodeName && (!status?.phase || status.phase === 'Pending');

function clausesOf(pod: Pod, now: number, facts: PodFacts, besides: Besides): string[] {
  const { status } = pod;
  if (facts.deleted !== undefined) return ['Deleted: it is shown as it was last seen'];
  const ending = endingClauses(pod, now, facts);
  if (ending) return [...ending];
  if (status?.reason === 'NodeLost') return [withMessage('NodeLost', status.message)];
  if (hasCondition(pod, 'Ready'))
    return [
      ...disruption(pod, now, facts.events),
      ...loop(pod, now, facts),
      ...besides.probes,
      ...resizing(pod, now),
      ...devices(pod),
      ...wellness(pod, facts, besides),
    ];
  if (isUnplaced(pod)) return [...placementClauses(pod, now, facts), ...aroundClauses(facts.around, now)];
  const ofNode = nodeTrouble(pod, now, facts);
  const known = ofNode ?? containerTrouble(pod, now, facts);
  const trouble = known ??
    startingClauses(pod, now, facts) ?? [...loop(pod, now, facts), ...unreadiness(pod, now, facts)];
  const node = ofNode ? [] : nodeClauses(facts.node, pod, now);
  // What is to be started waits for a kubelet that answers.
  const [ahead, behind] = !known && isGone(facts.node) ? [node, []] : [[], node];
  const others = [
    ...behind,
    ...resizing(pod, now),
    ...devices(pod),
    ...outdated(facts),
    ...aroundClauses(facts.around, now),
  ];
  const [cause = '', ...rest] = trouble;
  const instead = insteadClauses(pod, facts.references);
  const unset = unsetClauses(pod, facts.optional);
  return [...disruption(pod, now, facts.events), ...ahead, cause, ...instead, ...rest, ...unset, ...others];
}

/** What there is instead of a key, a ConfigMap or a Secret that it misses. */
const insteadClauses = (pod: Pod, references: PodFacts['references'] = []): readonly string[] => [
  ...keyClauses(references),
  ...mountedClauses(references),
  ...nearestClauses(pod, references),
];

/** What of a Pod's clauses says what it misses, or asks for in vain. */
export const hintClauses = (pod: Pod, facts: PodFacts): readonly string[] => [
  ...askedClauses(pod, facts),
  ...insteadClauses(pod, facts.references),
  ...unsetClauses(pod, facts.optional),
];

/** Whether a node is not there, or does not say that it is ready. */
const isGone = (node: PodFacts['node']): boolean => node?.state === 'missing' || node?.note !== undefined;

/** That it restarts again and again, or did so lately. */
function loop(pod: Pod, now: number, { restarts, lastWords, optional }: PodFacts): readonly string[] {
  const found = recentRestarts(pod, now, restarts);
  if (!found) return [];
  const name = (pod.spec?.containers?.length ?? 0) > 1 ? `${found.container} ` : '';
  const container = containersOf(pod).find((one) => one.name === found.container);
  // Of one that is not well it is told with all else.
  const unset = hasCondition(pod, 'Ready') ? unsetClauses(pod, optional, found.container) : [];
  return [`${name}${found.text}`, ...lastSaid(container, lastWords), ...unset];
}

/** What its node is said to be, where its containers are well: their word is the last that the kubelet sent. */
function nodeTrouble(pod: Pod, now: number, { node, regardless }: PodFacts): readonly string[] | undefined {
  if (!nodeIsSuspect(pod)) return undefined;
  const clauses = nodeClauses(node, pod, now);
  if (node?.state === 'missing') return clauses;
  const [cause = '', ...rest] = clauses;
  return node?.note ? [cause, trafficText(regardless), ...rest] : undefined;
}

function containerTrouble(pod: Pod, now: number, facts: PodFacts): readonly string[] | undefined {
  const [first, ...others] = containersOf(pod).filter(
    ({ type, health }) => health === 'failing' && type !== 'ephemeral',
  );
  if (!first) return undefined;
  const problem = containerProblem(pod, first, since(conditionOf(pod, 'Ready'), now), now, facts);
  const also = others.length > 0 ? [`also failing: ${names(others)}`] : [];
  const unready = containersOf(pod)
    .filter(({ state, health }) => state.kind === 'running' && health !== 'failing')
    .flatMap((container) => notReadyCause(pod, container, now, facts.events) ?? []);
  // One that cannot listen where another does ends, and may say so nowhere but in its log.
  const taken = takenClause(pod, first.name, lastLine(first, facts.lastWords), facts.listeners);
  const cause = taken.length > 0 ? taken : endsByItself(first) ? doublePorts(pod, first.name) : [];
  const beside = doublePorts(pod).filter((claim) => !cause.includes(claim));
  return [...cause, ...problem, ...beside, ...also, ...unready];
}

/**
 * What a Pod's containers share, and what one ought to know of one that is well. Equations may fill a narrow screen, and
 * stand in Volumes too: they come behind what stands nowhere else.
 */
function wellness(pod: Pod, facts: PodFacts, { dangers, around, naming }: Besides): readonly string[] {
  const budgets = facts.around?.budgets ?? [];
  const [shared = '', ...more] = sharing(pod, facts);
  const troubles = [...dangers, ...outdated(facts), ...around, ...naming];
  const areLong = sharingEquations(pod, facts.volumes).length > 0;
  return areLong ? [...troubles, shared, ...more, ...budgets] : [shared, ...troubles, ...budgets];
}

const outdated = (facts: PodFacts): readonly string[] =>
  facts.outdated === undefined ? [] : [facts.outdated];

/** What its containers share: directories, else an address. */
export function sharing(pod: Pod, { volumes }: PodFacts): readonly string[] {
  const equations = sharingEquations(pod, volumes);
  if (equations.length > 0) return equations;
  const alive = aliveIn(pod);
  const { ip, hostNetwork } = podSummary(pod);
  const address = hostNetwork ? `the node's network (${ip})` : `one IP ${ip}`;
  if (alive > 1) return [`${alive} containers share ${address} and localhost`];
  return [hostNetwork ? `1 container, on ${address}` : `1 container, alone with its IP ${ip}`];
}
