import { spawn } from 'node:child_process';
import { ClusterError, messageOf } from './cluster-error.ts';
import type { ClusterFields, ExecPlugin } from './kubeconfig-file.ts';

/** What a plugin gave: a token, a client certificate, or both. */
export interface PluginCredential {
  readonly token?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Epoch milliseconds; absent: until the server refuses it. */
  readonly expiresAt?: number;
}

export interface PluginSurroundings {
  readonly cluster: ClusterFields;
  /** Names the user in errors. */
  readonly user: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** A plugin that waits for someone to answer it would wait for ever, in ms. */
const LONGEST_RUN = 60_000;
const MOST_ERROR_TEXT = 300;

/**
 * Runs an exec credential plugin (KEP-541, client-go's plugin/pkg/client/auth/exec) without a terminal:
 * its standard input is closed, and what it says on standard error goes into the error, not on the
 * screen. Rejects with a `ClusterError` that says which plugin, what it said, and its install hint.
 */
export async function runPlugin(plugin: ExecPlugin, around: PluginSurroundings): Promise<PluginCredential> {
  const { apiVersion = '', command, interactiveMode } = plugin;
  if (!command) throw pluginError(around, 'the kubeconfig names no command for its credential plugin');
  if (!API_VERSIONS.includes(apiVersion)) {
    throw pluginError(
      around,
      `${command} has apiVersion "${apiVersion}", which is not one of ${API_VERSIONS.join(', ')}`,
    );
  }
  if (interactiveMode === 'Always') {
    throw pluginError(
      around,
      `${command} wants a terminal: log in with it (or any kubectl command) first, and use a token`,
    );
  }
  const output = await run(command, plugin, around, execInfo(apiVersion, plugin, around.cluster));
  return parseCredential(output, apiVersion, command, around);
}

function execInfo(apiVersion: string, plugin: ExecPlugin, cluster: ClusterFields): string {
  const spec = {
    interactive: false,
    ...(plugin.provideClusterInfo && { cluster }),
  };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, spec });
}

function run(
  command: string,
  { args, env: extra, installHint }: ExecPlugin,
  around: PluginSurroundings,
  info: string,
): Promise<string> {
  const added = Object.fromEntries((extra ?? []).map(({ name, value }) => [name, value]));
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...(args ?? [])], {
      env: { ...around.env, ...added, KUBERNETES_EXEC_INFO: info },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Without a controlling terminal it cannot ask on /dev/tty, where the dashboard is.
      detached: true,
    });
    const limit = setTimeout(() => endGroup(child.pid), LONGEST_RUN);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(limit);
      const missing = error.code === 'ENOENT';
      const what = missing ? `${command} is not installed or not in PATH` : `${command}: ${messageOf(error)}`;
      reject(pluginError(around, missing && installHint ? `${what}. ${installHint}` : what, error));
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) return resolve(Buffer.concat(out).toString());
      const said = Buffer.concat(err).toString().trim().slice(-MOST_ERROR_TEXT);
      const how = signal ? `was ended by ${signal}` : `failed with exit code ${code ?? '?'}`;
      reject(pluginError(around, `${command} ${how}${said === '' ? '' : `: ${said}`}`));
    });
  });
}

/** Ends a plugin that takes too long, with what it started. */
function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

interface ExecCredential {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly status?: {
    readonly token?: string;
    readonly clientCertificateData?: string;
    readonly clientKeyData?: string;
    readonly expirationTimestamp?: string;
  };
}

function parseCredential(
  output: string,
  apiVersion: string,
  command: string,
  around: PluginSurroundings,
): PluginCredential {
  let credential: ExecCredential;
  try {
    credential = JSON.parse(output) as ExecCredential;
  } catch (error) {
    throw pluginError(around, `${command} did not print an ExecCredential`, error);
  }
  if (credential.kind !== 'ExecCredential' || credential.apiVersion !== apiVersion) {
    throw pluginError(
      around,
      `${command} printed ${credential.kind ?? 'no kind'} ${credential.apiVersion ?? ''}, not ExecCredential ${apiVersion}`,
    );
  }
  const {
    token,
    clientCertificateData: cert,
    clientKeyData: key,
    expirationTimestamp,
  } = credential.status ?? {};
  if (!token && !(cert && key)) {
    throw pluginError(around, `${command} gave neither a token nor a certificate with its key`);
  }
  const expiresAt = Date.parse(expirationTimestamp ?? '');
  return {
    ...(token && { token }),
    ...(cert && key && { cert, key }),
    ...(Number.isFinite(expiresAt) && { expiresAt }),
  };
}

function pluginError({ user }: PluginSurroundings, message: string, cause?: unknown): ClusterError {
  const text = `the credential plugin of the user "${user}": ${message}`;
  return new ClusterError({ reason: 'CredentialPlugin', message: text, cause });
}
