import type { IncomingMessage } from 'node:http';
import { ClusterError, toClusterError } from '../../errors/cluster-error.ts';
import { isProtobuf, openEnvelope } from '../../protobuf/envelope.ts';
import { errorOfAnswer } from '../../errors/status-error.ts';

interface Reading {
  readonly server: string;
  readonly path: string;
  readonly mostBytes: number;
  readonly heard: ((bytes: number) => void) | undefined;
}

/** The whole answer, parsed; a `ProtobufObject` where it is one. Rejects with a `ClusterError`. */
export async function readJson<T>(response: IncomingMessage, reading: Reading): Promise<T> {
  const { server, mostBytes, heard } = reading;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      // What is thrown ends the answer.
      if (size > mostBytes) throw tooLarge(reading);
      chunks.push(chunk);
      heard?.(chunk.length);
    }
  } catch (error) {
    throw toClusterError(error, `reading the answer of ${server}`);
  }
  const body = Buffer.concat(chunks);
  if (isProtobuf(body)) return openEnvelope(body) as T;
  try {
    return JSON.parse(body.toString()) as T;
  } catch {
    throw errorOfAnswer(response.statusCode ?? 0, response.headers, body, server);
  }
}

function tooLarge({ server, path, mostBytes }: Reading): ClusterError {
  const what = `${server} answered ${path.replace(/\?.*/, '')} with more than ${mostBytes / 1024 / 1024} MiB at once`;
  const message = `${what}, which is not read to its end: ask for less (--namespace, --selector)`;
  return new ClusterError({ reason: 'TooLarge', message });
}
