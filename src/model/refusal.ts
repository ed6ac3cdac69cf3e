import type { Failure } from './kinds/watch-event.ts';

/** What someone may not do, as a server that asks Kubernetes' own roles says it. */
interface Refusal {
  readonly user: string;
  readonly verb: string;
  /** `pods/exec`, and the object's name where one was asked for. */
  readonly what: string;
  /** `in namespace shop`, `at the cluster scope` */
  readonly where: string;
  /** Why, where more is said than that no role allows it. */
  readonly reason: string;
}

/** As apiserver's responsewriters/errors.go writes it. */
const REFUSED =
  /^\S+(?: "([^"]*)")? is forbidden: User "([^"]*)" cannot (\w+) resource "([^"]*)" in API group "[^"]*" (at the cluster scope|in the namespace "([^"]*)")(?::? (.*))?$/s;

/**
 * A failure in words whose beginning tells most, since ends are cut: of a refusal the verb, the resource and where,
 * and only then who was refused. What is in other words stays as it was said.
 */
export function failureText({ code, message }: Pick<Failure, 'code' | 'message'>): string {
  const refusal = code === 403 ? refusalIn(message) : undefined;
  if (!refusal) return message;
  return `may not ${refusal.verb} ${refusal.what} ${refusal.where}: ${whom(refusal)}`;
}

/** Whether it failed since the user lacks a right, and not for what was asked for. */
export const lacksRight = ({ code, message }: Pick<Failure, 'code' | 'message'>): boolean =>
  code === 403 && refusalIn(message) !== undefined;

/** The same where it is known better what was asked for: `list jobs, cronjobs in namespace shop`. */
export function deniedText(what: string, { code, message }: Pick<Failure, 'code' | 'message'>): string {
  if (code !== 403) return message;
  const refusal = refusalIn(message);
  return `may not ${what}: ${refusal ? whom(refusal) : message}`;
}

const whom = ({ user, reason }: Refusal): string =>
  `user ${user}${reason === '' ? '' : reason.startsWith('(') ? ` ${reason}` : `: ${reason}`}`;

/** What a refusal says; undefined where it is in other words. */
function refusalIn(message: string): Refusal | undefined {
  const [found, name, user = '', verb = '', resource = '', scope = '', namespace, reason = ''] =
    REFUSED.exec(message) ?? [];
  if (found === undefined) return undefined;
  const where = namespace === undefined ? scope : `in namespace ${namespace}`;
  return { user, verb, what: name ? `${resource} ${name}` : resource, where, reason };
}
