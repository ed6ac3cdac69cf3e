import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/cluster/transport/proxy.ts';

const PROXY = 'http://proxy:3128';
const through = (server: string, env: Record<string, string>): string | undefined =>
  proxyFor({ server }, env)?.href.replace(/\/$/, '');

describe('the proxy to a cluster', () => {
  it('is the kubeconfig’s own, else the environment’s by scheme, else none', () => {
    const env = { HTTPS_PROXY: PROXY, http_proxy: 'plain:1' };
    expect(proxyFor({ server: 'https://a', 'proxy-url': 'socks5://s:1' }, env)?.href).toBe('socks5://s:1');
    expect(through('https://a', env)).toBe(PROXY);
    expect(through('http://a', env)).toBe('http://plain:1');
    expect(through('https://a', {})).toBeUndefined();
  });

  it.each(['localhost', '127.0.0.1', '127.3.2.1', '[::1]', '[::ffff:127.0.0.1]'])(
    'of the environment is not for %s',
    (host) => {
      expect(through(`https://${host}:6443`, { HTTPS_PROXY: PROXY })).toBeUndefined();
    },
  );

  it.each([
    ['https://a.example.com', '*', false],
    ['https://a.example.com', 'example.com', false],
    ['https://example.com', 'example.com', false],
    ['https://example.com', '.example.com', true],
    ['https://a.example.com', '.example.com', false],
    ['https://badexample.com', 'example.com', true],
    ['https://a.example.com:6443', 'x, a.example.com:6443', false],
    ['https://a.example.com:6443', 'a.example.com:443', true],
    ['https://10.1.2.3:6443', '10.0.0.0/8', false],
    ['https://11.1.2.3:6443', '10.0.0.0/8', true],
    ['https://10.1.2.3:6443', '10.1.2.3', false],
    ['https://[fd00::5]:6443', 'fd00::/8', false],
    ['https://[fd00::5]:6443', 'fd00::5', false],
    ['https://a', ',,10.0.0.0/99,/', true],
    ['https://a.example.com', '*.example.com', false],
    ['https://example.com', '*.example.com', true],
    ['https://a.example.com:6443', '.example.com:6443', false],
    ['https://a.example.com:6443', '.example.com:443', true],
    ['https://A.Example.com', 'a.EXAMPLE.com', false],
    ['https://10.1.2.3:6443', '10.1.2.3:6443', false],
    ['https://10.1.2.3:6443', '10.1.2.3:443', true],
    ['https://[fd00::5]:6443', '[fd00::5]:6443', false],
    ['https://[fd00::5]:6443', '[fd00::5]:443', true],
    ['https://[fd00::5]:6443', 'fd00:0:0::5', false],
    // As in Go, brackets are for an address with a port.
    ['https://[fd00::5]:6443', '[fd00::5]', true],
    ['https://10.1.2.3', '2.3', true],
  ])('for %s with NO_PROXY=%s: %s', (server, exempt, used) => {
    expect(through(server, { HTTPS_PROXY: PROXY, NO_PROXY: exempt })).toBe(used ? PROXY : undefined);
  });
});
