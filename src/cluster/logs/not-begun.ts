import type { Failure } from '../../model/kinds/watch-event.ts';
import type { LogSource } from '../../model/logs/log-item.ts';
import type { StampedLine } from './lines/stamped-lines.ts';

/** The kubelet's words (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus). */
const WAITING = /is waiting to start: (.*)$/s;
/** Its words where it has the Pod and nothing of how the container is, as for a moment after the Pod came to its node. */
const NOT_AVAILABLE = /^container .* in pod .* is not available$/s;

/**
 * Why a Pod that is there has no log of a container yet, by what the server says; undefined where it says something else.
 * What a kubelet has not heard of is 404 (pkg/kubelet/server/server.go, getContainerLogs), though its node is known.
 */
export function whyNotBegun(
  { code, message }: Failure,
  { pod }: LogSource,
  { wasLive }: { readonly wasLive: boolean },
): string | undefined {
  if (code === 404) return whyUnknown(NOT_FOUND.exec(message)?.[1] ?? pod, pod, wasLive);
  if (code !== 400) return undefined;
  if (NOT_AVAILABLE.test(message)) return 'its node has yet to begin it';
  return WAITING.exec(message)?.[1];
}

/** An API server's words, of a node as of a Pod: where there is no node of that name it says `pods` too. */
const NOT_FOUND = /^(?:pods|nodes) "(.+)" not found$/;

function whyUnknown(missing: string, pod: string, wasRead: boolean): string {
  if (missing !== pod) return `there is no node ${missing}`;
  return `its node does not know of it ${wasRead ? 'any more' : 'yet'}`;
}

const NO_LOG = 'unable to retrieve container logs for '; // The kubelet's words, with 200.

/** Whether the kubelet says in place of a log that the run has none any more. */
export const isNoLog = ({ stamped, raw }: StampedLine): boolean => !stamped && raw.startsWith(NO_LOG);

/** Why a log is not read, which is told once however often it is asked for again. */
export class WhyNot {
  private told = '';
  private unknown = false;

  /** Whether that may be over with the next look: a Pod that goes is unknown to its node before it is gone. */
  mayPass({ code }: Failure): boolean {
    const isFirst = code === 404 && !this.unknown;
    this.unknown ||= code === 404;
    return isFirst;
  }

  isNew(why: string): boolean {
    const isNew = this.told !== why;
    this.told = why;
    return isNew;
  }

  /** It is read. */
  forget(): void {
    this.told = '';
    this.unknown = false;
  }
}
