import type { ContainerView } from '../containers.ts';
import { shortened } from '../shortened.ts';

/**
 * What is wrong with a failing container: `main: exit 3, 9 times, waiting to restart (CrashLoopBackOff)`.
 *
 * @param restartPolicy the Pod's
 * @param since how long the Pod has not been ready, ` 3d` or empty
 */
export function containerProblem(container: ContainerView, restartPolicy: string, since: string): string {
  const { type } = container;
  const name = type === 'app' ? container.name : `${container.name} (${type})`;
  return `${name}: ${problem(container, restartPolicy, since)}`;
}

/** Why a container that does not fail keeps its Pod from being ready; undefined where it does not. */
export function notReadyCause(container: ContainerView, restartPolicy: string): string | undefined {
  const { type, name, state, ready, started, probeDetails } = container;
  if (type === 'init' || type === 'ephemeral' || ready === true) return undefined;
  if (state.kind === 'terminated')
    return `${name} has ${state.text} and ${restarts(container, restartPolicy)}`;
  if (state.kind !== 'running') return `${name} is ${state.text}`;
  const probe = probeDetails.find(({ kind }) => kind === (started ? 'readiness' : 'startup'));
  if (probe) return `${name} has not passed its ${probe.kind} probe (${probe.text})`;
  return `${name} runs but is not ready`;
}

function problem(container: ContainerView, restartPolicy: string, since: string): string {
  const { state, fullImage, lastExit } = container;
  const { reason = '' } = state;
  // It is told every frame, and may be as long as an object can be.
  const message = shortened(state.message ?? '');
  if (state.kind === 'terminated') {
    return `${ending(container, state.text.replace(/^exited (?=\d+$)/, 'exit '))}, ${restarts(container, restartPolicy)}${lastWords(message)}`;
  }
  if (reason === 'CrashLoopBackOff') {
    const end = lastExit === '–' ? 'ended' : lastExit;
    return `${ending(container, end)}, waiting to restart (CrashLoopBackOff)`;
  }
  if (IMAGE_REASONS.has(reason)) return `image "${fullImage}": ${imageProblem(reason, message)}`;
  return message ? `${reason}${since}: ${message}` : `${reason}${since}`;
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

/** While it backs off, the kubelet puts what it waits for before what went wrong. */
function imageProblem(reason: string, message: string): string {
  const detail = message.replace(/^Back-off pulling image "[^"]*"(: )?/, '');
  if (detail.startsWith('Err')) return detail;
  return detail ? `${reason}: ${detail}` : reason;
}

/**
 * How it ended and how often. A container that does not run has ended once more than it was
 * restarted.
 */
function ending(container: ContainerView, end: string): string {
  const limit = container.limits.memory;
  const how = end.startsWith('OOMKilled') ? `OOMKilled${limit ? ` (limit ${limit})` : ''}` : end;
  return container.restarts ? `${how}, ${container.restarts + 1} times` : how;
}

function restarts({ type, state }: ContainerView, restartPolicy: string): string {
  const policy = type === 'sidecar' ? 'Always' : restartPolicy;
  const stays = policy === 'Never' || (policy === 'OnFailure' && state.exitCode === 0);
  return stays ? `will not restart (${policy})` : `will restart (${policy})`;
}

function lastWords(message: string): string {
  const line = message.trim().split('\n').at(-1)?.trim();
  return line ? `, last said: ${line}` : '';
}
