import { count, fields, items, text } from '../../../api/fields.ts';
import type { Container, Sandbox } from '../../../container/machine/container.ts';
import { RuntimeError } from '../../../container/machine/container.ts';
import { type Connection, ConnectionRefused } from '../../../container/machine/network/network.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { Clock } from '../../../time/clock.ts';

/** What a probe came to; `message` says what was wrong, as the kubelet's Events do. */
export interface ProbeResult {
  readonly ok: boolean;
  readonly message: string;
}

/** Asks a container once how it is (pkg/kubelet/prober/prober.go). What has no handler is well. */
export async function probeOnce(
  probe: Json,
  spec: Json,
  container: Container,
  sandbox: Sandbox,
  clock: Clock,
): Promise<ProbeResult> {
  const seconds = count(probe['timeoutSeconds'], 1);
  if (probe['exec'] !== undefined) return timely(runs(probe, container), clock, seconds, 'command timed out');
  if (probe['tcpSocket'] !== undefined) return connects(probe, spec, sandbox);
  if (probe['httpGet'] !== undefined) {
    const late = `context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    return timely(answers(probe, spec, sandbox), clock, seconds, late);
  }
  return { ok: true, message: '' };
}

function timely(
  result: Promise<ProbeResult>,
  clock: Clock,
  seconds: number,
  message: string,
): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(seconds * 1000, () => resolve({ ok: false, message }));
    result.finally(cancel).then(resolve, reject);
  });
}

async function runs(probe: Json, container: Container): Promise<ProbeResult> {
  const { command } = fields(probe['exec']);
  const argv = Array.isArray(command) ? command.map(String) : [];
  let said = '';
  try {
    const session = container.exec({ argv, stdin: false, tty: false });
    const hear = (bytes: Uint8Array): void => void (said += Buffer.from(bytes).toString());
    session.onStdout(hear);
    session.onStderr(hear);
    const code = await session.end;
    return { ok: code === 0, message: said };
  } catch (error) {
    if (error instanceof RuntimeError) return { ok: false, message: error.message };
    throw error;
  }
}

function connects(probe: Json, spec: Json, { network }: Sandbox): ProbeResult {
  const port = portOf(fields(probe['tcpSocket'])['port'], spec);
  try {
    network.connect(network.ip, port).end();
    return { ok: true, message: '' };
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    return { ok: false, message: `dial tcp ${network.ip}:${port}: connect: connection refused` };
  }
}

async function answers(probe: Json, spec: Json, { network }: Sandbox): Promise<ProbeResult> {
  const { path, port: given } = fields(probe['httpGet']);
  const port = portOf(given, spec);
  const place = `${network.ip}:${port}`;
  let connection: Connection;
  try {
    connection = network.connect(network.ip, port);
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    const why = `dial tcp ${place}: connect: connection refused`;
    return { ok: false, message: `Get "http://${place}${text(path, '/')}": ${why}` };
  }
  connection.write(
    `GET ${text(path, '/')} HTTP/1.1\r\nHost: ${place}\r\nUser-Agent: kube-probe/1.34\r\nConnection: close\r\n\r\n`,
  );
  let head = '';
  for (
    let bytes = await connection.read();
    bytes && !head.includes('\r\n');
    bytes = await connection.read()
  ) {
    head += Buffer.from(bytes).toString();
  }
  connection.end();
  const code = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
  if (code >= 200 && code < 400) return { ok: true, message: '' };
  return { ok: false, message: `HTTP probe failed with statuscode: ${code}` };
}

/** A port by its number, or by the name that the container gives it. */
function portOf(port: unknown, spec: Json): number {
  if (typeof port === 'number') return port;
  const named = items(spec['ports']).find(({ name }) => name === port);
  return named ? count(named['containerPort']) : Number(port);
}
