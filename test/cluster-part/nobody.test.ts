import { afterEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../src/cluster/credentials/credentials.ts';
import type { UserFields } from '../../src/cluster/kubeconfig/fields.ts';
import type { ResolvedContext } from '../../src/cluster/kubeconfig/resolve.ts';
import { openTransport } from '../../src/cluster/transport/transport.ts';
import { selfSigned } from '../support/servers/certificate.ts';
import { FakeApi, status } from '../support/servers/fake-api.ts';

const PAIR = selfSigned();
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

function contextOf(server: string, user: UserFields, name = 'u'): ResolvedContext {
  const ca = Buffer.from(PAIR.ca).toString('base64');
  return {
    info: { name: 'c', cluster: 'k', user: name, namespace: 'default' },
    cluster: { server, 'certificate-authority-data': ca },
    user,
  };
}

const FORBIDDEN = 'pods is forbidden: User "system:anonymous" cannot list resource "pods"';

describe('who asks', () => {
  it.each<[string, UserFields, string, string]>([
    ['u', {}, 'the user "u" has no credential in the kubeconfig', 'https'],
    ['', {}, 'the context "c" names no user in the kubeconfig', 'https'],
    ['u', { 'client-key-data': 'a2V5' }, 'the user "u" has no credential in the kubeconfig', 'https'],
    ['u', { token: 't' }, 'no credentials are sent over http://', 'http'],
  ])('is said beside a 403 where the server cannot know: user "%s" %j', async (name, user, why, scheme) => {
    const reply = status(403, 'Forbidden', FORBIDDEN);
    const api = await (scheme === 'https' ? FakeApi.openSecure(PAIR, reply) : FakeApi.open(reply));
    const transport = openTransport(api.url, new Credentials(contextOf(api.url, user, name), {}));
    opened.push(api, transport);
    await expect(transport.json('/x')).rejects.toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: expect.stringContaining(`${FORBIDDEN}: ${why}`) as unknown,
    });
  });

  it('is not said where the server does know', async () => {
    const api = await FakeApi.openSecure(PAIR, status(403, 'Forbidden', 'no'));
    const transport = openTransport(api.url, new Credentials(contextOf(api.url, { token: 't' }), {}));
    opened.push(api, transport);
    await expect(transport.json('/x')).rejects.toMatchObject({ code: 403, message: 'no' });
  });
});

/** A user whose ID token ends at a time, in ms since 1970. */
function oidcUser(end: number): UserFields {
  const claims = Buffer.from(JSON.stringify({ exp: end / 1000 })).toString('base64url');
  const config = { 'idp-issuer-url': 'https://i', 'client-id': 'c', 'id-token': `e30.${claims}.c2ln` };
  return { 'auth-provider': { name: 'oidc', config } };
}

describe('an OIDC token', () => {
  it('that expired is said to be, and one that something renewed in the kubeconfig is used', async () => {
    let kubeconfig = contextOf('https://a', oidcUser(1_000_000));
    const credentials = new Credentials(
      kubeconfig,
      {},
      () => 2_000_000,
      () => kubeconfig,
    );
    const says =
      /^the user "u": auth-provider oidc: the id-token expired at 1970-01-01T00:16:40.000Z: log in/;
    await expect(credentials.current()).rejects.toThrow(says);
    await expect(credentials.current()).rejects.toThrow(says);
    kubeconfig = contextOf('https://a', oidcUser(3_000_000));
    expect((await credentials.current()).headers.Authorization).toMatch(/^Bearer e30\./);
  });

  it('is used until shortly before it ends, and not on its last seconds', async () => {
    const at = (now: number): Promise<unknown> =>
      new Credentials(contextOf('https://a', oidcUser(1_000_000)), {}, () => now).current();
    await expect(at(989_000)).resolves.toBeDefined();
    await expect(at(991_000)).rejects.toThrow(/expired/);
  });
});
