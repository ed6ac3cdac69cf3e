import type { Connection } from '../../machine/network/network.ts';

/** What was asked of a server. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

export interface HttpAnswer {
  readonly code: number;
  readonly type?: string;
  readonly body: string;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/** Answers the one request of a connection (RFC 9112); `done` is told what was asked and answered. */
export async function answerHttp(
  connection: Connection,
  server: string,
  answer: (request: HttpRequest) => HttpAnswer,
  done: (request: HttpRequest, answer: HttpAnswer) => void = () => undefined,
): Promise<void> {
  const head = await readHead(connection);
  const [first = '', ...lines] = head.split('\r\n');
  const [method = 'GET', path = '/'] = first.split(' ');
  const headers = new Map(
    lines.map(
      (line) =>
        line.split(/:\s*(.*)/s, 2).map((one, index) => (index === 0 ? one.toLowerCase() : one)) as [
          string,
          string,
        ],
    ),
  );
  const request = { method, path, headers };
  const found = answer(request);
  const { code, type = 'text/html', body } = found;
  const length = Buffer.byteLength(body);
  connection.write(
    `HTTP/1.1 ${code} ${REASONS[code] ?? 'Unknown'}\r\nServer: ${server}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${method === 'HEAD' ? '' : body}`,
  );
  connection.end();
  done(request, found);
}

async function readHead(connection: Connection): Promise<string> {
  let text = '';
  for (let bytes = await connection.read(); bytes; bytes = await connection.read()) {
    text += Buffer.from(bytes).toString();
    if (text.includes('\r\n\r\n')) break;
  }
  return text.split('\r\n\r\n')[0] ?? '';
}
