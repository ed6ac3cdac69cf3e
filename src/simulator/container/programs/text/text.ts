import type { Program } from '../../machine/processes/process.ts';
import { readAll, readLine } from '../../shell/read-line.ts';
import { EDIT } from './edit.ts';
import { unescape } from './escapes.ts';
import { grep } from './grep.ts';
import { called, each, inputs, linesOf } from '../options.ts';
import { countOf, tail } from './tail.ts';

const echo: Program = (process) => {
  const words = process.argv.slice(1);
  const options: string[] = [];
  while (/^-[ne]+$/.test(words[0] ?? '')) options.push(words.shift() ?? '');
  const text = words.join(' ');
  const escaped = options.some((one) => one.includes('e')) ? unescape(text) : text;
  process.stdout.write(options.some((one) => one.includes('n')) ? escaped : `${escaped}\n`);
  return Promise.resolve(0);
};

const CONVERSION = /%(-?\d*)(?:\.(\d+))?([sdiuxXofgeEcb%])/g;

/** One conversion of printf(1), of the next value. */
function converted([, width = '', precision, kind = 's']: readonly string[], values: string[]): string {
  if (kind === '%') return '%';
  const value = values.shift() ?? (/[scb]/.test(kind) ? '' : '0');
  const bases: Readonly<Record<string, number>> = { x: 16, X: 16, o: 8 };
  const number = Number(value);
  const digits = precision === undefined ? 6 : Number(precision);
  const plain = /[fgeE]/.test(kind) ? number.toFixed(digits) : number.toString(bases[kind] ?? 10);
  const text = /[scb]/.test(kind) ? value.slice(0, precision === undefined ? undefined : digits) : plain;
  if (width.startsWith('-')) return text.padEnd(-Number(width));
  return text.padStart(Number(width), width.startsWith('0') && !/[scb]/.test(kind) ? '0' : ' ');
}

const printf: Program = (process) => {
  const [format = '', ...given] = process.argv.slice(1);
  const values = [...given];
  let before: number;
  do {
    before = values.length;
    process.stdout.write(
      unescape(format).replace(CONVERSION, (...found: string[]) => converted(found, values)),
    );
    // A format that takes nothing is said once, whatever is left.
  } while (values.length > 0 && values.length < before);
  return Promise.resolve(0);
};

const cat: Program = async (process) => {
  const { operands, flags } = called(process.argv);
  if (operands.length > 0 && !operands.includes('-') && !flags.has('n')) {
    return each(process, operands, (path) => process.stdout.write(process.files.read(path)));
  }
  if (flags.has('n')) {
    const { texts, code } = await inputs(process, operands);
    const lines = texts.flatMap(({ text }) => linesOf(text));
    for (const [index, line] of lines.entries())
      process.stdout.write(`${String(index + 1).padStart(6)}\t${line}\n`);
    return code;
  }
  for (
    let bytes = await process.waitFor(process.stdin.read());
    bytes;
    bytes = await process.waitFor(process.stdin.read())
  ) {
    process.stdout.write(bytes);
  }
  return 0;
};

/** Reads no more than it shows, so that whoever writes to it ends with it. */
const head: Program = async (process) => {
  const argv = process.argv.map((one) => (/^-\d+$/.test(one) ? `-n${one.slice(1)}` : one));
  const { operands, values, flags } = called(argv, 'nc');
  const bytes = values.get('c');
  const count = countOf(argv, values);
  if (operands.length === 0 && bytes === undefined) {
    for (let shown = 0; shown < count; shown += 1) {
      const line = await readLine(process, process.stdin);
      if (line === undefined) break;
      process.stdout.write(`${line}\n`);
    }
    return 0;
  }
  const { texts, code } = await inputs(process, operands);
  for (const [index, { name, text }] of texts.entries()) {
    const lines = linesOf(text).slice(0, count);
    if (flags.has('v')) process.stdout.write(`${index > 0 ? '\n' : ''}==> ${name} <==\n`);
    if (bytes !== undefined) process.stdout.write(text.slice(0, Number(bytes)));
    else if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  }
  return code;
};

const wc: Program = async (process) => {
  const { operands, flags } = called(process.argv);
  const { texts, code } = await inputs(process, operands);
  for (const { name, text } of texts) {
    const counts = {
      l: text.split('\n').length - 1,
      w: text.split(/\s+/).filter(Boolean).length,
      c: Buffer.byteLength(text),
    };
    const wanted = (['l', 'w', 'c'] as const).filter((one) => flags.size === 0 || flags.has(one));
    const numbers = wanted.map((one) => counts[one]);
    const row =
      wanted.length === 1 ? String(numbers[0]) : numbers.map((one) => String(one).padStart(7)).join(' ');
    process.stdout.write(`${row}${name === '-' ? '' : ` ${name}`}\n`);
  }
  return code;
};

const tee: Program = async (process) => {
  const { operands, flags } = called(process.argv);
  const bytes = await readAll(process, process.stdin);
  process.stdout.write(bytes);
  return each(process, operands, (path) => process.files.write(path, bytes, { append: flags.has('a') }));
};

/** So many are written at once; who reads them and all else has its turn in between. */
const SEQ_AT_ONCE = 1_000;

const seq: Program = async (process) => {
  const numbers = process.argv.slice(1).map(Number);
  const [first = 1, last = first] = numbers.length > 1 ? numbers : [1, numbers[0]];
  const count = Math.max(0, Math.min(100_000, last - first + 1));
  for (let from = 0; from < count; from += SEQ_AT_ONCE) {
    if (from > 0) await process.sleep(1);
    const some = Math.min(SEQ_AT_ONCE, count - from);
    process.stdout.write(Array.from({ length: some }, (_, index) => `${first + from + index}\n`).join(''));
  }
  return 0;
};

const xargs: Program = async (process) => {
  const given = process.argv.slice(1);
  const byZero = given[0] === '-0';
  const words = Buffer.from(await readAll(process, process.stdin))
    .toString()
    .split(byZero ? '\0' : /\s+/)
    .filter(Boolean);
  const [command = 'echo', ...args] = byZero ? given.slice(1) : given;
  return (
    await process.spawn([command, ...args, ...words], { stdin: { read: () => Promise.resolve(undefined) } })
      .end
  ).code;
};

/** Programs about text. */
export const TEXT: Readonly<Record<string, Program>> = {
  ...EDIT,
  cat,
  echo,
  egrep: grep,
  grep,
  head,
  less: cat,
  more: cat,
  printf,
  seq,
  tail,
  tee,
  wc,
  xargs,
};
