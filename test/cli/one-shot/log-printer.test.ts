import { expect, it } from 'vitest';
import { LogPrinter, type PrinterOptions } from '../../../src/cli/one-shot/logs/log-printer.ts';
import type { LogLine, LogNote } from '../../../src/model/logs/log-item.ts';

const [a, b] = ['a', 'b'].map((container) => ({ namespace: 'shop', pod: 'web', uid: 'u', container }));

type Told = LogLine | LogNote['type'];

/** What is printed of lines, and of what happened to the first container. */
async function printed(options: Partial<PrinterOptions>, ...told: readonly Told[]): Promise<string> {
  let out = '';
  const output = { out: (text: string) => void (out += text), err: () => undefined };
  const printer = new LogPrinter(output, { ...PLAIN, ...options });
  const { source } = line(a, '');
  for (const item of told)
    await printer.take([
      typeof item === 'string'
        ? { source, time: 0, note: { type: item, failure: { reason: 'reset', message: 'reset' } } as LogNote }
        : item,
    ]);
  await printer.end();
  return out;
}

const PLAIN: PrinterOptions = { prefix: 'none', severalPods: false, alone: false, colours: false };

const line = (source: typeof a, text: string, cut?: LogLine['cut']): LogLine => {
  if (!source) throw new Error('no source');
  return { source, time: 0, text, ...(cut && { cut }) };
};

it('prints a line whole that comes in pieces, whatever stands before lines, as kubectl does', async () => {
  const pieces = [line(a, 'one', 'goes-on'), line(a, 'two', 'goes-on'), line(a, 'three'), line(a, 'next')];
  expect(await printed({}, ...pieces)).toBe('onetwothree\nnext\n');
  expect(await printed({ prefix: 'kubectl' }, ...pieces)).toBe('[pod/web/a] onetwothree\n[pod/web/a] next\n');
  expect(await printed({ prefix: 'brief' }, ...pieces)).toBe('a onetwothree\na next\n');
});

it('prints a line whole that comes in pieces while others say something, and leaves the end of the last as it was', async () => {
  const lines = [
    line(a, 'time one ', 'goes-on'),
    line(b, 'other'),
    line(a, 'two ', 'goes-on'),
    line(b, 'long ', 'goes-on'),
    line(b, 'too'),
    line(a, 'three'),
    line(a, 'end', 'no-end'),
  ];
  expect(await printed({}, ...lines)).toBe('other\nlong too\ntime one two three\nend');
  expect(await printed({ prefix: 'brief' }, ...lines)).toBe(
    'b other\nb long too\na time one two three\na end\n',
  );
});

it('prints pieces as they come where nobody else can say anything', async () => {
  let out = '';
  const output = { out: (text: string) => void (out += text), err: () => undefined };
  const printer = new LogPrinter(output, { ...PLAIN, alone: true });
  await printer.take([line(a, 'one ', 'goes-on')]);
  expect(out).toBe('one ');
});

it.each(['rotated', 'ended', 'restarted', 'gone'] as const)(
  'goes on with a piece on no account where the log has %s meanwhile',
  async (happened) => {
    const lines = [line(a, 'piece', 'goes-on'), happened, line(a, 'next')];
    expect(await printed({ alone: true }, ...lines)).toBe('piece\nnext\n');
    expect(await printed({}, ...lines)).toBe('piece\nnext\n');
    expect(await printed({ prefix: 'brief' }, ...lines)).toBe('a piece\na next\n');
    expect(await printed({ prefix: 'brief' }, line(a, 'piece', 'goes-on'), happened)).toBe('a piece\n');
  },
);

it('goes on with a piece over a lost connection, and prints what has come where nothing more does', async () => {
  const lines = [line(a, 'one ', 'goes-on'), 'lost', 'back', 'live', line(a, 'two')] as const;
  expect(await printed({ prefix: 'brief' }, ...lines)).toBe('a one two\n');
  expect(await printed({ alone: true }, ...lines)).toBe('one two\n');
  expect(await printed({ prefix: 'brief' }, line(a, 'one', 'goes-on'))).toBe('a one\n');
});

it('keeps no more of unended lines than a bound: one that is longer is told in parts, which is said', async () => {
  let [out, err] = ['', ''];
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const printer = new LogPrinter(output, { ...PLAIN, prefix: 'brief', most: 8 });
  const lines = [
    line(a, '12345 ', 'goes-on'),
    line(a, '67890 ', 'goes-on'),
    line(a, 'more ', 'goes-on'),
    line(b, 'other'),
    line(a, 'rest ', 'goes-on'),
    line(a, 'end'),
  ];
  for (const item of lines) await printer.take([item]);
  expect(out).toBe('a 12345 67890 more \nb other\na rest end\n');
  expect(err).toBe('podscope: a: a line is so long that others stand between its parts\n');
});

it('has failed where all that was to be read is gone without any of it having been read', async () => {
  const printer = new LogPrinter({ out: () => undefined, err: () => undefined }, PLAIN);
  const { source } = line(a, '');
  const tell = (note: LogNote): Promise<void> => printer.take([{ source, time: 0, note }]);
  await tell({ type: 'waiting', why: 'ContainerCreating' });
  expect(printer.failed).toBe(false);
  await tell({ type: 'gone' });
  expect(printer.failed).toBe(true);
  await tell({ type: 'live' });
  expect(printer.failed).toBe(false);
});
