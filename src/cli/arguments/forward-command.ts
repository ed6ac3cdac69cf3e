import { type Command, InvalidArgumentError } from 'commander';
import { type PortPair, portPair } from '../../model/forward/port-pair.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf } from './connection-options.ts';
import { isPod, objectOf, someTarget, type Target } from './target.ts';

/** What `podscope forward` asks for. */
export interface ForwardShot {
  readonly command: 'forward';
  readonly target: Target;
  /** None: those that its Pod declares are to be told. */
  readonly ports: readonly PortPair[];
  readonly addresses: readonly string[];
  readonly connection: ConnectionFlags;
  readonly readonly: boolean;
}

interface ForwardFlags {
  readonly address: string;
  readonly readonly: boolean;
}

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/portforward). */
export function forwardCommand(program: Command): Command {
  return program
    .command('forward')
    .argument('[target]', 'the NAME of a Pod, or KIND/NAME: a Service, or an owner of Pods')
    .argument('[ports...]', 'PORT, LOCAL:REMOTE or :REMOTE; REMOTE may be the name of a port')
    .usage('[options] TARGET PORTS...')
    .description('local ports that lead to a Pod, and to the next one when it goes, until Ctrl-C')
    .option('--address <addresses>', 'local addresses to listen on, separated by commas', 'localhost');
}

/** Throws an `InvalidArgumentError`. */
export function forwardShot(
  word: string | undefined,
  ports: readonly string[],
  flags: ForwardFlags & ConnectionFlags,
): ForwardShot {
  const target = someTarget(objectOf(word === undefined ? [] : [word]));
  if (ports.length === 0 && !isPod(target))
    throw new InvalidArgumentError(
      'give a port: PORT, LOCAL:REMOTE or :REMOTE; REMOTE may be the name of a port.',
    );
  const addresses = onceEach(flags.address.split(',').filter((address) => address !== ''));
  if (addresses.length === 0) throw new InvalidArgumentError('give an address to listen on.');
  return {
    command: 'forward',
    target,
    ports: ports.map((text) => {
      const pair = portPair(text);
      if (typeof pair === 'string') throw new InvalidArgumentError(`${pair}.`);
      return pair;
    }),
    addresses,
    connection: connectionOf(flags),
    readonly: flags.readonly,
  };
}

/** `localhost` is both of its addresses (k8s.io/client-go/tools/portforward, parseAddresses). */
function onceEach(addresses: readonly string[]): readonly string[] {
  const known = new Set(addresses);
  return [...known].filter((address) => !known.has('localhost') || !['127.0.0.1', '::1'].includes(address));
}
