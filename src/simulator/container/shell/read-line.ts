import type { Input, Process } from '../machine/processes/process.ts';

const leftOver = new WeakMap<Input, string>();

/** The next line of an input, without its end; undefined when there is none any more. */
export async function readLine(process: Process, input: Input): Promise<string | undefined> {
  let text = leftOver.get(input) ?? '';
  for (;;) {
    const end = text.indexOf('\n');
    if (end >= 0) {
      leftOver.set(input, text.slice(end + 1));
      return text.slice(0, end);
    }
    const bytes = await process.waitFor(input.read());
    if (!bytes) {
      leftOver.delete(input);
      return text === '' ? undefined : text;
    }
    text += Buffer.from(bytes).toString();
  }
}

/** All that is left of an input. */
export async function readAll(process: Process, input: Input): Promise<Uint8Array> {
  const early = leftOver.get(input);
  leftOver.delete(input);
  const chunks: Uint8Array[] = early === undefined ? [] : [Buffer.from(early)];
  for (let bytes = await process.waitFor(input.read()); bytes; bytes = await process.waitFor(input.read())) {
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
