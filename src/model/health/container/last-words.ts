import { type ContainerView, containersOf } from '../../pod/containers.ts';
import type { Pod } from '../../kinds/objects.ts';
import type { EndedContainer } from '../../session.ts';
import { shortened } from '../../text/shortened.ts';
import { initialising, triesAgain } from './initialising.ts';
import { isOfTaken } from './taken-address.ts';
import { tellingLine } from './telling-line.ts';

/** A container whose last words are in its log alone. */
export interface Silent extends EndedContainer {
  readonly again: boolean;
  /** How often it was restarted: each end has words of its own. */
  readonly restarts: number;
  /** For how many minutes it has run, of one that has not ended: what it says changes. */
  readonly minutes?: number;
}

/** The line that tells most of the last that one said; empty where there is none. */
export interface Said {
  readonly line: string;
  /** That it may not be read, and who may not: `may not get pods/log: user jane`. */
  readonly denied?: string | undefined;
}

export interface LastWords extends Said {
  readonly container: string;
}

/** How the clause of it begins. */
export const LAST_SAID = 'last said: ';
const SAYS = 'says: ';
const NOT_KNOWN = 'what it said last is not known: ';

/** What a kernel means by an exec format error (ENOEXEC). */
export const FORMAT = 'what it runs is of another architecture than its node, or a script without #!';

/** What a kernel means that does not find what it looked up a moment ago (ENOENT of execve(2)). */
export const RUN_BY =
  'if that is there, what its first line (#!) names is not: lines that end with CRLF, or no such shell';

/** What a probe said for which a container was ended. */
const PROBE_SAID = /^(?:liveness|startup) probe: /;

/** Whether a clause tells what a container's end was about, and so belongs to the cause wherever that is told. */
export const isOfEnd = (clause: string): boolean =>
  clause === FORMAT ||
  clause === RUN_BY ||
  clause.startsWith(LAST_SAID) ||
  clause.startsWith(SAYS) ||
  clause.startsWith(NOT_KNOWN) ||
  PROBE_SAID.test(clause) ||
  isOfTaken(clause);

/** That what a container said may not be read, as a clause: nobody is to take it that it said nothing. */
export const deniedClause = (name: string, said: LastWords | undefined): readonly string[] =>
  said?.container === name && said.denied !== undefined ? [`${NOT_KNOWN}${said.denied}`] : [];

/** That, of one that runs again, as a clause; none where it is not known. */
export function lastSaid(
  container: ContainerView | undefined,
  said: LastWords | undefined,
): readonly string[] {
  if (!container) return [];
  const line = lastLine(container, said);
  return line ? [`${LAST_SAID}${line}`] : deniedClause(container.name, said);
}

/** What one says that has not ended, as a clause; none where it is not known. */
export function says({ name }: ContainerView, said: LastWords | undefined): readonly string[] {
  const line = said?.container === name ? tellingLine(shortened(said.line)) : '';
  return line ? [`${SAYS}${line}`] : deniedClause(name, said);
}

/** What a container said last of why it ended, by its message, else by its log; empty where that is not known. */
export function lastLine(container: ContainerView, said: LastWords | undefined): string {
  const end = endOf(container);
  if (!end || SAID_NOTHING.has(end.reason ?? '')) return '';
  const inLog = said?.container === container.name ? said.line : '';
  return tellingLine(shortened(end.message || inLog));
}

/** Of what did not get to run its message is the runtime's. */
export const SAID_NOTHING: ReadonlySet<string> = new Set([
  'StartError',
  'ContainerCannotRun',
  'ContainerStatusUnknown',
]);

/**
 * The container that is told of in the verdict on a Pod, where it ended without a message: what it said last has to be
 * asked for. By default a message is only what a program writes to its termination log, which few do. So has what an
 * init container says for which the others have waited for a minute.
 *
 * @param now epoch milliseconds
 * @param restarts of which container it is told that it was restarted lately, where none fails
 */
export function silentIn(
  pod: Pod,
  now: number,
  restarts: () => { readonly container: string } | undefined,
): Silent | undefined {
  const { name, namespace = '' } = pod.metadata;
  const all = containersOf(pod);
  const failing = all.find(({ type, health }) => health === 'failing' && type !== 'ephemeral');
  const init = failing ? undefined : initialising(pod)?.current;
  const troubled = failing ?? (init && triesAgain(init) ? init : undefined);
  const minutes = troubled ? 0 : minutesOf(init, now);
  if (init && minutes > 0)
    return { namespace, pod: name, container: init.name, again: false, restarts: 0, minutes };
  const restarted = troubled ? undefined : restarts()?.container;
  const found = troubled ?? all.find((container) => container.name === restarted);
  if (!found || !isSilent(found)) return undefined;
  const again = found.state.kind === 'running';
  return { namespace, pod: name, container: found.name, again, restarts: found.restarts ?? 0 };
}

/** For how many minutes one runs; 0 of one that does not. */
function minutesOf(container: ContainerView | undefined, now: number): number {
  const { kind, since = now } = container?.state ?? {};
  return kind === 'running' ? Math.floor((now - since) / 60_000) : 0;
}

/** Whether it ended, and its status has nothing of what it said. */
function isSilent(container: ContainerView): boolean {
  const end = endOf(container);
  return end !== undefined && !end.message && !SAID_NOTHING.has(end.reason ?? '');
}

/** How one ended that does not run, is to be started again, or was. */
const endOf = ({
  state,
  lastEnd,
}: ContainerView): Partial<Record<'reason' | 'message', string | undefined>> | undefined =>
  state.kind === 'terminated'
    ? state
    : state.kind === 'running' || state.reason === 'CrashLoopBackOff'
      ? lastEnd
      : undefined;
