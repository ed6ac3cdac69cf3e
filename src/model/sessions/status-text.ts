import { failureText } from '../refusal.ts';
import type { SessionStatus } from '../session.ts';

/** How a session stands, or ended. What was `attached` to ended in a way that the server does not tell. */
export function statusText(status: SessionStatus, attached = false): string {
  switch (status.type) {
    case 'opening':
      return 'opening';
    case 'open':
      return 'open';
    case 'cancelled':
      return 'cancelled';
    case 'left':
      return 'left: what runs in the container may go on';
    case 'exited':
      if (attached && status.code === 0) return 'ended';
      return status.code === 137 ? 'killed (exit 137)' : `exit ${status.code}`;
    case 'lost':
      return `connection lost: ${failureText(status.failure)}`;
    case 'failed':
      return failureText(status.failure);
  }
}
