import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load, YAMLException } from 'js-yaml';
import { configError, messageOf } from './cluster-error.ts';

/** Field names as in client-go's tools/clientcmd/api/v1/types.go. */
export interface ClusterFields {
  readonly server?: string;
  readonly 'certificate-authority'?: string;
  readonly 'certificate-authority-data'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
  readonly 'tls-server-name'?: string;
  readonly 'proxy-url'?: string;
}

export interface UserFields {
  readonly 'client-certificate'?: string;
  readonly 'client-certificate-data'?: string;
  readonly 'client-key'?: string;
  readonly 'client-key-data'?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly as?: string;
  readonly 'as-uid'?: string;
  readonly 'as-groups'?: readonly string[];
  readonly 'as-user-extra'?: Readonly<Record<string, readonly string[]>>;
  readonly exec?: ExecPlugin;
  readonly 'auth-provider'?: {
    readonly name?: string;
    readonly config?: Readonly<Record<string, string>>;
  };
}

/** An exec credential plugin, as the kubeconfig has it. */
export interface ExecPlugin {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
  readonly interactiveMode?: string;
}

export interface ContextFields {
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
}

/** One or several kubeconfig files, merged. */
export interface Kubeconfig {
  readonly currentContext: string | undefined;
  readonly clusters: ReadonlyMap<string, ClusterFields>;
  readonly users: ReadonlyMap<string, UserFields>;
  readonly contexts: ReadonlyMap<string, ContextFields>;
  /** The files it was read from, for messages. */
  readonly files: readonly string[];
}

/** Reads one file; undefined where there is none. Throws `ClusterError` where it cannot be read or is not a kubeconfig. */
export function readKubeconfigFile(file: string): Kubeconfig | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw configError(`cannot read the kubeconfig ${file}: ${messageOf(error)}`, error);
  }
  return parseKubeconfig(text, file);
}

/** Parses a kubeconfig; relative paths in it are taken from the folder of `file`. */
export function parseKubeconfig(text: string, file: string): Kubeconfig {
  const { clusters, users, contexts, 'current-context': current } = parseYaml(text, file);
  const folder = path.dirname(path.resolve(file));
  return {
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
    clusters: named<ClusterFields>(clusters, 'cluster', (cluster) =>
      absolute(cluster, folder, ['certificate-authority']),
    ),
    users: named<UserFields>(users, 'user', (user) => absoluteUser(user, folder)),
    contexts: named<ContextFields>(contexts, 'context', (context) => context),
    files: [file],
  };
}

/**
 * The first file that sets a name, or the current context, wins: the rules of
 * kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig.
 */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const lastFirst = configs.toReversed();
  return {
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    clusters: new Map(lastFirst.flatMap(({ clusters }) => [...clusters])),
    users: new Map(lastFirst.flatMap(({ users }) => [...users])),
    contexts: new Map(lastFirst.flatMap(({ contexts }) => [...contexts])),
    files: configs.flatMap(({ files }) => files),
  };
}

function parseYaml(text: string, file: string): Record<string, unknown> {
  // js-yaml calls an empty document an error; kubectl accepts an empty file.
  if (text.trim() === '') return {};
  let document: unknown;
  try {
    document = load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error as { reason?: string; mark?: { line?: number } };
    const line = mark?.line === undefined ? '' : ` at line ${mark.line + 1}`;
    throw configError(`the kubeconfig ${file} is not valid YAML${line}: ${reason ?? error.message}`, error);
  }
  if (document == null) return {};
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw configError(
      `${file} is not a kubeconfig: it should be a mapping with clusters, users and contexts`,
    );
  }
  return document as Record<string, unknown>;
}

/** A list of `{name, <field>: {…}}` as a map. Of duplicates in one file the last wins, as in client-go's conversion. */
function named<T extends object>(list: unknown, field: string, convert: (fields: T) => T): Map<string, T> {
  const entries = Array.isArray(list) ? (list as (Record<string, unknown> | null)[]) : [];
  return new Map(
    entries.flatMap((entry) => {
      if (typeof entry?.name !== 'string') return [];
      const fields = entry[field];
      return [[entry.name, convert((typeof fields === 'object' && fields !== null ? fields : {}) as T)]];
    }),
  );
}

function absolute<T extends object>(fields: T, folder: string, keys: readonly (keyof T)[]): T {
  const paths = keys.flatMap((key) => {
    const value = fields[key];
    return typeof value === 'string' && value !== '' ? [[key, path.resolve(folder, value)]] : [];
  });
  return { ...fields, ...(Object.fromEntries(paths) as Partial<T>) };
}

/** A plugin named with a slash is relative to the kubeconfig, a bare one is looked up in PATH. */
function absoluteUser(user: UserFields, folder: string): UserFields {
  const resolved = absolute(user, folder, ['client-certificate', 'client-key', 'tokenFile']);
  const command = user.exec?.command;
  if (!user.exec || !command?.includes('/')) return resolved;
  return { ...resolved, exec: { ...user.exec, command: path.resolve(folder, command) } };
}
