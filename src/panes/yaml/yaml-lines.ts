import { dump } from 'js-yaml';
import type { KubeObject } from '../../model/kinds/objects.ts';

/** js-yaml's regular expressions overflow the stack somewhere above a million; longer texts are written here. */
const LONG = 32_768;
/** Stands for a text that is written here: every text that begins with it is, so that it means nothing else. */
const MARK = 'podscope-text-';

/**
 * As `kubectl get -o yaml` shows it: without managedFields, lists not indented.
 * @param whole the command that has what is left out here
 */
export function yamlLines(object: KubeObject, whole: string): string[] {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject['metadata'] & {
    managedFields?: unknown;
  };
  const texts: string[] = [];
  const short = withMarks({ ...object, metadata }, { texts, deeper: `${DEEPER}: \`${whole}\` has them` });
  const lines = dump(short, { seqNoIndent: true, lineWidth: -1, sortKeys: true, quoteStyle: 'double' })
    .trimEnd()
    .split('\n');
  return texts.length === 0 ? lines : lines.flatMap((line) => withTexts(line, texts));
}

/** More levels than anyone reads; without an end they overflow the stack, and each line is indented by its depth. */
const DEEPEST = 200;
const DEEPER = `… more than ${DEEPEST} levels`;

interface Marking {
  /** Those that are marked. */
  readonly texts: string[];
  /** What stands for what is too deep. */
  readonly deeper: string;
}

function withMarks(value: unknown, marking: Marking, depth = 0): unknown {
  const { texts, deeper } = marking;
  const marked = (text: string): string =>
    text.length < LONG && !text.startsWith(MARK) ? text : `${MARK}${texts.push(text) - 1}-`;
  if (typeof value === 'string') return marked(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return deeper;
  if (Array.isArray(value)) return value.map((item) => withMarks(item, marking, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [marked(key), withMarks(item, marking, depth + 1)]),
  );
}

/** A line of YAML with its texts in place of their marks: of a key, of a value, or of both. */
function withTexts(line: string, texts: readonly string[]): string[] {
  const indent = indentOf(line);
  const [start, ...marked] = line.split(MARK);
  let written = start ?? '';
  for (const [index, part] of marked.entries()) {
    const end = part.indexOf('-');
    const text = texts[Number(part.slice(0, end))] ?? '';
    const rest = part.slice(end + 1);
    if (index === marked.length - 1 && rest === '' && isBlock(text)) return blockLines(written, indent, text);
    written += JSON.stringify(text) + rest;
  }
  return [written];
}

const UNPRINTABLE = /[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Texts of several lines are blocks, as in kubectl, where a block can have them as they are. */
function isBlock(text: string): boolean {
  return text.includes('\n') && !/^[ \n]/.test(text) && !UNPRINTABLE.test(text);
}

function blockLines(start: string, depth: number, text: string): string[] {
  const chomping = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const indent = ' '.repeat(depth + 2);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return [`${start}|${chomping}`, ...lines.map((line) => (line === '' ? '' : indent + line))];
}

/** Where what a line says begins, after the dashes of lists that it stands in. */
function indentOf(line: string): number {
  let at = 0;
  while (line[at] === ' ' || line.startsWith('- ', at)) at += line[at] === ' ' ? 1 : 2;
  return at;
}
