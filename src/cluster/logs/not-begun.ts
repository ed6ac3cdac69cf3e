import type { Failure } from '../../model/kinds/watch-event.ts';
import type { LogSource } from '../../model/logs/log-item.ts';
import { FIRST_LOOK, LAST_LOOK } from './resuming/started-again.ts';
import type { StampedLine } from './lines/stamped-lines.ts';
import type { Run } from './run-of.ts';

/** The kubelet's words (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus). */
const WAITING = /is waiting to start: (.*)$/s;
/** Its words where it has the Pod and nothing of how the container is, as for a moment after the Pod came to its node. */
const NOT_AVAILABLE = /^container .* in pod .* is not available$/s;

const NO_NODE = 'there is no node ';
/** An API server's words, of a node as of a Pod: where there is no node of that name it says `pods` too. */
const NOT_FOUND = /^(?:pods|nodes) "(.+)" not found$/;

/**
 * A failure in words of its own where the node is not there that a Pod is on: what the server says of it reads as if there
 * were no Pod.
 *
 * @param stands the Pod's STATUS as it was seen last
 */
export function namingNode(failure: Failure, { pod }: LogSource, stands = 'Unknown'): Failure {
  const missing = failure.code === 404 ? NOT_FOUND.exec(failure.message)?.[1] : undefined;
  if (missing === undefined || missing === pod) return failure;
  const message = `${NO_NODE}${missing}; its Pod is still there, last heard of as ${stands}`;
  return { ...failure, message };
}

/**
 * Why a Pod that is there has no log of a container yet, by what the server says; undefined where it says something else.
 * What a kubelet has not heard of is 404 (pkg/kubelet/server/server.go, getContainerLogs), though its node is known.
 */
export function whyNotBegun(
  { code, message }: Failure,
  { wasLive }: { readonly wasLive: boolean },
): string | undefined {
  if (code === 404)
    return message.startsWith(NO_NODE)
      ? message
      : `its node does not know of it ${wasLive ? 'any more' : 'yet'}`;
  if (code !== 400) return undefined;
  if (NOT_AVAILABLE.test(message)) return 'its node has yet to begin it';
  return WAITING.exec(message)?.[1];
}

const NO_LOG = 'unable to retrieve container logs for '; // The kubelet's words, with 200.

/** Whether the kubelet says in place of a log, or of its last lines, that the run has none any more. */
export const saysNoLog = (text: string): boolean => text.startsWith(NO_LOG);
export const isNoLog = ({ stamped, raw }: StampedLine): boolean => !stamped && saysNoLog(raw);

/** That a run has no log any more: until a container is started again, what has just ended is not the run before. */
export function noLogNow(run: Run | undefined, previous = false): Failure {
  const hasJustEnded = run?.end !== undefined && run.end !== run.lastEnd;
  const message = !previous
    ? 'its log is gone from its node'
    : hasJustEnded
      ? 'the log of the run before the one that has just ended is gone; that one is the present run until the next starts'
      : 'the log of the run before is gone from its node';
  return { code: 404, reason: 'NotFound', message };
}

/** Why a log is not read, which is told once however often it is asked for again. */
export class WhyNot {
  private told = '';
  /** How long it was waited last since its node does not have it, in ms. */
  private waited = 0;

  /**
   * How long to wait until it is asked for again, in ms: longer each time where its node does not have it, or is not
   * there. `mayPass`: that may be over with the next look, as a Pod that goes is unknown to its node before it is gone.
   */
  pause(code: number | undefined): { readonly ms: number; readonly mayPass: boolean } {
    if (code !== 404) return { ms: FIRST_LOOK * 2, mayPass: false };
    const mayPass = this.waited === 0;
    this.waited = Math.min(LAST_LOOK, Math.max(FIRST_LOOK, this.waited * 2));
    return { ms: this.waited, mayPass };
  }

  isNew(why: string): boolean {
    const isNew = this.told !== why;
    this.told = why;
    return isNew;
  }

  /** It is read. */
  forget(): void {
    [this.told, this.waited] = ['', 0];
  }
}
