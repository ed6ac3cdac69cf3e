import { anyWarning, claimCauses } from '../events/causes.ts';
import type { Pod } from '../kinds/objects.ts';
import { conditionOf, since } from './conditions.ts';
import { hostPorts } from './dangers.ts';
import { labelMissing, lackLines, taintInTheWay } from './node/no-node.ts';
import { wishesOf } from './node/node-selection.ts';
import { ruleClauses } from './node/pod-rules.ts';
import { toleratedText } from './node/tolerations.ts';
import type { PodFacts, Reference } from './pod-facts.ts';
import { someOf } from '../text/shortened.ts';

/** Why a Pod has no node yet, the cause first. */
export function placementClauses(pod: Pod, now: number, facts: PodFacts): readonly string[] {
  const { references = [], events = [] } = facts;
  const { spec, status } = pod;
  const scheduled = conditionOf(pod, 'PodScheduled');
  const nominated = status?.nominatedNodeName;
  const room = nominated ? [`room is being made on ${nominated}`] : [];
  const gates = spec?.schedulingGates ?? [];
  if (gates.length > 0) {
    const names = gates.map(({ name }) => name).join(', ');
    return [`SchedulingGated${since(scheduled, now)}: waits for ${names} to let it be scheduled`, ...room];
  }
  const missing = references.filter(({ state }) => state === 'missing').map(missingText);
  // That a class does not exist is told already.
  const ofClaims =
    missing.length === 0 ? events : events.filter(({ reason }) => reason !== 'ProvisioningFailed');
  missing.push(...claimCauses(ofClaims, now));
  if (scheduled?.status !== 'False') return [...missing, unseen(pod, anyWarning(events, now)), ...room];
  const message = causeOf(scheduled.message ?? '');
  const reason = `${scheduled.reason || 'Unschedulable'}${since(scheduled, now)}`;
  const told = message === '' ? reason : `${reason}: ${withTaint(message, pod, facts)}`;
  return [...missing, told, ...asked(pod, message, facts), ...room];
}

/** What schedules Pods that ask for no other (k8s.io/api core/v1, DefaultSchedulerName). */
const DEFAULT_SCHEDULER = 'default-scheduler';

/** Of a Pod of which no scheduler has said anything: what a warning says instead, else the one that it waits for, where that may not be there at all. */
function unseen({ spec }: Pod, warning: string | undefined): string {
  if (warning !== undefined) return `Pending: ${warning}`;
  const name = spec?.schedulerName || DEFAULT_SCHEDULER;
  return name === DEFAULT_SCHEDULER
    ? 'Pending: no scheduler has placed it yet'
    : `Pending: scheduler ${name}, which it asks for, has not placed it yet; ${DEFAULT_SCHEDULER} leaves it alone`;
}

/** `StorageClass fast does not exist`, `Secret tokn does not exist (the nearest is token)` */
export function missingText({ kind, name, note, nearest }: Reference): string {
  const more = [note, nearest && `the nearest is ${nearest}`].filter(Boolean).join('; ');
  return `${kind} ${name} does not exist${more ? ` (${more})` : ''}`;
}

/** What the scheduler says before it speaks of preemption, where there are no resource claims to take back (since 1.33). */
const NO_CLAIMS = 'no new claims to deallocate,';

/** Of what the scheduler says, what it says of preemption tells least: that nothing can be gained by it. */
export function causeOf(message: string): string {
  const at = message.indexOf('preemption: ');
  const before = (at < 0 ? message : message.slice(0, at)).trim();
  return before.endsWith(NO_CLAIMS) ? before.slice(0, -NO_CLAIMS.length).trim() : before;
}

/** With the name of the taint, which the scheduler leaves out since 1.34: `2 node(s) had untolerated taint(s) gpu:NoSchedule`. */
function withTaint(message: string, pod: Pod, { nodes }: PodFacts): string {
  const taint = message.includes(UNNAMED) ? taintInTheWay(pod, nodes) : '';
  return taint === '' ? message : message.replace(UNNAMED, () => `${UNNAMED} ${taint}`);
}

const UNNAMED = 'untolerated taint(s)';

/** What the Pod asks for of what the scheduler found on no node. */
function asked(pod: Pod, message: string, facts: PodFacts): readonly string[] {
  const { nodes } = facts;
  const told = [...lackLines(pod, nodes), ...(NO_PORT.test(message) ? takenPorts(pod, facts) : [])];
  told.push(...ruleClauses(pod, message, nodes, facts.neighbours));
  if (/node affinity\/selector|node selector/i.test(message)) {
    const { selector, terms } = wishesOf(pod);
    const labels = selector.map(({ text }) => text);
    const affinity = terms.map((term) => term.map(({ text }) => text).join(' and ')).join(' or ');
    const wanted = [...labels, ...(affinity === '' ? [] : [affinity])];
    const missing = labelMissing(pod, nodes);
    if (missing !== undefined) told.push(missing);
    else if (wanted.length > 0) told.push(`it asks for nodes with ${wanted.join(', ')}`);
  }
  const tolerated = /untolerated taint/.test(message) && toleratedText(pod.spec?.tolerations ?? []);
  return tolerated ? [...told, tolerated] : told;
}

/** The same of a Pod that no node is one for; none of any other. */
export function askedClauses(pod: Pod, facts: PodFacts): readonly string[] {
  const { status, message = '' } = conditionOf(pod, 'PodScheduled') ?? {};
  return status === 'False' ? asked(pod, causeOf(message), facts) : [];
}

/** What the scheduler's NodePorts plugin says of nodes that are taken: never which port. */
const NO_PORT = /didn't have free ports/;

/** More Pods that have a port are not named. */
const MOST_HOLDERS = 2;

/** The ports of a node that a Pod asks for, and who has them. */
function takenPorts(pod: Pod, { rivals = [] }: PodFacts): readonly string[] {
  return hostPorts(pod).map((port) => {
    const holders = rivals.filter((rival) => rival.port === port);
    const who = someOf(holders, MOST_HOLDERS, ({ pod: name, node }) => `${name} on ${node}`);
    const by = who === '' ? '' : `, which ${who} ${holders.length > 1 ? 'have' : 'has'}`;
    return `it asks for port ${port} of its node${by}`;
  });
}
