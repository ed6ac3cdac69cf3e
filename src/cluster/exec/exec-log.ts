import type { Log } from '../../model/log.ts';
import type { ExecRequest, ExecResult } from '../../model/session.ts';

/**
 * Tells that a command began in a container and how it ended, which whoever ran it shows in its place. Of its arguments,
 * which may be secret, only their number.
 */
export async function logExec(
  log: Log,
  { namespace, pod, container, command: [program = '', ...rest] }: ExecRequest,
  ended: Promise<ExecResult>,
): Promise<ExecResult> {
  const words = rest.length === 0 ? '' : ` and ${rest.length} argument${rest.length === 1 ? '' : 's'}`;
  const what = `${namespace}/${pod} ${container}: ${program}${words}`;
  log('debug', 'exec', `${what}: begun`);
  const started = performance.now();
  const result = await ended;
  const after = `after ${Math.round(performance.now() - started)} ms`;
  if (result.type === 'exited') log('debug', 'exec', `${what}: exit ${result.code} ${after}`);
  else log('debug', 'exec', `${what}: ${result.type} ${after}: ${result.failure.message}`);
  return result;
}
