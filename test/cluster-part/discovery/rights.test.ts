import { NEVER } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { ALL_RIGHTS } from '../../../src/model/rights.ts';
import { connectionTo } from '../../support/servers/connection-to.ts';
import { type Reply, status } from '../../support/servers/fake-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

const connect = (answer: Reply, readonly = false) => connectionTo(opened, [answer], { readonly });

const rule = (verb: string, resource: string, group = '', names: readonly string[] = []) => ({
  verbs: [verb],
  apiGroups: [group],
  resources: [resource],
  resourceNames: names,
});
const rules = (...resourceRules: readonly unknown[]): Reply => ({
  body: { kind: 'SelfSubjectRulesReview', status: { resourceRules, incomplete: false } },
});
const DENIED = 'may not get (or create) pods/exec in namespace shop: no shells, and no looks into containers';

describe('whether sessions are allowed', () => {
  it.each([
    ['by name', rules(rule('list', 'pods'), rule('get', 'pods/exec'))],
    ['for one Pod alone', rules(rule('get', 'pods/exec', '', ['web-0']))],
    ['with all that is', rules(rule('*', '*', '*'))],
    ['of whatever', rules(rule('get', '*/exec'))],
  ])('is known where a rule allows them %s', async (_, answer) => {
    const { connection, api } = await connect(answer);
    expect(await connection.rights('shop')).toMatchObject({ exec: true });
    expect(api.requests.map(({ path }) => path)).toEqual([
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    ]);
  });

  it.each([
    ['nothing is allowed', rules()],
    ['Pods may be read', rules(rule('get', 'pods'), rule('get', 'pods/log'))],
    ['sessions may be created but not begun by get', rules(rule('create', 'pods/exec'))],
    ['something else of that name is', rules(rule('get', 'pods/exec', 'example.com'))],
  ])('is known where they are not: %s', async (_, answer) => {
    expect(await (await connect(answer)).connection.rights('shop')).toMatchObject({ exec: DENIED });
  });

  it.each<[string, Reply]>([
    ['all its rules', { body: { status: { resourceRules: [], incomplete: true } } }],
    ['anything that makes sense', { body: { status: { resourceRules: 'all' } } }],
    ['that there are not more', rules(...Array.from({ length: 2000 }, () => rule('get', 'pods')))],
  ])('is left to the attempt where the server does not tell %s', async (_, answer) => {
    expect(await (await connect(answer)).connection.rights('shop')).toEqual(ALL_RIGHTS);
  });

  it('is known of each way by its own right, and of a debug container by both that it needs', async () => {
    const of = async (...given: readonly unknown[]) =>
      (await connect(rules(...given))).connection.rights('shop');
    const attach = 'may not get (or create) pods/attach in namespace shop: nothing can be attached to';
    const debug = 'may not patch pods/ephemeralcontainers in namespace shop: no debug containers';
    const forward = 'may not get (or create) pods/portforward in namespace shop: no port-forwards';
    const logs = 'may not get pods/log in namespace shop: no logs';
    expect(await of()).toEqual({ exec: DENIED, attach, debug, forward, logs });
    expect(await of(rule('get', 'pods/attach'))).toEqual({
      exec: DENIED,
      attach: true,
      debug,
      forward,
      logs,
    });
    expect(await of(rule('get', 'pods/portforward'))).toMatchObject({ forward: true, logs });
    expect(await of(rule('get', 'pods/log'))).toMatchObject({ forward, logs: true });
    const making = rule('patch', 'pods/ephemeralcontainers');
    expect(await of(making)).toMatchObject({ attach, debug: attach });
    expect(await of(making, rule('get', 'pods/attach'))).toMatchObject({ attach: true, debug: true });
  });

  it('is not told where asking is denied', async () => {
    const { connection } = await connect(status(403, 'Forbidden', 'no reviews'));
    await expect(connection.rights('shop')).rejects.toThrow('no reviews');
  });
});

it('sends no command to a container with --readonly', async () => {
  const { connection, api } = await connect(rules(), true);
  const request = {
    namespace: 'shop',
    pod: 'web',
    container: 'c',
    command: ['true'],
    tty: false,
    stdin: false,
  };
  const result = await connection.exec(request, { input$: NEVER, size$: NEVER, write: () => undefined });
  const message = 'podscope was started with --readonly: no container is entered';
  const forward = 'podscope was started with --readonly: nothing is forwarded';
  expect(result).toEqual({ type: 'failed', failure: { reason: 'Unable', message } });
  expect(connection.capabilities).toMatchObject({ live: true, exec: message, forward });
  expect(api.requests).toEqual([]);
});
