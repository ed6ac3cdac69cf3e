import { epochMs, humanDuration, timesIn } from '../../ages.ts';
import { memoryText } from '../../usage/usage-texts.ts';
import { probeFailure, probeThatKilled, startHookFailed } from '../../events/causes.ts';
import type { ToldEvent } from '../../events/told-event.ts';
import { signalNumber } from '../../pod/exits.ts';
import type { ContainerView } from '../../pod/containers.ts';
import type { ContainerStateTerminated, Pod } from '../../kinds/objects.ts';
import { shortened } from '../../text/shortened.ts';
import { imageProblem, innermost } from './image-problem.ts';
import { deniedClause, FORMAT, LAST_SAID, RUN_BY, SAID_NOTHING } from './last-words.ts';
import { tellingLine } from './telling-line.ts';
import type { PodFacts } from '../pod-facts.ts';
import { nextTry } from './back-off.ts';
import { wasReady } from './readiness.ts';
import { restartText } from './restart-policy.ts';
import { restartedText } from './restarts.ts';

/**
 * What is wrong with a failing container, the most telling first:
 * `main: exit 3, 9 times in 20m, next try in 40s (CrashLoopBackOff)`, `last said: about to fail`.
 *
 * @param since how long the Pod has not been ready, ` 3d` or empty
 * @param now epoch milliseconds
 * @param facts what it said last, where its status has no message, and what events tell
 */
export function containerProblem(
  pod: Pod,
  container: ContainerView,
  since: string,
  now: number,
  { lastWords: said, events = [], measured }: PodFacts,
): readonly string[] {
  const { type } = container;
  const name = type === 'app' ? container.name : `${container.name} (${type})`;
  const [first = '', ...rest] = problem(
    pod,
    container,
    since,
    said?.container === container.name ? said.line : '',
    { events, now, used: measuredText(container, measured) },
  );
  const denied = deniedClause(container.name, said);
  return [`${name}: ${first}`, ...probeClause(container, events, now), ...rest, ...denied];
}

/** Why a container that does not fail keeps its Pod from being ready; undefined where it does not. */
export function notReadyCause(
  pod: Pod,
  container: ContainerView,
  now: number,
  events: readonly ToldEvent[] = [],
): string | undefined {
  const { type, name, state, ready, started, probeDetails } = container;
  if (type === 'init' || type === 'ephemeral' || ready === true) return undefined;
  if (state.kind === 'terminated')
    return `${name} has ${state.text} and ${restartText(container, state.exitCode)}`;
  if (state.kind !== 'running') return `${name} is ${state.text}`;
  const probe = probeDetails.find(({ kind }) => kind === (started ? 'readiness' : 'startup'));
  if (probe) {
    const failure = probeFailure(events, name, probe.kind, now);
    const { restarts = 0 } = container;
    const again = restarts > 0 && probeThatKilled(events, name) === probe.kind;
    const ended = again ? `, and was ended for it, ${restartedText(restarts)}` : '';
    const fails = started && wasReady(pod, container) ? 'no longer passes' : 'has not passed';
    return `${name} ${fails} its ${probe.kind} probe (${probe.text})${failure ? `: ${failure}` : ''}${ended}`;
  }
  return `${name} runs but is not ready`;
}

/** What the probe said that a container is ended by. */
function probeClause(container: ContainerView, events: readonly ToldEvent[], now: number): readonly string[] {
  const kind = probeThatKilled(events, container.name);
  const failure = kind && probeFailure(events, container.name, kind, now);
  return failure ? [`${kind} probe: ${failure}`] : [];
}

function problem(
  pod: Pod,
  container: ContainerView,
  since: string,
  said: string,
  known: Known,
): readonly string[] {
  const { state, fullImage, lastEnd, lastExit } = container;
  const { reason = '' } = state;
  // It is told every frame, and may be as long as an object can be.
  const message = shortened(state.message ?? '');
  if (state.kind === 'terminated') {
    const end = state.text.replace(/^exited (?=-?\d+( \(0x\w+\))?$)/, 'exit ');
    const how = `${ending(pod, container, end, state.exitCode, known)}, ${restartText(container, state.exitCode)}`;
    return [how, ...lastWords(reason, message || said)];
  }
  if (reason === 'CrashLoopBackOff') {
    const end = lastExit === '–' ? 'ended' : lastExit;
    const next = `${nextTry(container, known.now)} (CrashLoopBackOff)`;
    const how = ending(pod, container, end, lastEnd?.exitCode, known);
    // What the probe said comes between, since it tells more than when it is tried again.
    const begun = probeThatKilled(known.events, container.name) ? [how, next] : [`${how}, ${next}`];
    return [...begun, ...lastWords(lastEnd?.reason, shortened(lastEnd?.message || said))];
  }
  if (IMAGE_REASONS.has(reason)) return [`${imageProblem(fullImage, reason, message)} (${reason})`];
  return unstarted(pod, container, since, message, known);
}

