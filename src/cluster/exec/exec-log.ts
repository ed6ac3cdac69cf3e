import type { Log } from '../../model/log.ts';
import type { ExecRequest, ExecResult } from '../../model/session.ts';

/**
 * Tells that a command began in a container and how it ended. Of its arguments, which may be secret, only their number.
 *
 * @param level how one is told that did not end by itself: whoever shows it in another place need not be warned
 */
export async function logExec(
  log: Log,
  level: 'debug' | 'warning',
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
  else log(level, 'exec', `${what}: ${result.type} ${after}: ${result.failure.message}`);
  return result;
}
