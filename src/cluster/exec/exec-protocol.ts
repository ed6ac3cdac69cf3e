import type { Ending } from '../../model/session.ts';
import { oneLine } from '../errors/cluster-error.ts';
import { isRecord } from '../door/check.ts';
import { named } from '../door/envelopes.ts';
import { readStatus } from '../door/kinds/status.ts';

/**
 * The channels of Kubernetes' remote command protocol: the first byte of each WebSocket message
 * (k8s.io/apimachinery pkg/util/remotecommand/constants.go, KEP-4006).
 */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** Version 5 can end standard input; older servers (before 1.29) know version 4 only. */
export const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const UNSAID = 'the server does not say why the command ended';
/** Texts that are no Status are shown up to here, in characters. */
const LONGEST = 1000;

/** How the server says the command ended; what is no Status is itself the reason. */
export function endingOf(payload: Uint8Array): Ending {
  const text = Buffer.from(payload).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Servers have sent plain text here: better shown than lost.
    return failed(text);
  }
  if (!isRecord(value))
    return failed(
      typeof value === 'string' ? value : `the server sent ${named(value)} instead of why the command ended`,
    );
  const status = readStatus(value);
  if (status.status === 'Success') return { type: 'exited', code: 0 };
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  if (cause) return exited(cause.message ?? '');
  return {
    type: 'failed',
    failure: {
      ...(status.code !== undefined && { code: status.code }),
      reason: status.reason || 'Error',
      message: runtimeWords(withoutCommand(oneLine(status.message ?? ''))) || UNSAID,
    },
  };
}

/**
 * Of a node that cannot be reached the server says the whole address that it asked for, and in that the command, which
 * may be a script as long as a screen.
 */
export const withoutCommand = (message: string): string =>
  message.replace(/(\/(?:exec|attach)\/[^\s"?]{1,1000})\?[^\s"]+/g, '$1?…');

/**
 * Of a command that could not begin, why, in the runtime's words, without the layers between (containerd's and runc's errors, of
 * which each puts its own before that of the one below); of anything else all of it, with what two servers said alike once.
 */
export const runtimeWords = (message: string): string =>
  message
    .replace(/^(?:Internal error occurred: ){2,}/, 'Internal error occurred: ')
    .replace(
      /^Internal error occurred: error executing command in container: .*?OCI runtime exec failed: exec failed: (?:unable to start container process: )?(.+?)(?:: unknown)?$/,
      'the command could not be run: $1',
    );

/** An exit code as errorDecoderV4 in client-go's tools/remotecommand takes it: 0 to 255. */
function exited(code: string): Ending {
  if (/^\d{1,3}$/.test(code) && Number(code) <= 255) return { type: 'exited', code: Number(code) };
  return failed(`the server tells an exit code that is none: ${code}`);
}

function failed(text: string): Ending {
  const message = oneLine(withoutCommand(text).slice(0, LONGEST)) || UNSAID;
  return { type: 'failed', failure: { reason: 'Error', message } };
}

export function frame(channel: number, payload: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(payload as Uint8Array)]);
}

/**
 * What a refusal leaves out: a WebSocket is opened by GET; from 1.35 the server also asks for `create`, as for the older
 * protocol.
 */
export const bothRights = (what: string, subresource: string): string =>
  ` (${what} needs both get and create on pods/${subresource})`;
