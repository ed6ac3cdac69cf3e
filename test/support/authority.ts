import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export interface Pair {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of one's own, made by openssl. */
export class Authority {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'podscope-authority-'));
  private issued = 0;
  /** Its certificate, in PEM. */
  readonly cert: string;

  constructor(name: string) {
    this.openssl(
      'req',
      '-x509',
      ...EC,
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    );
    this.cert = this.read('ca.crt');
  }

  /** A key and a certificate for these names (`IP:…`, `DNS:…`), in PEM; with -1 day it expired yesterday. */
  issue(names: readonly string[] = ['IP:127.0.0.1'], { days = 1, subject = 'podscope-test' } = {}): Pair {
    const [key, csr, cert] = ['key', 'csr', 'crt'].map((kind) => `${++this.issued}.${kind}`) as [
      string,
      string,
      string,
    ];
    this.openssl('req', ...EC, '-subj', `/CN=${subject}`, '-keyout', key, '-out', csr);
    writeFileSync(path.join(this.folder, 'extensions'), `subjectAltName=${names.join(',')}`);
    const signer = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
    this.openssl('x509', '-req', '-in', csr, '-out', cert, ...signer, '-days', `${days}`);
    return { key: this.read(key), cert: this.read(cert) };
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
  }

  private read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }
}
