import { epochMs, humanDuration } from '../ages.ts';
import type { Failure } from '../kinds/watch-event.ts';
import { exitText } from '../pod/exits.ts';
import type { ContainerStateTerminated } from '../kinds/objects.ts';
import { failureText } from '../refusal.ts';
import { amountText } from '../processes/process-texts.ts';
import type { LogNote } from './log-item.ts';

/**
 * What happened between lines, in one line: without whose log it was. Empty where it need not be told.
 *
 * @param pod named where that one is gone
 */
export function noteText(note: LogNote, pod?: string): string {
  switch (note.type) {
    case 'live':
    case 'again':
      return '';
    case 'joined':
      return 'joined';
    case 'waiting':
      return `${note.wasRead ? 'has no log now' : 'has no log yet'}: ${note.why}`;
    case 'lost':
      return `connection lost: ${note.failure.message}`;
    case 'back':
      return `connected again after ${lasting(note.after)}`;
    case 'rotated':
      return 'the log was rotated meanwhile: some lines may be missing here';
    case 'ended':
      return `${endText(note.end)}${note.again ? '; it is to be started again' : ''}`;
    case 'restarted':
      return restartText(note.count, note.missing);
    case 'failed':
      return failedText(note.failure);
    case 'mark':
      return `mark ${new Date(note.at).toISOString().slice(11, 19)}`;
    case 'cut':
      return `the line was longer, and is cut: ${amountText(note.lacks)} more are not kept`;
    case 'gone':
      return goneText(pod, note.wasRead);
  }
}

/** The kubelet's words of a container that ran once, or whose run before is gone (pkg/kubelet/kubelet_pods.go). */
const NO_PREVIOUS = /^previous terminated container .* not found$/s;

const failedText = (failure: Failure): string =>
  NO_PREVIOUS.test(failure.message)
    ? 'there is no log of a run before: it has not run yet, was never restarted, or that log is gone'
    : failureText(failure);

function goneText(pod?: string, wasRead = false): string {
  const gone = pod === undefined ? 'the Pod is gone' : `Pod ${pod} is gone`;
  return wasRead ? `${gone}: what was read of it before stands here` : gone;
}

/** Short times are told with their tenths. */
function lasting(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : humanDuration(ms);
}

function endText(end: ContainerStateTerminated | undefined): string {
  if (!end) return 'ended';
  const [from, to] = [epochMs(end.startedAt), epochMs(end.finishedAt)];
  const ran = from === undefined || to === undefined ? '' : ` after ${humanDuration(to - from)}`;
  return `ended: ${exitText(end)}${ran}`;
}

function restartText(count: number, missing: number): string {
  const times = `restarted (restart ${count})`;
  if (missing === 0) return times;
  return `${times}; what it said in ${missing === 1 ? 'the run' : `${missing} runs`} before the last is gone`;
}
