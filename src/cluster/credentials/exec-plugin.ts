import { type Log, noLog } from '../../model/log.ts';
import { readYaml, YamlError } from '../../yaml/read-yaml.ts';
import { ClusterError, messageOf } from '../errors/cluster-error.ts';
import { type PluginCredential, readExecCredential } from './exec-credential.ts';
import { execInfo } from './exec-info.ts';
import type { ClusterFields, ExecPlugin } from '../kubeconfig/fields.ts';
import { type ProgramEnd, runProgram } from './plugin-process.ts';
import { PluginWords } from './plugin-words.ts';
import { tellingLines } from './telling-lines.ts';

export interface PluginSurroundings {
  readonly cluster: ClusterFields;
  /** Names the user in errors. */
  readonly user: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Log;
  /** Hears what it says while it runs, line by line; text of anyone. */
  readonly says?: (line: string) => void;
}

const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** A plugin that waits for someone to answer it would wait for ever; who is told to log in has as long as such a code holds. */
const LIMITS = { longestRun: 60_000, longestTold: 15 * 60_000, mostOutput: 1024 * 1024 };
const MOST_ERROR_TEXT = 600;

/**
 * Runs an exec credential plugin (KEP-541, client-go's plugin/pkg/client/auth/exec) without a terminal:
 * its standard input is closed, and what it says on standard error is told while it runs; what it ends with goes into
 * the error or, where it succeeds, into the log. Rejects with a `ClusterError` that says which plugin, what it said, and its install hint.
 */
export async function runPlugin(plugin: ExecPlugin, around: PluginSurroundings): Promise<PluginCredential> {
  const { apiVersion = '', command, interactiveMode } = plugin;
  if (!command) throw pluginError(around, 'the kubeconfig names no command for its credential plugin');
  if (!API_VERSIONS.includes(apiVersion)) {
    const known = API_VERSIONS.join(', ');
    throw pluginError(around, `${command} has apiVersion "${apiVersion}", which is not one of ${known}`);
  }
  if (interactiveMode === 'Always') {
    const advice = 'log in with it (or any kubectl command) first, and use a token';
    throw pluginError(around, `${command} wants a terminal: ${advice}`);
  }
  const output = await outputOf(command, plugin, around);
  try {
    return readExecCredential(parse(output), apiVersion);
  } catch (error) {
    throw pluginError(around, `${command} ${messageOf(error)}`, error);
  }
}

async function outputOf(command: string, plugin: ExecPlugin, around: PluginSurroundings): Promise<Buffer> {
  const added = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const info = await execInfo(plugin, around.cluster);
  const env = { ...around.env, ...added, KUBERNETES_EXEC_INFO: info };
  const words = new PluginWords(around.says ?? (() => undefined));
  let end: ProgramEnd;
  let rest = '';
  try {
    end = await runProgram(command, plugin.args ?? [], env, LIMITS, (chunk) => words.take(chunk));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = missing ? `${command} is not installed or not in PATH` : `${command}: ${messageOf(error)}`;
    throw pluginError(around, missing && plugin.installHint ? `${what}. ${plugin.installHint}` : what, error);
  } finally {
    rest = words.rest();
  }
  if (end.how === 'exit' && end.code === 0) {
    const { log = noLog } = around;
    const untold = tellingLines(rest, MOST_ERROR_TEXT);
    if (untold !== '') log('warning', 'plugin', `${command}: ${untold}`);
    return end.out;
  }
  const said = tellingLines(end.err, MOST_ERROR_TEXT);
  throw pluginError(around, `${command} ${howItEnded(end)}${said === '' ? '' : `: ${said}`}`);
}

function howItEnded({ how, code, signal, err }: ProgramEnd): string {
  switch (how) {
    case 'too long':
      return `did not end within ${(err === '' ? LIMITS.longestRun : LIMITS.longestTold) / 1000} s and was stopped`;
    case 'too much':
      return `printed more than ${LIMITS.mostOutput / 1024} KiB and was stopped`;
    case 'signal':
      return `was ended by ${signal ?? 'a signal'}`;
    case 'exit':
      return `failed with exit code ${code ?? '?'}`;
  }
}

/** JSON or YAML, as kubectl takes it; not all JSON is YAML 1.1. */
function parse(output: Buffer): unknown {
  try {
    return JSON.parse(output.toString());
  } catch {
    // No JSON: YAML, or neither.
  }
  try {
    return readYaml(output);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new Error(`did not print an ExecCredential: ${error.message}`, { cause: error });
  }
}

function pluginError({ user }: PluginSurroundings, message: string, cause?: unknown): ClusterError {
  return new ClusterError({ reason: 'CredentialPlugin', message: toldPlugin(user, message), cause });
}

/** Which plugin it is, with its command, or what is to be told of that. */
export const toldPlugin = (user: string, what: string): string =>
  `the credential plugin of the user "${user}": ${what}`;
