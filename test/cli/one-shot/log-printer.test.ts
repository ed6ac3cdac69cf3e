import { expect, it } from 'vitest';
import { LogPrinter, type PrinterOptions } from '../../../src/cli/one-shot/logs/log-printer.ts';
import type { LogLine, LogNote } from '../../../src/model/logs/log-item.ts';

const [a, b] = ['a', 'b'].map((container) => ({ namespace: 'shop', pod: 'web', uid: 'u', container }));

async function printed(prefix: PrinterOptions['prefix'], ...lines: readonly LogLine[]): Promise<string> {
  let out = '';
  const output = { out: (text: string) => void (out += text), err: () => undefined };
  const printer = new LogPrinter(output, { prefix, severalPods: false, colours: false });
  for (const line of lines) await printer.take([line]);
  return out;
}

const line = (source: typeof a, text: string, cut?: LogLine['cut']): LogLine => {
  if (!source) throw new Error('no source');
  return { source, time: 0, text, ...(cut && { cut }) };
};

it('prints a line whole that comes in pieces, whatever stands before lines, as kubectl does', async () => {
  const pieces = [line(a, 'one', 'goes-on'), line(a, 'two', 'goes-on'), line(a, 'three'), line(a, 'next')];
  expect(await printed('none', ...pieces)).toBe('onetwothree\nnext\n');
  expect(await printed('kubectl', ...pieces)).toBe('[pod/web/a] onetwothree\n[pod/web/a] next\n');
  expect(await printed('brief', ...pieces)).toBe('a onetwothree\na next\n');
});

it("goes on with what another one began on no account, and leaves a last line's end as it was", async () => {
  const lines = [line(a, 'one', 'goes-on'), line(b, 'other'), line(a, 'two'), line(a, 'end', 'no-end')];
  expect(await printed('none', ...lines)).toBe('one\nother\ntwo\nend');
  expect(await printed('brief', ...lines)).toBe('a one\nb other\na two\na end\n');
});

it('has failed where all that was to be read is gone without any of it having been read', async () => {
  const options = { prefix: 'none', severalPods: false, colours: false } as const;
  const printer = new LogPrinter({ out: () => undefined, err: () => undefined }, options);
  const { source } = line(a, '');
  const tell = (note: LogNote): Promise<void> => printer.take([{ source, time: 0, note }]);
  await tell({ type: 'waiting', why: 'ContainerCreating' });
  expect(printer.failed).toBe(false);
  await tell({ type: 'gone' });
  expect(printer.failed).toBe(true);
  await tell({ type: 'live' });
  expect(printer.failed).toBe(false);
});
