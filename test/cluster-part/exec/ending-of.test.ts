/** How the server's word on the end of a command is told. */
import { expect, it } from 'vitest';
import { endingOf } from '../../../src/cluster/exec/exec-protocol.ts';

const RUNTIME =
  'Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "6240aff6": OCI runtime exec failed: exec failed: ';

it.each([
  [
    `${RUNTIME}unable to start container process: exec: "ls": executable file not found in $PATH: unknown`,
    'the command could not be run: exec: "ls": executable file not found in $PATH',
  ],
  [`${RUNTIME}args must not be empty: unknown`, 'the command could not be run: args must not be empty'],
  [
    'Internal error occurred: Internal error occurred: error executing command in container: container is not running',
    'Internal error occurred: error executing command in container: container is not running',
  ],
  [
    'Internal error occurred: unable to upgrade connection',
    'Internal error occurred: unable to upgrade connection',
  ],
])('says once, and first, why a command could not begin: %s', (message, told) => {
  const status = { kind: 'Status', status: 'Failure', reason: 'InternalError', code: 500, message };
  expect(endingOf(Buffer.from(JSON.stringify(status)))).toMatchObject({
    type: 'failed',
    failure: { message: told },
  });
});
