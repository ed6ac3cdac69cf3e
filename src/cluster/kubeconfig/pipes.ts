import { constants, openSync, statSync } from 'node:fs';
import type { Log } from '../../model/log.ts';
import { ToldWait } from '../transport/answers/told-wait.ts';
import { filesAsked, type KubeconfigPlace, MOST_BYTES } from './files.ts';

/** What came of kubeconfigs that are pipes (`<(vault read …)`, a FIFO, /dev/stdin), by their paths. */
export type Piped = ReadonlyMap<string, Buffer>;

/**
 * Reads those that are pipes before all else, since whoever writes them may take long, or never come: that is told, and keys and
 * signals are heard meanwhile. What cannot be opened, or has nothing, is left to who reads the files.
 */
export async function readPipes(place: KubeconfigPlace, log: Log): Promise<Piped> {
  const waiting = new ToldWait(log, 'kubeconfig');
  const piped = new Map<string, Buffer>();
  for (const file of filesAsked(place).filter(isPipe)) {
    const what = `the kubeconfig ${file}, a pipe that nobody has written to its end (ctrl-c gives up)`;
    const bytes = await waiting.during(readPipe(file), what);
    if (bytes.length > 0) piped.set(file, bytes);
  }
  return piped;
}

function isPipe(file: string): boolean {
  try {
    return statSync(file).isFIFO();
  } catch {
    return false;
  }
}

/** By polling: a thread that waits in open() for a writer could not be ended, nor the program with it. */
async function readPipe(file: string): Promise<Buffer> {
  const { Socket } = await import('node:net');
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const socket = new Socket({
      fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK),
      writable: false,
    });
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if ((size += chunk.length) > MOST_BYTES) break;
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}
