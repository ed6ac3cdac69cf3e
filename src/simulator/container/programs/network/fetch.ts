import { ConnectionRefused } from '../../machine/network/network.ts';
import type { Process, Program } from '../../machine/processes/process.ts';
import { absolute, called } from '../options.ts';

interface Fetched {
  readonly head: string;
  readonly body: string;
}

/** Gets a page over the cluster's network (RFC 9112). Throws `ConnectionRefused`. */
async function get(process: Process, url: string, method: string): Promise<Fetched> {
  const { host, port, path } = partsOf(url);
  const connection = process.network.connect(host === 'localhost' ? '127.0.0.1' : host, port);
  connection.write(
    `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${process.argv[0]}/8.14\r\nAccept: */*\r\n\r\n`,
  );
  let text = '';
  for (
    let bytes = await process.waitFor(connection.read());
    bytes;
    bytes = await process.waitFor(connection.read())
  ) {
    text += Buffer.from(bytes).toString();
  }
  const [head = '', ...body] = text.split('\r\n\r\n');
  return { head, body: body.join('\r\n\r\n') };
}

function partsOf(url: string): { readonly host: string; readonly port: number; readonly path: string } {
  const [, host = '', port = '80', path = '/'] = /^(?:http:\/\/)?([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  return { host, port: Number(port), path };
}

const curl: Program = async (process) => {
  const { flags, values, operands } = called(process.argv, 'oHXdm');
  const [url = ''] = operands;
  const { host, port } = partsOf(url);
  try {
    const { head, body } = await get(process, url, flags.has('I') ? 'HEAD' : 'GET');
    const target = values.get('o');
    const shown = `${flags.has('I') || flags.has('i') ? `${head}\r\n\r\n` : ''}${body}`;
    if (target === undefined) process.stdout.write(shown);
    else process.files.write(absolute(process, target), Buffer.from(shown));
    return flags.has('f') && Number(head.split(' ')[1]) >= 400 ? 22 : 0;
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    if (!flags.has('s'))
      process.stderr.write(
        `curl: (7) Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server\n`,
      );
    return 7;
  }
};

const wget: Program = async (process) => {
  const { values, operands, flags } = called(process.argv, 'O');
  const [url = ''] = operands;
  const { host, port, path } = partsOf(url);
  try {
    const { body } = await get(process, url, 'GET');
    const target = values.get('O') ?? (path.replace(/^.*\//, '') || 'index.html');
    if (target === '-') process.stdout.write(body);
    else process.files.write(absolute(process, target), Buffer.from(body));
    return 0;
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    if (!flags.has('q'))
      process.stderr.write(`wget: can't connect to remote host (${host}:${port}): Connection refused\n`);
    return 1;
  }
};

/** Programs that get pages. */
export const FETCH: Readonly<Record<string, Program>> = { curl, wget };