/** What keeps a container from being started. */
function unstarted(
  pod: Pod,
  container: ContainerView,
  since: string,
  message: string,
  known: Known,
): readonly string[] {
  const { state, lastEnd, lastExit } = container;
  const { reason = '' } = state;
  if (reason === 'RunContainerError' && lastEnd) {
    const how = ending(pod, container, lastExit, lastEnd.exitCode, known);
    return [`${how} (${reason})`, ...lastWords(lastEnd.reason, shortened(lastEnd.message || message))];
  }
  // What has ended before has not been so for all the time that its Pod is not ready.
  const long = lastEnd ? '' : since;
  return [message ? `${reason}${long}: ${innermost(message)}` : `${reason}${long}`];
}

/** The reasons of Kubernetes' pkg/kubelet/images/types.go. */
const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** What is known besides the object. */
interface Known {
  readonly events: readonly ToldEvent[];
  readonly now: number;
  /** What was measured of its memory before it ended; may be empty. */
  readonly used: string;
}

/**
 * How it ended, how often and within what time. A container that does not run has ended once more than it was
 * restarted, all since its Pod was started.
 */
function ending(
  pod: Pod,
  container: ContainerView,
  end: string,
  exitCode: number | undefined,
  { events, now, used }: Known,
): string {
  const how = end.startsWith('OOMKilled') ? `OOMKilled${memoryLimit(pod, container)}${used}` : end;
  const ends = (container.restarts ?? 0) + 1;
  const started = epochMs(pod.status?.startTime);
  const often = started === undefined ? `${ends} times` : timesIn(ends, now - started);
  const times = ends > 1 ? `, ${often}` : '';
  const known = probeThatKilled(events, container.name);
  const told = container.probeDetails.find(({ kind }) => kind === known);
  const plain = how.replace(/ \(128\+\w{1,20}\)$/, '');
  if (isToldToEnd(container, exitCode) && startHookFailed(events, container)) {
    const { postStart } = container.hooks;
    return `ended since its postStart hook failed${postStart ? `, ${postStart}` : ''}${times} (${plain})`;
  }
  if (told) return `ended by its ${told.kind} probe, ${told.text}${times} (${plain})`;
  if (times === '') return how;
  const probe = killer(container, end, exitCode);
  return probe ? `likely ended by its ${probe}${times} (${plain})` : `${how}${times}`;
}

/** Whether it is what a program ends with that is told to, by its signal, heeds it, or is killed since it does not. */
const isToldToEnd = ({ stopSignal }: ContainerView, exitCode: number | undefined): boolean =>
  exitCode === 0 || exitCode === 137 || exitCode === 128 + (signalNumber(stopSignal) ?? NaN);

/**
 * The probe that ends a container again and again, as far as its status tells: one that ends by itself, in a way that
 * the kubelet brings about too.
 */
function killer(container: ContainerView, end: string, exitCode: number | undefined): string | undefined {
  if (!isToldToEnd(container, exitCode) || end.startsWith('OOMKilled')) return undefined;
  const probe = container.probeDetails.find(({ kind }) => kind === 'liveness');
  return probe && `liveness probe, ${probe.text}`;
}

/** Whether a container's program ran, and gave up: nobody ended it, and it was not out of memory. */
export function endsByItself(container: ContainerView): boolean {
  const { state, lastEnd } = container;
  const { exitCode, reason } = state.kind === 'terminated' ? state : (lastEnd ?? {});
  return reason === 'Error' && exitCode !== undefined && !isToldToEnd(container, exitCode);
}

/** What was measured of its memory the last time before it ended: at its end it was more. */
function measuredText(
  { name, lastExitAt, state }: ContainerView,
  measured: PodFacts['measured'] = [],
): string {
  const end = state.kind === 'terminated' ? state.since : lastExitAt;
  if (end === undefined) return '';
  const last = measured.findLast(
    ({ at, containers }) => at <= end && containers.get(name)?.memory !== undefined,
  );
  const memory = last?.containers.get(name)?.memory;
  return last && memory !== undefined
    ? `, ${memoryText(memory)} measured ${humanDuration(end - last.at)} before`
    : '';
}

function memoryLimit({ spec }: Pod, { limits, limitsAsked }: ContainerView): string {
  const inForce = limits.memory;
  const asked = limitsAsked.memory;
  if (inForce && asked && inForce !== asked) return ` (limit ${inForce} in force, ${asked} asked for)`;
  if (inForce) return ` (limit ${inForce})`;
  const ofPod = spec?.resources?.limits?.memory;
  return ofPod ? ` (limit of the Pod ${ofPod})` : '';
}

/** As runc says it once it has found the file (libcontainer's standard_init_linux.go). */
const NOT_FOUND = /\bexec \/\S{1,4000}: no such file or directory/;

function whyNotRun(message: string): readonly string[] {
  if (message.includes('exec format error')) return [FORMAT];
  return NOT_FOUND.test(message) ? [RUN_BY] : [];
}

function lastWords(reason: ContainerStateTerminated['reason'], message: string): readonly string[] {
  const why = whyNotRun(message);
  if (SAID_NOTHING.has(reason ?? '')) return message ? [innermost(message), ...why] : [];
  const line = tellingLine(message);
  return line ? [`${LAST_SAID}${line}`, ...why] : [];
}
