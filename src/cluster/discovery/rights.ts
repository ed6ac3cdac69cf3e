import type { Able } from '../../model/capabilities.ts';
import { ALL_RIGHTS, type Rights, type Way } from '../../model/rights.ts';
import { checkOf } from '../door/check.ts';
import { boolean, list, message, text, word } from '../door/declaration.ts';
import type { Door } from '../door/door.ts';
import type { Transport } from '../transport/transport.ts';

/** What SelfSubjectRulesReview tells of one's rights in a namespace (authorization.k8s.io/v1), as far as it is read. */
interface Rules {
  readonly status?: {
    readonly resourceRules?: readonly Rule[];
    /** Whether there may be more rights, of which this server cannot tell. */
    readonly incomplete?: boolean;
  };
}
interface Rule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
}

/** More rules than this are taken for not all. */
const MOST_RULES = 1000;

const check = checkOf(
  message<Rules>({
    status: message({
      resourceRules: list(
        message<Rule>({ verbs: list(word), apiGroups: list(text), resources: list(text) }),
        MOST_RULES,
      ),
      incomplete: boolean,
    }),
  }),
  'SelfSubjectRulesReview',
);

/** The right that each way needs: a WebSocket is opened by `get`. And what there is none of without it. */
const NEEDS: Readonly<
  Record<Way, { readonly verb: string; readonly part: string; readonly without: string }>
> = {
  exec: { verb: 'get', part: 'exec', without: 'no shells, and no looks into containers' },
  attach: { verb: 'get', part: 'attach', without: 'nothing can be attached to' },
  debug: { verb: 'patch', part: 'ephemeralcontainers', without: 'no debug containers' },
  forward: { verb: 'get', part: 'portforward', without: 'no port-forwards' },
  logs: { verb: 'get', part: 'log', without: 'no logs' },
};

/**
 * Which ways into the Pods of a namespace are allowed, as far as the server can tell beforehand: a reason only where no
 * rule allows it for any Pod. Rejects with a `ClusterError`.
 */
export async function rightsIn(transport: Transport, door: Door, namespace: string): Promise<Rights> {
  const answer = await transport.json<unknown>('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    }),
  });
  const { resourceRules: rules, incomplete = true } = door.document(check, answer).status ?? {};
  if (!rules || incomplete || rules.length >= MOST_RULES) return ALL_RIGHTS;
  const able = (way: Way): Able => {
    const { verb, part, without } = NEEDS[way];
    if (rules.some(allows(verb, part))) return true;
    // Newer servers ask for create where a WebSocket is opened by get (KEP-4006).
    const either = verb === 'get' && way !== 'logs' ? ' (or create)' : '';
    return `may not ${verb}${either} pods/${part} in namespace ${namespace}: ${without}`;
  };
  const attach = able('attach');
  const debug = able('debug');
  return {
    exec: able('exec'),
    attach,
    // What is made is attached to: who may not would have made it for nothing.
    debug: debug === true ? attach : debug,
    forward: able('forward'),
    logs: able('logs'),
  };
}

const allows =
  (verb: string, part: string) =>
  ({ verbs = [], apiGroups = [], resources = [] }: Rule): boolean =>
    [
      [verbs, [verb, '*']],
      [apiGroups, ['', '*']],
      [resources, [`pods/${part}`, `*/${part}`, '*']],
    ].every(([given = [], wanted = []]) => given.some((one) => wanted.includes(one)));
