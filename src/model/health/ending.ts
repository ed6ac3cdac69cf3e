import { epochMs, humanDuration } from '../ages.ts';
import { containersOf, type ContainerView } from '../pod/containers.ts';
import { stopHookFailed } from '../events/causes.ts';
import { preemptorName } from '../events/preemptor.ts';
import type { Pod } from '../kinds/objects.ts';
import { shortened } from '../text/shortened.ts';
import { deniedClause, LAST_SAID, type LastWords } from './container/last-words.ts';
import { tellingLine } from './container/telling-line.ts';
import { finalizersText } from './finalizers.ts';
import { nodeClauses } from './node/node-clauses.ts';
import type { PodFacts } from './pod-facts.ts';
import { since, trueConditionOf, withMessage } from './conditions.ts';
import { hasSucceeded } from './pod-health.ts';

/** What a Pod says that is on its way out, or has ended: the cause first. */
export function endingClauses(
  pod: Pod,
  now: number,
  { lastWords, node, events }: PodFacts,
): readonly string[] | undefined {
  if (pod.metadata.deletionTimestamp !== undefined)
    return [...disruption(pod, now, events), ...deletion(pod, now, { node, events })];
  if (pod.status?.phase === 'Failed') {
    const onNode = pod.status.reason === 'Evicted' ? nodeClauses(node, pod, now) : [];
    return [...disruption(pod, now, events), ...failure(pod, lastWords), ...onNode];
  }
  if (hasSucceeded(pod)) return [success(pod, now)];
  return undefined;
}

/** Why it was chosen to go (KEP-3329): preempted, drained, evicted by a taint, its node is shut down. */
export function disruption(pod: Pod, now: number, events: PodFacts['events'] = []): readonly string[] {
  const found = trueConditionOf(pod, 'DisruptionTarget');
  if (!found) return [];
  const name = preemptorName(events);
  return [
    withMessage(`${found.reason || 'DisruptionTarget'}${since(found, now)}`, found.message),
    ...(name === undefined ? [] : [`it makes room for ${name}`]),
  ];
}

/**
 * deletionTimestamp is when the grace period ends, not when it began. A kubelet that has ended all containers deletes
 * the Pod again, with a grace period of zero (pkg/kubelet/status/status_manager.go): it was not late then.
 */
function deletion(
  pod: Pod,
  now: number,
  { node, events }: Pick<PodFacts, 'node' | 'events'>,
): readonly string[] {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace = 0, finalizers = [] } = pod.metadata;
  const end = epochMs(deletionTimestamp) ?? now;
  const begun = `Terminating ${humanDuration(Math.max(0, now - (end - grace * 1000)))}`;
  if (pod.status?.reason === 'NodeLost') return [`${begun}: ${withMessage('NodeLost', pod.status.message)}`];
  const running = containersOf(pod).filter(({ state }) => state.kind === 'running');
  const holding = finalizers.length > 0 ? `held by ${finalizersText(finalizers)}` : '';
  const over = overText(now - end, grace);
  const onNode = nodeClauses(node, pod, now);
  if (running.length > 0) {
    const heeds = isAlone(node) || now >= end ? [] : killing(pod, running, end, now, events);
    const late = over || forcedText(now - end, grace);
    const names = running.map(({ name }) => name).join(', ');
    return [`${begun}: still running: ${names}${late}`, ...heeds, ...onNode, holding].filter(Boolean);
  }
  const by = holding || `waits for the kubelet of ${pod.spec?.nodeName ?? 'its node'}`;
  return [`${begun}: no container runs any more; ${by}${over}`, ...onNode];
}

const overText = (late: number, grace: number): string =>
  late >= 1000 && grace > 0 ? `, ${humanDuration(late)} over its grace period of ${grace}s` : '';

const forcedText = (late: number, grace: number): string =>
  late >= 1000 && grace === 0 ? `, ${humanDuration(late)} over its time, without a grace period` : '';

/** Where there is no kubelet that would end it, it has heard of nothing. */
const isAlone = (node: PodFacts['node']): boolean => node?.state === 'missing' || node?.note !== undefined;

/**
 * What may keep containers from ending within their grace period, and when they are killed. Who ends in order takes a
 * while: only late in it may one wonder whether their signal is heeded, but for SIGKILL, which always is. Times in epoch ms.
 */
function killing(
  pod: Pod,
  running: readonly ContainerView[],
  end: number,
  now: number,
  events: PodFacts['events'] = [],
): readonly string[] {
  const { deletionGracePeriodSeconds: grace = 0 } = pod.metadata;
  const signals = new Set(running.map(({ stopSignal }) => stopSignal));
  signals.delete('SIGKILL');
  const failed: string[] = [];
  const going: string[] = [];
  for (const { name, hooks } of running)
    if (hooks.preStop !== undefined)
      (stopHookFailed(events, name, end - grace * 1000) ? failed : going).push(hooks.preStop);
  const may = [
    ...(going.length > 0 ? [`its preStop hook may go on (${going.join(', ')})`] : []),
    ...(end - now <= grace * 500 && signals.size > 0 ? [`it may not heed ${[...signals].join(' or ')}`] : []),
  ];
  return [
    ...failed.map((hook) => `its preStop hook failed, ${hook}`),
    ...(may.length > 0 ? [may.join(', or ')] : []),
    `killed in ${humanDuration(end - now)}`,
  ];
}

function failure(pod: Pod, said: LastWords | undefined): readonly string[] {
  const { reason, message } = pod.status ?? {};
  const failed = containersOf(pod).filter(({ health, type }) => health === 'failing' && type !== 'ephemeral');
  const ends = failed.map(({ name, state }) => `${name} ${state.text}`);
  if (reason || message) return [withMessage(reason || 'Failed', message), ...ends];
  if (ends.length === 0) return ['Failed: the API gives no reason'];
  return [`Failed: ${ends.join(', ')}`, ...lastSaid(failed, said)];
}

function lastSaid([first]: readonly ContainerView[], said: LastWords | undefined): readonly string[] {
  const inLog = said?.container === first?.name ? said?.line : undefined;
  const line = tellingLine(shortened(first?.state.message || inLog || ''));
  return line ? [`${LAST_SAID}${line}`] : deniedClause(first?.name ?? '', said);
}

function success(pod: Pod, now: number): string {
  const ends = containersOf(pod).flatMap(({ state }) =>
    state.kind === 'terminated' ? (state.since ?? []) : [],
  );
  const ago = ends.length > 0 ? ` ${humanDuration(now - Math.max(...ends))}` : '';
  return `Completed${ago}: every container has ended as it should`;
}
