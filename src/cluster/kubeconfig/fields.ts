/** Field names as in client-go's tools/clientcmd/api/v1/types.go; what is null or empty there is absent here. */
export interface ClusterFields {
  readonly server?: string;
  readonly 'certificate-authority'?: string;
  /** In base64, as all data. */
  readonly 'certificate-authority-data'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
  readonly 'tls-server-name'?: string;
  readonly 'proxy-url'?: string;
  readonly extensions?: readonly { readonly name?: string; readonly extension?: unknown }[];
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
  readonly 'auth-provider'?: AuthProvider;
}

/** Whether a client certificate says who asks. */
export const hasCertificate = (user: UserFields): boolean =>
  Boolean(
    (user['client-certificate'] || user['client-certificate-data']) &&
    (user['client-key'] || user['client-key-data']),
  );

export interface AuthProvider {
  readonly name?: string;
  readonly config?: Readonly<Record<string, string>>;
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

/** An entry of a kubeconfig, and the file it stands in. */
export interface Entry<T> {
  readonly fields: T;
  readonly file: string;
}

/** One or several kubeconfig files, merged. */
export interface Kubeconfig {
  readonly currentContext: string | undefined;
  readonly clusters: ReadonlyMap<string, Entry<ClusterFields>>;
  readonly users: ReadonlyMap<string, Entry<UserFields>>;
  readonly contexts: ReadonlyMap<string, Entry<ContextFields>>;
  /** The files it was read from, for messages. */
  readonly files: readonly string[];
}
