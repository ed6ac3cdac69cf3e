import { oneLine } from '../../events/causes.ts';
import { COMBINED, oftenText, type ToldEvent } from '../../events/told-event.ts';
import type { Condition, Workload } from '../../kinds/objects.ts';
import { shortened } from '../../text/shortened.ts';
import { type AskedOwner, awaitedBy, forTime, waitingText } from '../asked-owner.ts';
import { oldReplicaSets, servingStill } from './old-replica-sets.ts';
import { heldBackClauses } from './held-back.ts';
import { leftOldClauses } from './on-delete.ts';
import { refusedPods } from './refused-pods.ts';
import { falseCondition, rolledOut, trueCondition, workloadSummary } from './workload-status.ts';

/** What is told of what is to have a number of Pods: why it has no more, how far it is, for whom it waits. */
export function replicatedClauses(asked: AskedOwner, workload: Workload): readonly string[] {
  const { conditions } = workload.status ?? {};
  const refused = trueCondition(conditions, 'ReplicaFailure');
  const untold = refused ? undefined : refusalTold(asked, workload);
  const late = falseCondition(conditions, 'Progressing');
  const told = [
    ...(refused ? [refusal(asked, workload, refused)] : (untold ?? [])),
    ...progress(asked, workload, refused !== undefined || untold !== undefined),
    ...(late ? [`${late.reason || 'no progress'}${forTime(late, asked.now)}`] : []),
    ...servingStill(asked),
    ...leftOldClauses(asked.node.kind, workload),
    ...(workload.spec?.paused ? ['paused: no change of it rolls out'] : []),
  ];
  const held = heldBackClauses(asked.node.kind, workload);
  if (told.length > 0) return [...told, ...held];
  const { ready, desired } = numbers(asked, workload);
  if (desired > 0) return [`${ready} of ${desired} ready`, ...held];
  return [asked.node.kind === 'DaemonSet' ? 'no node is to have its Pod' : 'scaled to 0'];
}

interface Numbers {
  readonly ready: number;
  readonly desired: number;
  readonly there: number;
}

function numbers({ node }: AskedOwner, workload: Workload): Numbers {
  const { ready, missing } = workloadSummary(node.kind, workload);
  const [now = 0, desired = 0] = ready.split('/').map(Number);
  return { ready: now, desired, there: desired - missing };
}

function refusal(asked: AskedOwner, workload: Workload, failure: Condition): string {
  const { there, desired } = numbers(asked, workload);
  const why = `${failure.reason || 'ReplicaFailure'}${forTime(failure, asked.now)}`;
  return `${there} of ${desired} Pods, ${why}: ${cause(failure)}`;
}

/** The same from events. */
function refusalTold(asked: AskedOwner, workload: Workload): readonly string[] | undefined {
  const event = refusedPods(asked.node, asked.events);
  if (!event) return undefined;
  const { there, desired } = numbers(asked, workload);
  return [`${there} of ${desired} Pods, ${refusedText(event, asked.now)}`];
}

/** `FailedCreate 3 times in 11m: exceeded quota: two, …` */
export const refusedText = (event: ToldEvent, now: number): string =>
  `${oftenText(event, now)}: ${oneLine(cause(event))}`;

/** What the API server said of a Pod that was to be made, without the Pod's name, which is another with every try. */
export function cause({ message = '' }: { readonly message?: string }): string {
  const told = shortened(message)
    .replace(COMBINED, '')
    .replace(/^create Pod \S+ in StatefulSet \S+ failed error: /, '')
    .replace(/^(?:Error creating: )?pods "[^"]*" is forbidden: /, '');
  return told || 'no reason is given';
}

function progress(asked: AskedOwner, workload: Workload, isRefused: boolean): readonly string[] {
  const { kind } = asked.node;
  const { ready, desired, there } = numbers(asked, workload);
  const waits = awaitedBy(asked);
  const waiting = waitingText(waits);
  if (kind === 'Deployment' && rollsOut(asked, workload, isRefused ? 0 : desired))
    return [`${workload.status?.updatedReplicas ?? 0} of ${desired} updated${waiting}`];
  const rolled = isRefused ? undefined : rolledOut(kind, workload, desired);
  if (rolled !== undefined) return [`${rolled}${waiting}`];
  if (there < desired && !isRefused)
    return [`${there} of ${desired} ${kind === 'DaemonSet' ? 'nodes have its Pod' : 'Pods'}${waiting}`];
  return ready < (isRefused ? there : desired) || waits ? [`${ready} of ${desired} ready${waiting}`] : [];
}

/**
 * Whether not all is of the newest template yet.
 *
 * @param desired how many are to be of it; 0 where there are too few Pods for another reason
 */
function rollsOut({ tree, node, health }: AskedOwner, { status }: Workload, desired: number): boolean {
  if ((status?.updatedReplicas ?? 0) < desired) return true;
  return oldReplicaSets(tree, node.key).some(({ key }) => health.sums.of(key).pods > 0);
}
