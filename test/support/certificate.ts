import { execFileSync } from 'node:child_process';

/** A key and a certificate of one's own for 127.0.0.1, made by openssl: it is its own authority. In PEM. */
export function selfSigned(): { readonly key: string; readonly cert: string; readonly ca: string } {
  const what = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const whom = ['-subj', '/CN=podscope-test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = execFileSync('openssl', ['req', ...what, ...whom, '-keyout', '-', '-out', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const part = (name: string): string => {
    const found = new RegExp(`-----BEGIN ${name}-----[^]+?-----END ${name}-----\n`).exec(made);
    if (!found) throw new Error(`openssl made no ${name}`);
    return found[0];
  };
  const cert = part('CERTIFICATE');
  return { key: part('PRIVATE KEY'), cert, ca: cert };
}
