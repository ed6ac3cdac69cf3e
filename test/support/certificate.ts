import { execFileSync } from 'node:child_process';

/** A key and a certificate of one's own for 127.0.0.1, made by openssl: it is its own authority. In PEM. */
export function selfSigned(): { readonly key: string; readonly cert: string; readonly ca: string } {
  const made = madeBy('podscope-test', ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']);
  return { ...made, ca: made.cert };
}

/** A key and a certificate that a client may show, in PEM. */
export const clientCertificate = (name: string): { readonly key: string; readonly cert: string } =>
  madeBy(name, []);

function madeBy(name: string, more: readonly string[]): { readonly key: string; readonly cert: string } {
  const what = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const whom = ['-subj', `/CN=${name}`, ...more];
  const made = execFileSync('openssl', ['req', ...what, ...whom, '-keyout', '-', '-out', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const part = (label: string): string => {
    const found = new RegExp(`-----BEGIN ${label}-----[^]+?-----END ${label}-----\n`).exec(made);
    if (!found) throw new Error(`openssl made no ${label}`);
    return found[0];
  };
  return { key: part('PRIVATE KEY'), cert: part('CERTIFICATE') };
}
