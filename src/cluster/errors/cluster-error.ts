import { systemWords } from '../../model/text/system-words.ts';

/** The reason of what counts as lost since nothing came of it any more. */
export const IDLE_TIMEOUT = 'IdleTimeout';

export interface ClusterErrorFields {
  readonly code?: number;
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly saidMs?: number;
  readonly cause?: unknown;
}

/**
 * What went wrong between podscope and a cluster: fits the model's `Failure`.
 * `code` is the HTTP status, absent where there was no answer; `message` is one line without
 * control characters.
 */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  declare readonly code?: number;
  readonly reason: string;
  /** How long the server asks to be left alone, in ms: no longer than is waited. */
  declare readonly retryAfterMs?: number;
  /** What it said where that is longer. */
  declare readonly saidMs?: number;

  constructor({ code, reason, message, retryAfterMs, saidMs, cause }: ClusterErrorFields) {
    super(oneLine(message), cause === undefined ? undefined : { cause });
    this.reason = reason;
    if (code !== undefined) this.code = code;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    if (saidMs !== undefined) this.saidMs = saidMs;
  }
}

/** Text from elsewhere as one line: what could steer a terminal becomes a space. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

/** The error of a kubeconfig or of the flags that choose from it. */
export function configError(message: string, cause?: unknown): ClusterError {
  return new ClusterError({ reason: 'Kubeconfig', message, cause });
}

/** An answer that is not what was asked for. */
export function invalidAnswer(message: string): ClusterError {
  return new ClusterError({ reason: 'InvalidAnswer', message });
}

/** A system's or library's error as a `ClusterError`; one that is already stays itself. */
export function toClusterError(error: unknown, doing: string): ClusterError {
  if (error instanceof ClusterError) return error;
  const { code } = error as { code?: unknown };
  const reason = typeof code === 'string' ? code : 'Error';
  const message = messageOf(error);
  return new ClusterError({ reason, message: doing === '' ? message : `${doing}: ${message}`, cause: error });
}

/** Node's words for what breaks off. */
const NODES: ReadonlyMap<string, string> = new Map([
  ['aborted', 'it was reset'],
  ['socket hang up', 'it closed the connection without an answer'],
]);

/** An error's own words; an AggregateError (of several addresses tried) has only those of its errors. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(messageOf))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  return NODES.get(error.message) ?? systemWords(error) ?? error.message;
}
