import { epochMs } from '../ages.ts';
import { innermost } from '../health/container/image-problem.ts';
import { shortened } from '../text/shortened.ts';
import type { ContainerView } from '../pod/containers.ts';
import { oftenText, type ToldEvent } from './told-event.ts';

/** The newest event of a Pod or of what it hangs on that is of one of these reasons. */
const newest = (
  events: readonly ToldEvent[],
  kind: string,
  ...reasons: readonly string[]
): ToldEvent | undefined => events.find((event) => event.kind === kind && reasons.includes(event.reason));

const often = (event: ToldEvent, now: number): string => ` (${oftenText(event, now)})`;

/** Why a Pod's containers cannot be begun with, the cause first: a volume, its network. Not asked of one that runs. */
export function beginningCauses(events: readonly ToldEvent[], now: number): readonly string[] {
  const mount = newest(events, 'Pod', 'FailedMount', 'FailedAttachVolume', 'FailedMapVolume');
  const sandbox = newest(events, 'Pod', 'FailedCreatePodSandBox');
  const claims = claimCauses(events, now);
  return [
    ...claims,
    ...(mount ? [`${mountProblem(mount.message)}${often(mount, now)}`] : []),
    ...(sandbox ? [`no sandbox: ${sandboxProblem(sandbox.message)}${often(sandbox, now)}`] : []),
  ];
}

/** What the newest warning about a Pod itself says, whatever it is; undefined where there is none. */
export function anyWarning(events: readonly ToldEvent[], now: number): string | undefined {
  const found = events.find(({ kind, warning, message }) => kind === 'Pod' && warning && message !== '');
  return found && `${oneLine(found.message)}${often(found, now)}`;
}

/** Of claims that are not bound, why. */
export function claimCauses(events: readonly ToldEvent[], now: number): readonly string[] {
  const told = new Set<string>();
  return events.flatMap((event) => {
    const { kind, name, reason, message } = event;
    const isNewest = kind === 'PersistentVolumeClaim' && !told.has(name);
    if (!isNewest) return [];
    told.add(name);
    // The newest thing that happened to it: what went wrong before it was bound does no harm any more.
    return UNBOUND.has(reason) ? [`claim ${name}: ${oneLine(message)}${often(event, now)}`] : [];
  });
}

/** The reasons of pkg/controller/volume/events, of claims that are not as they are to be. */
const UNBOUND: ReadonlySet<string> = new Set([
  'ProvisioningFailed',
  'FailedBinding',
  'VolumeMismatch',
  'ClaimLost',
  'ClaimMisbound',
  'VolumeResizeFailed',
  'FileSystemResizeFailed',
]);

/** `volume creds: references non-existent secret key: k` */
function mountProblem(message: string): string {
  const found =
    /^(?:Mount|Unmount|Map|Attach)(?:Volume|Device)?\.\w+ failed for volume "([^"]*)" ?: (.*)$/s.exec(
      message,
    );
  if (!found) return oneLine(message);
  const [, volume = '', why = ''] = found;
  return `volume ${volume}: ${oneLine(why.replace(/^(?:rpc error: code = \w+ desc = )+/, ''))}`;
}

const sandboxProblem = (message: string): string =>
  oneLine(innermost(message.replace(/^Failed to create pod sandbox: /, '')));

/** What Go's HTTP client says before why it failed: where it asked, which the probe itself tells, and whom it called. */
const ASKED = /^(?:Get|Head) "[^"]*": /;
const DIALLED = /^dial tcp [^ ]+: (?:connect: )?/;

/** A port that is none of the container's by its name has to be a number (ResolveContainerPort in pkg/probe/util.go). */
const UNNAMED = /^strconv\.Atoi: parsing "([^"]*)": invalid syntax$/;
const NO_PORT = 'its container has no port named $1';

/** What a probe said the last time that it failed: `HTTP probe failed with statuscode: 404 (Unhealthy 12 times in 3m)`. */
export function probeFailure(
  events: readonly ToldEvent[],
  container: string,
  probe: string,
  now: number,
): string | undefined {
  const [found] = probeFailures(events, container, probe);
  if (!found) return undefined;
  const message = found.message
    .slice(`${probe} probe `.length)
    .replace(/^(?:failed|errored)[^:]{0,60}: ?/, '');
  const said = oneLine(message).replace(ASKED, '').replace(DIALLED, '').replace(UNNAMED, NO_PORT);
  return `${said || 'it failed and said nothing'}${often(found, now)}`;
}

/** All that is told of failures of a container's probe. */
export function probeFailures(
  events: readonly ToldEvent[],
  container: string,
  probe: string,
): readonly ToldEvent[] {
  const begins = `${probe} probe `;
  return events.filter(
    (event) =>
      event.kind === 'Pod' &&
      event.reason === 'Unhealthy' &&
      event.container === container &&
      event.message.toLowerCase().startsWith(begins),
  );
}

/** Which of its probes a kubelet says that it killed a container for: `liveness`, `startup`. */
export function probeThatKilled(events: readonly ToldEvent[], container: string): string | undefined {
  const found = events.find(
    (event) =>
      event.kind === 'Pod' &&
      event.reason === 'Killing' &&
      event.container === container &&
      / failed (?:liveness|startup) probe/.test(event.message),
  );
  return found && (/ failed startup probe/.test(found.message) ? 'startup' : 'liveness');
}

/**
 * Of so much about one Pod a kubelet tells only every five minutes (client-go's tools/record,
 * EventSourceObjectSpamFilter), of several things in turns: one of a Pod that restarts was 6m6s older than its end.
 */
const TOLD_AGAIN = 15 * 60_000;

/** That a container's postStart hook failed in its last run, for which the kubelet ended it. */
export function startHookFailed(
  events: readonly ToldEvent[],
  { name, state, lastEnd }: ContainerView,
): boolean {
  const found = hookFailure(events, 'FailedPostStartHook', name);
  const ended = state.kind === 'terminated' ? state.since : epochMs(lastEnd?.finishedAt);
  return found !== undefined && (ended === undefined || ended - found.last <= TOLD_AGAIN);
}

/** That a container's preStop hook failed, told at a time or since, epoch ms. */
export const stopHookFailed = (events: readonly ToldEvent[], container: string, since: number): boolean =>
  (hookFailure(events, 'FailedPreStopHook', container)?.last ?? -Infinity) >= since;

const hookFailure = (
  events: readonly ToldEvent[],
  of: 'FailedPostStartHook' | 'FailedPreStopHook',
  name: string,
): ToldEvent | undefined =>
  events.find(({ kind, reason, container }) => kind === 'Pod' && reason === of && container === name);

/** The reasons of Kubernetes' pkg/controller/cronjob/cronjob_controllerv2.go for which no Job is made when its time is there. */
const NO_RUN: ReadonlySet<string> = new Set([
  'MissSchedule',
  'UnparseableSchedule',
  'InvalidSchedule',
  'UnknownTimeZone',
  'JobAlreadyActive',
  'FailedCreate',
]);

/** Why a CronJob has not run when it should have, unless it has since. */
export function missedRuns(events: readonly ToldEvent[], now: number): readonly string[] {
  const last = events.find(
    ({ kind, reason }) => kind === 'CronJob' && (NO_RUN.has(reason) || reason === 'SuccessfulCreate'),
  );
  return last && NO_RUN.has(last.reason) ? [`missed: ${oneLine(last.message)}${often(last, now)}`] : [];
}

export const oneLine = (text: string): string => shortened(text).replace(/\s+/g, ' ').trim();
