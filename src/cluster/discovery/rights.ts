import type { Able } from '../../model/capabilities.ts';
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

/**
 * Whether sessions in containers of a namespace are allowed, as far as the server can tell beforehand: a reason only
 * where no rule allows it for any Pod. A WebSocket is opened by `get`. Rejects with a `ClusterError`.
 */
export async function mayExec(transport: Transport, door: Door, namespace: string): Promise<Able> {
  const answer = await transport.json<unknown>('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    }),
  });
  const { resourceRules: rules, incomplete = true } = door.document(check, answer).status ?? {};
  if (!rules || incomplete || rules.length >= MOST_RULES || rules.some(allowsExec)) return true;
  return `may not get (or create) pods/exec in namespace ${namespace}: no shells, and no looks into containers`;
}

const EXEC: readonly string[] = ['pods/exec', '*/exec', '*'];

const allowsExec = ({ verbs = [], apiGroups = [], resources = [] }: Rule): boolean =>
  [['get', '*'], ['', '*'], EXEC].every((wanted, index) =>
    [verbs, apiGroups, resources][index]?.some((given) => wanted.includes(given)),
  );
