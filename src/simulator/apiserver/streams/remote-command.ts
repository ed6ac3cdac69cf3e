import type { RawData, WebSocket } from 'ws';
import type { ContainerHost } from '../../world/container-host.ts';
import { type ExecSession, RuntimeError } from '../../container/machine/container.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { CHANNEL } from './channel.ts';
import { ClientMessages } from './client-messages.ts';

/** What a client asks for in the query. */
export interface CommandRequest {
  readonly subresource: 'exec' | 'attach';
  readonly container: string;
  readonly argv: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** Runs a command in a container, or joins its first process, over an open WebSocket, to its Status. */
export function remoteCommand(
  host: ContainerHost,
  pod: StoredObject,
  request: CommandRequest,
  socket: WebSocket,
): void {
  const send = (channel: number, bytes: Uint8Array | string): void => {
    if (socket.readyState === socket.OPEN)
      socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(bytes)]));
  };
  const finish = (status: object): void => {
    send(CHANNEL.status, JSON.stringify(status));
    socket.close(1000);
  };
  let session: ExecSession;
  try {
    session = open(host, pod, request);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    return finish(internalFailure(error.message));
  }
  // An empty message on the lowest channel that the server writes to says that the connection stands.
  send(request.stdout ? CHANNEL.stdout : request.stderr ? CHANNEL.stderr : CHANNEL.status, '');
  if (request.stdout) session.onStdout((bytes) => send(CHANNEL.stdout, bytes));
  if (request.stderr) session.onStderr((bytes) => send(CHANNEL.stderr, bytes));
  const messages = new ClientMessages(session, socket.protocol);
  socket.on('message', (data: RawData) => messages.take(data));
  socket.on('close', () => session.detach());
  void session.end.then((code) => finish(code === 0 ? SUCCESS : failure(code)));
}

function open(host: ContainerHost, pod: StoredObject, request: CommandRequest): ExecSession {
  const { subresource, container: name, argv, stdin, stdout, stderr, tty } = request;
  const refuse = (why: string): RuntimeError =>
    new RuntimeError('NotRunning', `unable to upgrade connection: ${why}`);
  const why = host.unreachable(pod);
  if (why !== undefined)
    throw new RuntimeError('NotRunning', `error dialing backend: ${why.replace(/^Get "[^"]*": /, '')}`);
  if (!stdin && !stdout && !stderr) throw refuse('you must specify at least 1 of stdin, stdout, stderr');
  const container = host.container(pod, name);
  if (!container || container.ended) {
    const { namespace = '' } = pod.metadata;
    const title = `${pod.metadata.name}_${namespace}`;
    throw refuse(
      subresource === 'exec'
        ? `container not found (${JSON.stringify(name)})`
        : `container ${name} not found in pod ${title}`,
    );
  }
  if (subresource === 'attach') return container.attach();
  try {
    if (argv.length === 0)
      throw new RuntimeError(
        'ExecFailed',
        'OCI runtime exec failed: exec failed: args must not be empty: unknown',
      );
    return container.exec({ argv, stdin, tty });
  } catch (error) {
    if (!(error instanceof RuntimeError) || error.reason !== 'ExecFailed') throw error;
    const told = `failed to exec in container: failed to start exec ${JSON.stringify(container.id)}: ${error.message}`;
    throw new RuntimeError(
      'ExecFailed',
      `Internal error occurred: error executing command in container: ${told}`,
    );
  }
}

const SUCCESS = { metadata: {}, status: 'Success' };

const failure = (code: number): object => ({
  metadata: {},
  status: 'Failure',
  message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
  reason: 'NonZeroExitCode',
  details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
});

const internalFailure = (message: string): object => ({
  metadata: {},
  status: 'Failure',
  message: `Internal error occurred: ${message}`,
  reason: 'InternalError',
  details: { causes: [{ message }] },
  code: 500,
});
