import type { Program } from '../../machine/processes/process.ts';
import { type Called, called, inputs, linesOf, nameOf } from '../options.ts';

/** `grep` with basic and extended expressions. */
export const grep: Program = async (process) => {
  const options = called(process.argv, 'eABCm');
  const { flags, values } = options;
  const files = values.has('e') ? options.operands : options.operands.slice(1);
  const wanted = expressionOf(options, nameOf(process) === 'egrep');
  const { texts, code } = await inputs(process, files);
  let found = 0;
  for (const { name, text } of texts) {
    const lines = linesOf(text).map((line, index) => ({ line, index }));
    const hits = lines.filter(({ line }) => wanted.test(line) !== flags.has('v'));
    found += hits.length;
    const prefix = flags.has('H') || (texts.length > 1 && !flags.has('h')) ? `${name}:` : '';
    if (flags.has('q')) continue;
    if (flags.has('c')) process.stdout.write(`${prefix}${hits.length}\n`);
    else if (flags.has('l')) process.stdout.write(hits.length > 0 ? `${name}\n` : '');
    else
      for (const { line, index } of hits)
        process.stdout.write(`${prefix}${flags.has('n') ? `${index + 1}:` : ''}${line}\n`);
  }
  return code !== 0 ? 2 : found > 0 ? 0 : 1;
};

function expressionOf({ flags, values, operands }: Called, extended: boolean): RegExp {
  const pattern = values.get('e') ?? operands[0] ?? '';
  const basic = (): string =>
    pattern.replace(
      /\\([(){}|+?])|([(){}|+?])/g,
      (_whole, kept?: string, plain?: string) => kept ?? `\\${plain ?? ''}`,
    );
  const plain = (): string => pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = flags.has('F') ? plain() : extended || flags.has('E') ? pattern : basic();
  return new RegExp(flags.has('w') ? `\\b(?:${source})\\b` : source, flags.has('i') ? 'i' : '');
}
