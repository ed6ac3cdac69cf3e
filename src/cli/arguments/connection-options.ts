import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { durationMs } from '../../model/text/duration.ts';
import { quantityOf } from '../../model/quantity.ts';
import { systemMessage } from '../system-message.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';

export function logFileOption(command: Command): Command {
  return command.option('--log-file <file>', 'append what is asked, how it went, and warnings', (file) => {
    if (file === '') throw new InvalidArgumentError('give the name of a file.');
    return file;
  });
}

/** The flags that say which cluster, as whom, and where to log it. */
export function connectionOptions(command: Command): Command {
  return logFileOption(command)
    .option('-n, --namespace <name>', 'the namespace (default: the context’s)')
    .option('--context <name>', 'the kubeconfig context')
    .option('--kubeconfig <file>', 'the kubeconfig (default: $KUBECONFIG, ~/.kube/config)')
    .option('--cluster <name>', 'the kubeconfig cluster')
    .option('--user <name>', 'the kubeconfig user')
    .option('--as <user>', 'the user to impersonate')
    .option(
      '--as-group <group>',
      'a group to impersonate (repeatable)',
      (group: string, all: string[] = []) => [...all, group],
    )
    .option(
      '--request-timeout <time>',
      'give up on a single answer after this long (5s, 1m; 0: never)',
      parseDuration,
    );
}

const CONNECTION = [
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'as',
  'asGroup',
  'namespace',
  'requestTimeout',
] as const;

/** Those that were given; a file as it is found from anywhere, since commands that are told have them too. */
export function connectionOf(flags: ConnectionFlags): ConnectionFlags {
  const { kubeconfig } = flags;
  const given = isGiven(kubeconfig) ? { ...flags, kubeconfig: fromAnywhere(kubeconfig) } : flags;
  return Object.fromEntries(CONNECTION.flatMap((key) => (isGiven(given[key]) ? [[key, given[key]]] : [])));
}

/** Not made plain of `..`, which behind a symbolic link leads elsewhere. Throws where there is no directory that it is in. */
function fromAnywhere(file: string): string {
  if (path.isAbsolute(file)) return file;
  try {
    return path.join(path.resolve('.'), path.sep) + file.replace(/^(?:\.\/)+/, '');
  } catch (error) {
    throw new Error(`the kubeconfig ${file} is not there: ${systemMessage(error)}`, { cause: error });
  }
}

/** `-n "$NS"` with an empty variable is as if it was not given, as in kubectl. */
export function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined && value !== '';
}

/** As Kubernetes writes quantities; in bytes. */
export function parseSize(text: string): number {
  const bytes = quantityOf(text);
  if (bytes === undefined || bytes < 1024 * 1024) throw new InvalidArgumentError('give a size such as 64Mi.');
  return Math.min(bytes, MOST_MEMORY);
}

/** More than Node has. */
const MOST_MEMORY = 2 ** 32;

/** Node fires timers at once that are to take longer, in ms: 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** `5s`, `1m30s`, and `90` seconds, as kubectl takes a time to wait (clientcmd.ParseTimeout); in ms. */
function parseDuration(text: string): number {
  return /^\d+$/.test(text) ? Math.min(Number(text) * 1000, LONGEST_TIMER) : parseGoDuration(text);
}

/** `5s`, `1m30s`, `0`: a number with its unit, as kubectl takes a time elsewhere (time.ParseDuration); in ms. */
export function parseGoDuration(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text) && Number(text) !== 0)
    throw new InvalidArgumentError(`which unit? ${text}s, ${text}m, ${text}h.`);
  const ms = /^0+$/.test(text) ? 0 : durationMs(text);
  if (ms === undefined) throw new InvalidArgumentError('give a time such as 5s or 1m30s.');
  return Math.min(ms, LONGEST_TIMER);
}
