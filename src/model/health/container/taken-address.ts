import { portKey, portClaims } from '../../network/declared-ports.ts';
import type { Listener } from '../../network/sockets/listeners.ts';
import { containersOf } from '../../pod/containers.ts';
import type { Pod } from '../../kinds/objects.ts';

/** EADDRINUSE, or what strerror(3) of glibc and of musl makes of it: programs say it in either case. */
const IN_USE = /EADDRINUSE|address (?:already )?in use/i;

/** A time of the day is no address and port. */
const TIMES = /(?<!\d)\d\d:\d\d:\d\d/g;

/**
 * The port of an address: `[::]:80` (nginx), `tcp :8080:` (Go), `:::80` (Node), `('0.0.0.0', 8000)` (Python), `port 80`.
 */
const PORT = /(?::|', |port )(\d{1,5})(?!\d)/gi;

/** Whether a line of a program says that an address which it wants is in use. */
export const saysTaken = (line: string): boolean => IN_USE.test(line);

/** The port of the address that a line of a program is about. */
export function portIn(line: string): number | undefined {
  const found = [...line.slice(0, 1024).replace(TIMES, '').matchAll(PORT)].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** How the clause of it goes on after what is taken. */
const TAKEN = ' is taken by ';

/** Whether a clause is one of takenClause. */
export const isOfTaken = (clause: string): boolean => clause.startsWith('port ') && clause.includes(TAKEN);

/**
 * Who has the port that a container could not have, where its words say that it is in use: `port 80 is taken by web: one
 * localhost`. By what a walk saw, else by what the others that run declare; nothing where the words name no port, or
 * there is nobody else.
 *
 * @param line what it said last
 * @param listeners what a walk saw, where one was made
 */
export function takenClause(
  pod: Pod,
  container: string,
  line: string,
  listeners: readonly Listener[] = [],
): readonly string[] {
  const port = saysTaken(line) ? portIn(line) : undefined;
  if (port === undefined) return [];
  const protocol = /\budp\b/i.test(line) ? 'UDP' : 'TCP';
  const others = containersOf(pod).flatMap(({ name, type, state }) =>
    name !== container && type !== 'init' && state.kind === 'running' ? name : [],
  );
  const seen = listeners.find((one) => one.port === port && one.protocol === protocol)?.owners ?? [];
  const claimed = portClaims(pod).get(portKey(port, protocol)) ?? [];
  const holder = [seen.map((owner) => owner.container), claimed]
    .map((names) => names.filter((name) => others.includes(name)))
    .find(({ length }) => length > 0);
  if (holder) return [`port ${port}${TAKEN}${holder.join(' or ')}: one localhost`];
  if (pod.spec?.hostNetwork) return [`port ${port}${TAKEN}another process of the node, or of the Pod`];
  if (others.length === 0) return [];
  return [`port ${port}${TAKEN}another container of the Pod, or a process of ${container} itself`];
}
