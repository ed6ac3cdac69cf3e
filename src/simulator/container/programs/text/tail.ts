import { readText } from '../../machine/files/file-queries.ts';
import type { Process, Program } from '../../machine/processes/process.ts';
import { absolute, called, each, inputs, linesOf } from '../options.ts';

/** How many lines are asked for: `-N` is `-n N`, and 10 where nothing is said. */
export const countOf = (argv: readonly string[], values: ReadonlyMap<string, string>): number =>
  Math.abs(Number(values.get('n') ?? argv.find((one) => /^-\d+$/.test(one))?.slice(1) ?? 10));

/** As often as GNU's and BusyBox' look. */
const FOLLOW_MS = 1000;
const GROWS = 4_000_000;

/** What has no end is read into memory, all of it, until the kernel minds. */
async function swallow(process: Process): Promise<never> {
  for (let bytes = GROWS; ; bytes += GROWS) {
    process.useMemory(bytes);
    await process.sleep(50);
  }
}

/** `tail`, also following what is written. */
export const tail: Program = async (process) => {
  const argv = process.argv.map((one) => (/^-\d+$/.test(one) ? `-n${one.slice(1)}` : one));
  const { operands, values, flags } = called(argv, 'nc');
  if (operands.includes('/dev/zero')) return swallow(process);
  const follow = flags.has('f') || flags.has('F') || flags.has('follow');
  const [path] = operands;
  if (follow && path !== undefined) return followFile(process, path, countOf(argv, values));
  const { texts, code } = await inputs(process, operands);
  const from = /^\+\d+$/.test(values.get('n') ?? '') ? Number(values.get('n')) - 1 : undefined;
  for (const { text } of texts) {
    const all = linesOf(text);
    const lines = from === undefined ? all.slice(-countOf(argv, values)) : all.slice(from);
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  }
  return code;
};

async function followFile(process: Process, given: string, count: number): Promise<number> {
  const path = absolute(process, given);
  let seen = 0;
  const code = each(process, [given], () => {
    const text = readText(process.files, path);
    const lines = linesOf(text).slice(-count);
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    seen = process.files.stat(path).size;
  });
  if (code !== 0) return code;
  for (;;) {
    await process.sleep(FOLLOW_MS);
    const bytes = process.files.read(path);
    if (bytes.length < seen) {
      process.stderr.write(`tail: ${given}: file truncated\n`);
      seen = 0;
    }
    if (bytes.length > seen) process.stdout.write(bytes.slice(seen));
    seen = bytes.length;
  }
}
