import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { soleWriter } from '../../../src/terminal/lending/sole-writer.ts';

function taken() {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [stdout, stderr] = [out, err] as unknown as NodeJS.WriteStream[];
  const told: string[] = [];
  const release = soleWriter(stdout!, stderr!, (stream, text) => told.push(`${stream} ${text}`));
  const written = (): string => `${out.read() ?? ''}${err.read() ?? ''}`;
  return { release, told, written, others: { stdout: stdout!, stderr: stderr! } };
}

it('lets nobody write over the screen, and tells what they wanted to', async () => {
  const { others, told, written } = taken();
  new Console(others.stdout, others.stderr).error('over %s', 'it');
  await new Promise<void>((resolve) => others.stdout.write(Buffer.from('bytes'), () => resolve()));
  expect(written()).toBe('');
  expect(told).toEqual(['stderr over it\n', 'stdout bytes']);
});

it('lets everyone write again when the screen is given back', () => {
  const { release, others, told, written } = taken();
  release();
  others.stdout.write('out');
  others.stderr.write('err');
  expect(written()).toBe('outerr');
  expect(told).toEqual([]);
});
