import type { Program } from '../../machine/processes/process.ts';
import { readAll } from '../../shell/read-line.ts';
import { unescape } from './escapes.ts';
import { called, filter, inputs, linesOf } from '../options.ts';

const RANGE = /(.)-(.)/g;
const spread = (set: string): string =>
  unescape(set)
    .replace('[:upper:]', 'A-Z')
    .replace('[:lower:]', 'a-z')
    .replace('[:digit:]', '0-9')
    .replace(RANGE, (_whole, from: string, to: string) => {
      const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
        String.fromCharCode(first + index),
      ).join('');
    });

const tr: Program = async (process) => {
  const { flags, operands } = called(process.argv);
  const from = spread((operands[0] ?? '').replace(/\\0(?![0-7])/g, '\\000'));
  const to = spread(operands[1] ?? '');
  const text = Buffer.from(await readAll(process, process.stdin)).toString();
  const changed = [...text].flatMap((character) => {
    const at = from.indexOf(character);
    if (at < 0) return character;
    return flags.has('d') ? [] : (to[at] ?? to.at(-1) ?? '');
  });
  const squeezed = flags.has('s')
    ? changed.filter((one, index) => one !== changed[index - 1] || !to.includes(one))
    : changed;
  process.stdout.write(squeezed.join(''));
  return 0;
};

const sed: Program = async (process) => {
  const { flags, values, operands } = called(process.argv, 'e');
  const scriptText = values.get('e') ?? operands[0] ?? '';
  const { texts, code } = await inputs(process, values.has('e') ? operands : operands.slice(1));
  const edit = substitution(scriptText) ?? selection(scriptText, flags.has('n'));
  const made = texts.flatMap(({ text }) => linesOf(text)).flatMap(edit);
  if (made.length > 0) process.stdout.write(`${made.join('\n')}\n`);
  return code;
};

type Edit = (line: string, index: number) => readonly string[];

/** `s/a/b/gi` */
function substitution(scriptText: string): Edit | undefined {
  const found = /^s(.)(.*?)\1(.*?)\1([gi]*)$/.exec(scriptText);
  if (!found) return undefined;
  const [, , pattern = '', replacement = '', how = ''] = found;
  const wanted = new RegExp(pattern.replace(/\\([()])/g, '$1'), how);
  const by = replacement.replace(/\\(\d)/g, '$$$1').replace(/(?<!\\)&/g, '$$&');
  return (line) => [line.replace(wanted, by)];
}

/** `2p`, `2,4d`, `3,$p` */
function selection(scriptText: string, quiet: boolean): Edit {
  const found = /^(\d+)(?:,(\d+|\$))?([pd])$/.exec(scriptText);
  if (!found) return (line) => [line];
  const [, first = '1', last = first, command] = found;
  return (line, index) => {
    const inside = index + 1 >= Number(first) && (last === '$' || index + 1 <= Number(last));
    if (command === 'd') return inside ? [] : [line];
    const shown = inside ? [line] : [];
    return quiet ? shown : [line, ...shown];
  };
}

const cut = filter((lines, { values }) => {
  const delimiter = values.get('d') ?? '\t';
  const ranges = (values.get('f') ?? values.get('c') ?? '1').split(',').map((one) => one.split('-'));
  const inside = (number: number): boolean =>
    ranges.some(([from = '', to]) =>
      to === undefined
        ? number === Number(from)
        : number >= Number(from || 1) && number <= Number(to || Infinity),
    );
  const by = values.has('c') ? '' : delimiter;
  return lines.map((line) =>
    line
      .split(by)
      .filter((_, index) => inside(index + 1))
      .join(by),
  );
}, 'dfc');

const sort = filter((lines, { flags }) => {
  const sorted = [...lines].sort((a, b) =>
    flags.has('n') ? parseFloat(a) - parseFloat(b) || (a < b ? -1 : 1) : a < b ? -1 : a > b ? 1 : 0,
  );
  if (flags.has('r')) sorted.reverse();
  return flags.has('u') ? [...new Set(sorted)] : sorted;
}, 'kt');

const uniq = filter((lines, { flags }) => {
  const groups: { line: string; count: number }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.line === line) last.count += 1;
    else groups.push({ line, count: 1 });
  }
  return groups.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line));
});

/** Programs that change text line by line. */
export const EDIT: Readonly<Record<string, Program>> = { cut, sed, sort, tr, uniq };
