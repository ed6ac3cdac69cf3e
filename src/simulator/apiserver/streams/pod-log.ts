import type { ServerResponse } from 'node:http';
import { ApiError, badRequest } from '../../api/api-error.ts';
import type { ContainerHost } from '../../world/container-host.ts';
import { fields, items, statusOf, text } from '../../api/fields.ts';
import type { Container, LogLine } from '../../container/machine/container.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { checkNode, chosenContainer, hasHost } from './container-choice.ts';
import { type LogOptions, logOptions } from './log-options.ts';

/**
 * Sends what a container has said, and goes on with what it says. Throws `ApiError` as the server and the kubelet
 * answer (pkg/registry/core/pod/rest/log.go, pkg/kubelet/kubelet_pods.go validateContainerLogStatus).
 */
export function sendLog(
  host: ContainerHost,
  pod: StoredObject,
  query: URLSearchParams,
  response: ServerResponse,
  now: number,
): void {
  const options = logOptions(pod.metadata.name, query, now);
  const name = chosenContainer(pod, query.get('container'));
  if (!hasHost(pod)) {
    response.writeHead(204, { 'cache-control': 'no-cache, private' });
    response.end();
    return;
  }
  checkNode(host, pod);
  const why = host.unreachable(pod);
  if (why !== undefined) throw new ApiError(500, 'InternalError', why);
  const container = options.previous ? host.previous(pod, name) : host.container(pod, name);
  if (!container) throw badRequest(absent(pod, name, options.previous));
  stream(container, options, response);
}

function stream(container: Container, options: LogOptions, response: ServerResponse): void {
  const { lines } = container.log;
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
  const writer = new Writer(response, options);
  const recent = lines.filter(({ time }) => time >= options.since);
  for (const line of options.tail === undefined ? recent : recent.slice(recent.length - options.tail))
    writer.send(line);
  if (!options.follow) return writer.end();
  response.flushHeaders();
  const stop = container.log.follow(
    (line) => writer.send(line),
    () => writer.end(),
  );
  response.on('close', stop);
}

/** Writes lines while the reader takes them; what it does not take yet waits, and the latest are kept. */
class Writer {
  private left: number;
  private readonly waiting: string[] = [];
  private ended = false;
  private flowing = true;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: LogOptions,
  ) {
    this.left = options.limitBytes ?? Infinity;
    response.on('drain', () => this.resume());
  }

  send({ time, text: said }: LogLine): void {
    const stamp = this.options.timestamps ? `${nanoseconds(time)} ` : '';
    this.waiting.push(`${stamp}${said}\n`);
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    if (this.flowing) this.resume();
  }

  end(): void {
    this.ended = true;
    if (this.flowing) this.resume();
  }

  private resume(): void {
    this.flowing = true;
    while (this.flowing && this.waiting.length > 0 && this.left > 0) {
      const bytes = Buffer.from(this.waiting.shift() ?? '').subarray(0, this.left);
      this.left -= bytes.length;
      this.flowing = this.response.write(bytes);
    }
    const over = this.left <= 0 || (this.ended && this.waiting.length === 0);
    if (over && !this.response.writableEnded) this.response.end();
  }
}

const MOST_WAITING = 10_000;

/** RFC 3339 with nanoseconds, as container runtimes stamp lines. */
const nanoseconds = (ms: number): string => new Date(ms).toISOString().replace('Z', '000000Z');

function absent(pod: StoredObject, name: string, previous: boolean): string {
  const named = `container ${JSON.stringify(name)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (previous) return `previous terminated ${named} not found`;
  const status = statusOf(pod);
  const all = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'].flatMap((kind) =>
    items(status[kind]),
  );
  const { waiting } = fields(all.find((one) => one['name'] === name)?.['state']);
  const reason = text(fields(waiting)['reason'], 'ContainerCreating');
  const why: Readonly<Record<string, string>> = {
    ErrImagePull: "image can't be pulled",
    ImagePullBackOff: 'trying and failing to pull image',
  };
  return `${named} is waiting to start: ${why[reason] ?? reason}`;
}
