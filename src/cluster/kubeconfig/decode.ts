import path from 'node:path';
import { configError } from '../errors/cluster-error.ts';
import { readYaml, YamlError } from '../../yaml/read-yaml.ts';
import type { ClusterFields, ContextFields, Entry, Kubeconfig, UserFields } from './fields.ts';
import { type Shape, shaped, ShapeError } from './shape.ts';

const EXTENSIONS: Shape = { list: { fields: { name: 'text', extension: 'any' } } };
const ENVIRONMENT: Shape = { list: { fields: { name: 'text', value: 'text' } } };

const EXEC: Shape = {
  fields: {
    apiVersion: 'text',
    command: 'text',
    args: { list: 'text' },
    env: ENVIRONMENT,
    installHint: 'text',
    provideClusterInfo: 'boolean',
    interactiveMode: 'text',
  },
};

const CLUSTER: Shape = {
  fields: {
    server: 'text',
    'tls-server-name': 'text',
    'insecure-skip-tls-verify': 'boolean',
    'certificate-authority': 'text',
    'certificate-authority-data': 'bytes',
    'proxy-url': 'text',
    'disable-compression': 'boolean',
    extensions: EXTENSIONS,
  },
};

const USER: Shape = {
  fields: {
    'client-certificate': 'text',
    'client-certificate-data': 'bytes',
    'client-key': 'text',
    'client-key-data': 'bytes',
    token: 'text',
    tokenFile: 'text',
    as: 'text',
    'as-uid': 'text',
    'as-groups': { list: 'text' },
    'as-user-extra': { map: { list: 'text' } },
    username: 'text',
    password: 'text',
    'auth-provider': { fields: { name: 'text', config: { map: 'text' } } },
    exec: EXEC,
    extensions: EXTENSIONS,
  },
};

const CONTEXT: Shape = {
  fields: { cluster: 'text', user: 'text', namespace: 'text', extensions: EXTENSIONS },
};

const named = (field: string, shape: Shape): Shape => ({
  list: { fields: { name: 'text', [field]: shape } },
});

/** client-go's tools/clientcmd/api/v1/types.go. */
const CONFIG: Shape = {
  fields: {
    preferences: { fields: { colors: 'boolean', extensions: EXTENSIONS } },
    clusters: named('cluster', CLUSTER),
    users: named('user', USER),
    contexts: named('context', CONTEXT),
    'current-context': 'text',
    extensions: EXTENSIONS,
  },
};

type Named<F extends string, T> = readonly ({ readonly name?: string } & Readonly<Partial<Record<F, T>>>)[];

interface ConfigFields {
  readonly clusters?: Named<'cluster', ClusterFields>;
  readonly users?: Named<'user', UserFields>;
  readonly contexts?: Named<'context', ContextFields>;
  readonly 'current-context'?: string;
}

/**
 * A kubeconfig as client-go decodes it: what has a wrong type is refused wherever it stands, what is unknown is
 * left out. Relative paths are taken from the folder of `file`. Throws `ClusterError`.
 */
export function decodeKubeconfig(bytes: Uint8Array, file: string): Kubeconfig {
  try {
    return decode(bytes, file);
  } catch (error) {
    if (error instanceof YamlError) {
      throw configError(`the kubeconfig ${file} is not valid YAML: ${error.message}`, error);
    }
    if (!(error instanceof ShapeError)) throw error;
    throw configError(`the kubeconfig ${file}: ${error.message}`, error);
  }
}

function decode(bytes: Uint8Array, file: string): Kubeconfig {
  const document = readYaml(bytes) ?? {};
  checkKind(shaped(document, { fields: { kind: 'text', apiVersion: 'text' } }, ''));
  const config = shaped(document, CONFIG, '') as ConfigFields;
  const folder = path.dirname(path.resolve(file));
  return {
    currentContext: config['current-context'] || undefined,
    clusters: entries(config.clusters, 'cluster', file, (cluster) => absoluteCluster(cluster, folder)),
    users: entries(config.users, 'user', file, (user) => absoluteUser(user, folder)),
    contexts: entries(config.contexts, 'context', file, (context) => context),
    files: [file],
  };
}

function checkKind(document: unknown): void {
  const { kind, apiVersion } = document as { kind?: string; apiVersion?: string };
  if ((kind || 'Config') === 'Config' && (apiVersion || 'v1') === 'v1') return;
  throw new ShapeError(
    `no kind "${kind || 'Config'}" is registered for version "${apiVersion || 'v1'}": a kubeconfig has kind Config and apiVersion v1`,
  );
}

function entries<F extends string, T extends object>(
  list: Named<F, T> | undefined,
  field: F,
  file: string,
  convert: (fields: T) => T,
): Map<string, Entry<T>> {
  const map = new Map<string, Entry<T>>();
  for (const entry of list ?? []) {
    const { name = '' } = entry;
    if (map.has(name)) throw new ShapeError(`duplicate name "${name}" in list of ${field}s`);
    map.set(name, { fields: convert(entry[field] ?? ({} as T)), file });
  }
  return map;
}

function absolute(file: string | undefined, folder: string): string | undefined {
  return file ? path.resolve(folder, file) : undefined;
}

const absoluteCluster = (cluster: ClusterFields, folder: string): ClusterFields =>
  present({ ...cluster, 'certificate-authority': absolute(cluster['certificate-authority'], folder) });

/** A plugin named with a slash is relative to the kubeconfig, a bare one is looked up in PATH. */
function absoluteUser(user: UserFields, folder: string): UserFields {
  const { exec } = user;
  const command = exec?.command?.includes('/') ? absolute(exec.command, folder) : exec?.command;
  return present({
    ...user,
    'client-certificate': absolute(user['client-certificate'], folder),
    'client-key': absolute(user['client-key'], folder),
    tokenFile: absolute(user.tokenFile, folder),
    exec: exec && present({ ...exec, command }),
  });
}

/** Without what is empty, which Go cannot tell from what is absent. */
function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given) as T;
}
