import { type Command, InvalidArgumentError } from 'commander';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf, isGiven, parseGoDuration } from './connection-options.ts';
import { objectOf, type Target } from './target.ts';

/** What `podscope logs` asks for: an object's logs, or those of the Pods with these labels. */
export interface LogsShot {
  readonly command: 'logs';
  /** `apart`: two words, KIND NAME or, where there is no such kind, POD CONTAINER as kubectl has it. */
  readonly of: { readonly target: Target; readonly apart?: true } | { readonly selector: string };
  readonly connection: ConnectionFlags;
  readonly container?: string;
  /** Ephemeral containers too. */
  readonly all?: boolean;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly stamps: boolean;
  readonly tail?: number;
  readonly sinceSeconds?: number;
  readonly sinceTime?: string;
  /** As kubectl writes it: `[pod/NAME/CONTAINER] `; absent: where there are several, and briefly. */
  readonly prefix?: boolean;
  readonly colours: boolean;
  readonly most: number;
}

interface LogsFlags {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly container?: string;
  readonly allContainers: boolean;
  readonly timestamps: boolean;
  readonly tail?: number;
  readonly since?: number;
  readonly sinceTime?: string;
  readonly prefix?: boolean;
  readonly selector?: string;
  readonly allNamespaces?: boolean;
  readonly color: boolean;
  readonly maxLogRequests: number;
}

/** Of who is asked for by labels, kubectl shows so many lines from the end. */
const TAIL_BY_LABEL = 10;
/** kubectl has five; more than a terminal tells apart. */
const MOST_LOGS = 50;

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/logs). */
export function logsCommand(program: Command): Command {
  return program
    .command('logs')
    .argument('[target...]', 'the NAME of a Pod, or KIND/NAME: all its Pods; then the name of a container')
    .description('logs of all containers of a Pod or an owner together, in the order of their times')
    .option(
      '-f, --follow',
      'go on with what is said, over restarts and lost connections; --request-timeout is how long an answer may take to begin',
      false,
    )
    .option('-c, --container <name>', 'of this container alone')
    .option('-p, --previous', 'of the containers that ran before', false)
    .option('--since <time>', 'no older than this (5s, 2m, 3h)', parseGoDuration)
    .option('--since-time <time>', 'from this time on (RFC 3339)', parseTime)
    .option('--tail <lines>', 'so many lines from the end of each (-1: all; with -l: 10)', parseTail)
    .option('--timestamps', 'each line with its time', false)
    .option('--prefix', 'each line with its Pod and container, as kubectl writes them')
    .option('--no-prefix', 'no line with them')
    .option('--all-containers', 'of debug containers (ephemeral ones) too', false)
    .option('--max-log-requests <number>', 'read so many logs at once at most', parseTail, MOST_LOGS);
}

/** Throws an `InvalidArgumentError`. */
export function logsShot(words: readonly string[], flags: LogsFlags & ConnectionFlags): LogsShot {
  const { selector, since, sinceTime, tail = isGiven(selector) ? TAIL_BY_LABEL : -1 } = flags;
  const { of, container } = whoseLogs(words, flags.container, selector);
  if (flags.allNamespaces) throw new InvalidArgumentError('logs are read of one namespace: give it with -n.');
  if (since !== undefined && isGiven(sinceTime))
    throw new InvalidArgumentError('give one of --since and --since-time.');
  return {
    command: 'logs',
    of,
    connection: connectionOf(flags),
    ...(isGiven(container) && { container }),
    all: flags.allContainers,
    follow: flags.follow,
    previous: flags.previous,
    stamps: flags.timestamps,
    ...(tail >= 0 && { tail }),
    // kubectl takes none for no limit.
    ...(since && { sinceSeconds: Math.ceil(since / 1000) }),
    ...(isGiven(sinceTime) && { sinceTime }),
    ...(flags.prefix !== undefined && { prefix: flags.prefix }),
    colours: flags.color,
    most: flags.maxLogRequests,
  };
}

function whoseLogs(
  words: readonly string[],
  container: string | undefined,
  selector: string | undefined,
): Pick<LogsShot, 'of' | 'container'> {
  const named = container === undefined ? {} : { container };
  if (words.length > 0 && isGiven(selector))
    throw new InvalidArgumentError('give an object or -l, not both.');
  if (isGiven(selector)) return { of: { selector }, ...named };
  const [first = '', second, ...rest] = words;
  if (first.includes('/') && isGiven(second) && rest.length === 0) {
    if (isGiven(container)) throw new InvalidArgumentError(oneContainer(container, second));
    const target = objectOf([first]);
    if (target) return { of: { target }, container: second };
  }
  const target = objectOf(words);
  if (!target) throw new InvalidArgumentError('give the NAME of a Pod, KIND/NAME, or -l LABELS.');
  return { of: { target, ...(words.length > 1 && { apart: true }) }, ...named };
}

/** That two containers are named, of which kubectl takes one too. */
export const oneContainer = (flag: string, word: string): string =>
  `give one container: -c ${flag}, or ${word} behind the name.`;

/** An empty one is none to kubectl. */
function parseTime(text: string): string {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  if (text === '' || (isTime && !Number.isNaN(Date.parse(text)))) return text;
  throw new InvalidArgumentError('give a time such as 2026-01-31T12:00:00Z.');
}

function parseTail(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new InvalidArgumentError('give a whole number.');
  if (Number(text) < -1) throw new InvalidArgumentError('must be greater than or equal to -1.');
  return Number(text);
}
