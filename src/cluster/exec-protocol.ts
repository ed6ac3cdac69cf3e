import type { Ending } from '../model/session.ts';
import { oneLine } from './cluster-error.ts';

/**
 * The channels of Kubernetes' remote command protocol: the first byte of each WebSocket message
 * (k8s.io/apimachinery pkg/util/remotecommand/constants.go, KEP-4006).
 */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** Version 5 can end standard input; older servers (before 1.29) know version 4 only. */
export const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

interface ExecStatus {
  readonly status?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

/** How the server says the command ended; text that is no Status is itself the reason. */
export function endingOf(payload: Uint8Array): Ending {
  const text = Buffer.from(payload).toString();
  let status: ExecStatus;
  try {
    status = JSON.parse(text) as ExecStatus;
  } catch {
    // Servers have sent plain text here: better shown than lost.
    return { type: 'failed', failure: { reason: 'Error', message: oneLine(text) } };
  }
  if (status.status === 'Success') return { type: 'exited', code: 0 };
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  const code = Number.parseInt(cause?.message ?? '', 10);
  if (Number.isInteger(code)) return { type: 'exited', code };
  return {
    type: 'failed',
    failure: {
      ...(typeof status.code === 'number' && { code: status.code }),
      reason: status.reason ?? 'Error',
      message: oneLine(status.message ?? 'the server does not say why the command ended'),
    },
  };
}

export function frame(channel: number, payload: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(payload as Uint8Array)]);
}
