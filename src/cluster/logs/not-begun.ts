import type { Failure } from '../../model/kinds/watch-event.ts';
import type { StampedLine } from './lines/stamped-lines.ts';

/** The kubelet's words (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus). */
const WAITING = /is waiting to start: (.*)$/s;
/** Its words where it has the Pod and nothing of how the container is, as for a moment after the Pod came to its node. */
const NOT_AVAILABLE = /^container .* in pod .* is not available$/s;

/**
 * Why a Pod that is there has no log of a container yet, by what the server says; undefined where it says something else.
 * What a kubelet has not heard of is 404 (pkg/kubelet/server/server.go, getContainerLogs), though its node is known.
 */
export function whyNotBegun({ code, message }: Failure): string | undefined {
  if (code === 404) return 'its node does not know of it yet';
  if (code !== 400) return undefined;
  if (NOT_AVAILABLE.test(message)) return 'its node has yet to begin it';
  return WAITING.exec(message)?.[1];
}

const NO_LOG = 'unable to retrieve container logs for '; // The kubelet's words, with 200.

/** Whether the kubelet says in place of a log that the run has none any more. */
export const isNoLog = ({ stamped, raw }: StampedLine): boolean => !stamped && raw.startsWith(NO_LOG);

/** Why a log is not read, which is told once however often it is asked for again. */
export class WhyNot {
  private told = '';

  isNew(why: string): boolean {
    const isNew = this.told !== why;
    this.told = why;
    return isNew;
  }

  /** It is read. */
  forget(): void {
    this.told = '';
  }
}
