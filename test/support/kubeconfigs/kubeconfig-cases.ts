import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { openClusters } from '../../../src/cluster/index.ts';
import type { ClusterOptions } from '../../../src/cluster/kubeconfig/resolve.ts';
import { clientCertificate } from '../servers/certificate.ts';
import type { RecordingServers } from '../servers/recording-servers.ts';
import { testFolder } from '../test-folder.ts';

type Flags = Partial<Pick<ClusterOptions, 'kubeconfig' | 'context' | 'cluster' | 'user' | 'namespace'>>;

/** What becomes of it: `https/a namespace credential` as the server has it, or the words of the refusal. */
export type Outcome = string | RegExp;

/** One way to configure a client, and what has to become of it. */
export interface KubeconfigCase {
  readonly name: string;
  /** Files by name; `config` is ~/.kube/config, unless `list` says otherwise. Of `%HTTPS%` and the like see `filled`. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** $KUBECONFIG: names of files with `:` between; absent: not set. */
  readonly list?: string;
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  /** Of podscope, and of kubectl where `kubectl` says nothing else. */
  readonly wants: Outcome;
  /** Of kubectl, where podscope is to differ; `why` says the reason. */
  readonly kubectl?: Outcome;
  readonly why?: string;
}

/** Cases of one kind, and where it is laid down what they have to do. */
export interface KubeconfigCases {
  readonly about: string;
  readonly source: string;
  readonly cases: readonly KubeconfigCase[];
}

/** Runs each case in a folder of its own. */
export class CaseRunner {
  private readonly client = clientCertificate('jane');

  constructor(private readonly servers: RecordingServers) {}

  /** What podscope does. */
  async podscope(given: KubeconfigCase): Promise<string> {
    const { home, env, flags } = this.prepare(given);
    return this.outcome(home, async () => {
      const cluster = openClusters({ ...flags, env: { PATH: process.env.PATH, ...env }, home });
      const connection = cluster.connect(cluster.current.name);
      const { namespace } = cluster.current;
      try {
        await connection.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'x' });
      } finally {
        connection.close();
      }
    });
  }

  /** What `kubectl get pods` does. */
  async kubectl(given: KubeconfigCase): Promise<string> {
    const { home, env, flags } = this.prepare(given);
    const named = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const options = { env: { PATH: process.env.PATH, HOME: home, ...env }, cwd: home, timeout: 60_000 };
    return this.outcome(
      home,
      () =>
        new Promise((resolve, reject) => {
          const child = execFile('kubectl', ['get', 'pods', ...named], options, (error, _, stderr) =>
            error ? reject(new Error(stderr.trim())) : resolve(),
          );
          child.stdin?.end();
        }),
    );
  }

  private async outcome(home: string, run: () => Promise<void>): Promise<string> {
    this.servers.asked.length = 0;
    try {
      await run();
    } catch (error) {
      const asked = this.servers.asked.map((request) => `asked ${request}: `).join('');
      return `refused: ${asked}${(error as Error).message.replaceAll(home, 'DIR')}`;
    }
    return [...new Set(this.servers.asked)].join('; ');
  }

  private prepare({ files, list, flags = {}, env = {} }: KubeconfigCase): {
    readonly home: string;
    readonly env: Readonly<Record<string, string>>;
    readonly flags: Flags;
  } {
    const home = testFolder();
    const write = (name: string, content: string | Buffer): void => {
      const file = path.join(home, list === undefined && name === 'config' ? '.kube/config' : name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? this.filled(content, home) : content);
    };
    const { cert, key } = this.client;
    const secrets = { 'ca.crt': this.servers.authority.ca, 'client.crt': cert, 'client.key': key };
    for (const [name, content] of Object.entries({ ...secrets, ...files })) write(name, content);
    const place = (name: string): string => (name === '' ? '' : path.join(home, name));
    return {
      home,
      env: { ...env, ...(list !== undefined && { KUBECONFIG: list.split(':').map(place).join(':') }) },
      flags: { ...flags, ...(flags.kubeconfig !== undefined && { kubeconfig: place(flags.kubeconfig) }) },
    };
  }

  /** `%HTTPS%` and `%HTTP%` are the servers, `%HOST%` without a scheme; `%CA%`, `%CERT%`, `%KEY%` PEM in base64; `%DIR%` the folder. */
  filled(text: string, home: string): string {
    const { http, https, authority } = this.servers;
    const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
    const values: Readonly<Record<string, string>> = {
      HTTPS: https,
      HTTP: http,
      HOST: http.slice('http://'.length),
      HOSTS: https.slice('https://'.length),
      CA: base64(authority.ca),
      CERT: base64(this.client.cert),
      KEY: base64(this.client.key),
      DIR: home,
    };
    return text.replaceAll(/%([A-Z]+)%/g, (whole, name: string) => values[name] ?? whole);
  }
}

/** Fails unless it became what it had to: a request as the server had it, or a refusal before anything was asked. */
export function expectOutcome(became: string, wanted: Outcome): void {
  if (typeof wanted === 'string') expect(became).toBe(wanted);
  else {
    expect(became).toMatch(/^refused: (?!asked )/);
    expect(became).toMatch(wanted);
  }
}

/** A kubeconfig with one cluster, user and context, each named `c`; what is given goes into the braces. */
export function oneContext(
  parts: {
    readonly cluster?: string;
    readonly user?: string;
    readonly context?: string;
    readonly top?: string;
  } = {},
): string {
  const { cluster = SECURE, user = 'token: t', context = 'cluster: c, user: c', top = '' } = parts;
  return `${top}
current-context: c
clusters: [{name: c, cluster: {${cluster}}}]
users: [{name: c, user: {${user}}}]
contexts: [{name: c, context: {${context}}}]
`;
}

/** A server with TLS that is trusted. */
export const SECURE = 'server: "%HTTPS%/a", certificate-authority-data: %CA%';

/** One case; `more` has how it differs from a kubeconfig at home, and how kubectl differs. */
export const on = (
  name: string,
  files: KubeconfigCase['files'],
  wants: Outcome,
  more: Omit<KubeconfigCase, 'name' | 'files' | 'wants'> = {},
): KubeconfigCase => ({ name, files, wants, ...more });

type Differs = Required<Pick<KubeconfigCase, 'kubectl' | 'why'>>;

/** Nobody in particular asks. */
export const NOBODY = 'https/a default -';
/** Where nothing says who asks, kubectl wants a name and password of whoever sits there, and gets none in tests. */
const PROMPT = /Please enter Username|EOF/;
/** kubectl's last resort. */
const LOCALHOST = /localhost:8080/;

export const ASKS_WHO: Differs = {
  kubectl: PROMPT,
  why: 'kubectl asks for a name and password; podscope asks the server without, and says so beside its refusal',
};

export const KEEPS_CREDENTIAL: Differs = {
  kubectl: PROMPT,
  why: 'a credential that was meant is not left out, which would be to ask as nobody',
};

export const ELSEWHERE: Differs = {
  kubectl: LOCALHOST,
  why: 'kubectl calls localhost:8080, which is another cluster than was meant, if it is any',
};

/** A value of a wrong type, in podscope's words and in Go's. */
export function mistyped(type: keyof typeof GO_TYPES, field = ''): RegExp {
  const own = `${field === '' ? 'the whole' : `${field}\\S*`} is (?:a )?${type}, not`;
  const go = `cannot unmarshal ${GO_TYPES[type]} into Go .*${field}`;
  return new RegExp(`${own}|${go}`);
}

const GO_TYPES = {
  number: 'number',
  text: 'string',
  list: 'array',
  mapping: 'object',
  boolean: 'bool',
} as const;
