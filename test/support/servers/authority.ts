import { certificate, type Pair } from './certificate.ts';

export type { Pair };

/** A certificate authority of one's own. */
export class Authority {
  private readonly own;
  /** Its certificate, in PEM. */
  readonly cert: string;

  constructor(name: string) {
    this.own = certificate({ subject: name });
    this.cert = this.own.cert;
  }

  /** A key and a certificate for these addresses and names, in PEM; with -1 day it expired yesterday. */
  issue(names: readonly string[] = ['127.0.0.1'], { days = 1, subject = 'podscope-test' } = {}): Pair {
    return certificate({ subject, names, days }, this.own.signer);
  }
}
