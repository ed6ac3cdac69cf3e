import type { IncomingMessage } from 'node:http';
import { ApiError } from '../../api/api-error.ts';

/** Lets in who sends the bearer token, or everybody where there is none. Throws `ApiError` 401. */
export function authenticate(request: IncomingMessage, token: string | undefined): void {
  if (token === undefined || request.headers.authorization === `Bearer ${token}`) return;
  throw new ApiError(401, 'Unauthorized', 'Unauthorized');
}
