import { type Command, InvalidArgumentError } from 'commander';
import { type CommandPlace, podscopeCommand } from '../../model/text/command-place.ts';
import type { CopyRequest } from '../../model/copy/copy.ts';
import { type FileSpec, fileSpec } from '../../model/copy/file-spec.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf } from './connection-options.ts';

/** What `podscope cp` asks for. */
export interface CpShot extends Pick<CopyRequest, 'direction' | 'local' | 'remote' | 'preserve'> {
  readonly command: 'cp';
  readonly pod: string;
  readonly container?: string;
  readonly connection: ConnectionFlags;
  /** How often a copy from a container goes on; `Infinity`: always. */
  readonly retries: number;
  readonly readonly: boolean;
}

interface CpFlags {
  readonly container?: string;
  readonly preserve: boolean;
  readonly retries: number;
  readonly readonly: boolean;
}

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/cp). */
export function cpCommand(program: Command): Command {
  return program
    .command('cp')
    .argument('[from]', '[NAMESPACE/]POD:PATH, or a local path')
    .argument('[to]', 'the other of these')
    .usage('[options] FROM TO')
    .description('a file or a directory to or from a container, whole or not at all')
    .option('-c, --container <name>', 'its container (default: the one that the Pod says, or its first)')
    .option('--no-preserve', 'without its owner and permissions, to a container')
    .option(
      '--retries <times>',
      'reads on from a container so often where the connection is lost; negative: always',
      retriesOf,
      0,
    );
}

/** Throws an `InvalidArgumentError`. */
export function cpShot(
  from: string | undefined,
  to: string | undefined,
  flags: CpFlags & ConnectionFlags,
): CpShot {
  if (from === undefined || to === undefined)
    throw new InvalidArgumentError('give what to copy, and where to: [NAMESPACE/]POD:PATH and a local path.');
  const [source, target] = [specOf(from), specOf(to)];
  if (source.pod !== undefined && target.pod !== undefined)
    throw new InvalidArgumentError('one of src or dest must be a local file specification.');
  const [there, here] = source.pod === undefined ? [target, source] : [source, target];
  const { pod, namespace } = there;
  if (pod === undefined)
    throw new InvalidArgumentError('one of src or dest must be a remote file specification.');
  const { container, preserve, retries, readonly } = flags;
  const connection = { ...connectionOf(flags), ...(namespace !== undefined && { namespace }) };
  if (here.path === '-')
    throw new InvalidArgumentError(noStream(source.pod !== undefined, there, connection, container));
  return {
    command: 'cp',
    direction: source.pod === undefined ? 'to-container' : 'from-container',
    pod,
    local: here.path,
    remote: there.path,
    preserve,
    retries,
    readonly,
    connection,
    ...(container !== undefined && { container }),
  };
}

/** That `-` is no file, though for other programs it is standard input or output, and what passes one on. */
function noStream(
  isTarget: boolean,
  { pod = '', path }: FileSpec,
  place: CommandPlace,
  container?: string,
): string {
  const of = [...(container ? ['-c', container] : []), '--', isTarget ? 'cat' : 'tee', path];
  const command = podscopeCommand(['exec', ...(isTarget ? [] : ['-i']), pod], place, of);
  const [to, does] = isTarget ? ['to', 'prints'] : ['from', 'writes'];
  return `nothing is copied ${to} -: \`${command}\` ${does} a file; one of that name is ./-.`;
}

function retriesOf(text: string): number {
  if (!/^[+-]?\d{1,9}$/.test(text)) throw new InvalidArgumentError('give a number.');
  return Number(text) < 0 ? Infinity : Number(text);
}

function specOf(text: string): FileSpec {
  const spec = fileSpec(text);
  if (typeof spec === 'string') throw new InvalidArgumentError(`${spec}.`);
  return spec;
}
