import { failureText } from '../refusal.ts';
import type { SessionStatus } from '../session.ts';

/** How a session stands, or ended. */
export function statusText(status: SessionStatus): string {
  const text = plainText(status);
  return 'deleted' in status && status.deleted ? `${text}: the Pod was deleted` : text;
}

function plainText(status: SessionStatus): string {
  switch (status.type) {
    case 'opening':
      return 'opening';
    case 'open':
      return 'open';
    case 'cancelled':
      return status.text ?? 'cancelled';
    case 'left':
      return 'left: what runs in the container may go on';
    case 'ended':
      return 'ended';
    case 'exited':
      return status.code === 137 ? 'killed (exit 137)' : `exit ${status.code}`;
    case 'lost':
      return `connection lost: ${failureText(status.failure)}`;
    case 'failed':
      return failureText(status.failure);
  }
}
