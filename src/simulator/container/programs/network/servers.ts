import { readText } from '../../machine/files/file-queries.ts';
import { FileError } from '../../machine/files/file-system.ts';
import { Killed, type Process, type Program } from '../../machine/processes/process.ts';
import { type Connection, ConnectionRefused } from '../../machine/network/network.ts';
import { called } from '../options.ts';
import { answerHttp, type HttpAnswer } from './http.ts';

/** Waits to be told to end; gives the code. */
function untilTold(process: Process): Promise<number> {
  return process.waitFor(
    new Promise<number>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGINT'] as const)
        process.onSignal(signal, () => resolve(0));
    }),
  );
}

/** Listens on a port, or tells that it is taken and gives false. */
function listen(process: Process, port: number, serve: Parameters<Process['network']['listen']>[1]): boolean {
  try {
    process.network.listen(port, serve);
    return true;
  } catch (error) {
    process.stderr.write(`bind() to 0.0.0.0:${port} failed (98: ${(error as Error).message})\n`);
    return false;
  }
}

const nginxTime = (ms: number): string => {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
};

/** Serves /usr/share/nginx/html, with an access log as nginx's. */
const nginx: Program = async (process) => {
  const { argv } = process;
  process.argv = ['nginx: master process', ...argv];
  const page = (path: string): HttpAnswer => {
    try {
      const asked = path.split('?')[0] ?? '/';
      const file = `/usr/share/nginx/html${asked.endsWith('/') ? `${asked}index.html` : asked}`;
      return { code: 200, body: readText(process.files, file) };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const [code, text] = path.endsWith('/') ? [403, '403 Forbidden'] : [404, '404 Not Found'];
      return {
        code,
        body: `<html>\r\n<head><title>${text}</title></head>\r\n<body>\r\n<center><h1>${text}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
      };
    }
  };
  const open = listen(process, 80, (connection) => {
    void answerHttp(
      connection,
      'nginx',
      ({ path }) => page(path),
      ({ method, path, headers }, { code, body }) => {
        const agent = headers.get('user-agent') ?? '-';
        process.stdout.write(
          `${process.network.ip} - - [${nginxTime(process.now())}] "${method} ${path} HTTP/1.1" ${code} ${Buffer.byteLength(body)} "-" "${agent}" "-"\n`,
        );
      },
    );
  });
  if (!open) return 1;
  for (let worker = 0; worker < 2; worker += 1) {
    process.spawn(['nginx: worker process'], { program: untilTold });
  }
  process.useMemory(7_000_000);
  return untilTold(process);
};

const LEVELS = ['INFO', 'INFO', 'INFO', 'INFO', 'DEBUG', 'WARN'];
const WORK = [
  'GET /api/items 200',
  'POST /api/items 201',
  'GET /api/items/42 200',
  'cache refreshed',
  'GET /healthz 200',
  'session opened',
];

/** A demo service: `serve [--port N] [--log-every MS] [--memory-grow BYTES_PER_SECOND] [--calls HOST:PORT] NAME`. */
const serve: Program = async (process) => {
  const { values, operands } = called(process.argv, '', ['port', 'log-every', 'memory-grow', 'calls']);
  const name = operands[0] ?? 'service';
  const number = (option: string, otherwise: number): number => Number(values.get(option) ?? otherwise);
  const port = number('port', 8080);
  const tell = (level: string, message: string): void =>
    process.stdout.write(`${new Date(process.now()).toISOString()} ${level.padEnd(5)} ${name}: ${message}\n`);
  const open = listen(process, port, (connection) => {
    void answerHttp(connection, name, ({ path }) =>
      path === '/healthz'
        ? { code: 200, type: 'text/plain', body: 'ok\n' }
        : { code: 200, type: 'text/plain', body: `${name} on ${process.hostname}\n` },
    );
  });
  if (!open) return 1;
  tell('INFO', `listening on :${port}`);
  const told = untilTold(process);
  beside(() => work(process, tell, number('log-every', 5000)));
  beside(() => grow(process, tell, number('memory-grow', 0)));
  const peer = values.get('calls');
  if (peer !== undefined) beside(() => call(process, peer));
  const code = await told;
  tell('INFO', 'draining connections, bye');
  return code;
};

type Tell = (level: string, message: string) => void;

/** Goes on beside a program until its process is gone. */
function beside(run: () => Promise<void>): void {
  run().catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}

/** Says something now and then. */
async function work(process: Process, tell: Tell, every: number): Promise<void> {
  for (;;) {
    await process.sleep(every / 2 + process.random() * every);
    const pick = (all: readonly string[]): string => all[Math.floor(process.random() * all.length)] ?? '';
    tell(pick(LEVELS), `${pick(WORK)} ${Math.ceil(process.random() * 90)}ms`);
  }
}

async function grow(process: Process, tell: Tell, perSecond: number): Promise<void> {
  if (perSecond <= 0) return;
  for (let bytes = 30_000_000; ; bytes += perSecond) {
    await process.sleep(1000);
    process.useMemory(bytes);
    if (bytes % (perSecond * 15) < perSecond) tell('WARN', `the model takes ${Math.round(bytes / 1e6)} MB`);
  }
}

/** Ends a connection as soon as anything comes: nothing is understood. */
async function patient(connection: Connection): Promise<void> {
  await connection.read();
  connection.end();
}

/** Keeps a connection to `HOST:PORT`, and tries again when it has ended. */
async function call(process: Process, place: string): Promise<void> {
  const [host = '', port] = place.split(':');
  for (;;) {
    try {
      const connection = process.network.connect(host, Number(port));
      await process.waitFor(connection.read());
      connection.end();
    } catch (error) {
      if (!(error instanceof ConnectionRefused)) throw error;
    }
    await process.sleep(CALL_AGAIN_MS);
  }
}

const CALL_AGAIN_MS = 5000;

/** A server of which only its port, its children and what it says are there. */
const server =
  (
    port: number,
    begins: readonly string[],
    says: readonly string[],
    children: readonly string[] = [],
  ): Program =>
  async (process) => {
    if (!listen(process, port, (connection) => void patient(connection))) return 1;
    const stamp = (): string => new Date(process.now()).toISOString().replace('T', ' ').slice(0, 23);
    for (const line of begins) process.stdout.write(`${line.replace('%t', stamp())}\n`);
    for (const title of children) process.spawn([title], { program: untilTold });
    process.useMemory(24_000_000);
    const told = untilTold(process);
    beside(async () => {
      for (let index = 0; says.length > 0; index += 1) {
        await process.sleep(20_000 + process.random() * 20_000);
        process.stdout.write(`${(says[index % says.length] ?? '').replace('%t', stamp())}\n`);
      }
    });
    return told;
  };

/** Programs that listen. */
export const SERVERS: Readonly<Record<string, Program>> = {
  nginx,
  serve,
  pause: untilTold,
  postgres: server(
    5432,
    [
      '%t UTC [1] LOG:  starting PostgreSQL 17.2 on x86_64-pc-linux-gnu',
      '%t UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432',
      '%t UTC [1] LOG:  database system is ready to accept connections',
    ],
    [
      '%t UTC [27] LOG:  checkpoint starting: time',
      '%t UTC [27] LOG:  checkpoint complete: wrote 44 buffers (0.3%)',
    ],
    [
      'postgres: checkpointer',
      'postgres: background writer',
      'postgres: walwriter',
      'postgres: autovacuum launcher',
    ],
  ),
  'redis-server': server(
    6379,
    ['1:M %t * Ready to accept connections tcp'],
    ['1:M %t * Background saving started', '1:M %t * DB saved on disk'],
  ),
  envoy: server(
    10000,
    [
      '[%t][1][info][main] starting main dispatch loop',
      '[%t][1][info][config] all dependencies initialized. starting workers',
    ],
    ['[%t][1][info][upstream] cm init: all clusters initialized'],
  ),
  'fluent-bit': server(
    2020,
    ['Fluent Bit v3.1.9', '[%t] [ info] [input:tail:tail.0] inotify_fs_add(): watching /var/log'],
    ['[%t] [ info] [output:stdout] flushed 120 records'],
  ),
};
