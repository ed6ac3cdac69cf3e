import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where systems keep the authorities they trust: Go's crypto/x509 root_linux.go and root_bsd.go. */
const FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * The authorities that the system trusts, in PEM, as kubectl finds them: the first file that can be read and all
 * folders, in whose places SSL_CERT_FILE and SSL_CERT_DIR put others; NODE_EXTRA_CA_CERTS besides, as for any Node
 * program. Undefined where there are none: Node's own list holds then.
 */
export async function systemRoots(env: Env): Promise<string | undefined> {
  const files = env.SSL_CERT_FILE ? [env.SSL_CERT_FILE] : FILES;
  const folders = env.SSL_CERT_DIR ? env.SSL_CERT_DIR.split(':') : FOLDERS;
  const extra = env.NODE_EXTRA_CA_CERTS ? await read(env.NODE_EXTRA_CA_CERTS) : '';
  const found = [await firstOf(files), extra, ...(await Promise.all(folders.map(folder)))].join('\n');
  // Most of them stand in a file and in a folder.
  const certificates = new Set(found.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g));
  return certificates.size === 0 ? undefined : [...certificates].join('\n');
}

async function firstOf(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const text = await read(file);
    if (text !== '') return text;
  }
  return '';
}

async function folder(name: string): Promise<string> {
  const files = await readdir(name).catch(() => []);
  const texts = await Promise.all(files.map((file) => read(path.join(name, file))));
  return texts.join('\n');
}

/** What cannot be read is not trusted, which is all that follows from it: as in Go. */
const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
