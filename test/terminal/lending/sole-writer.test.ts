import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { soleWriter } from '../../../src/terminal/lending/sole-writer.ts';

function taken() {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [stdout, stderr] = [out, err].map((stream) =>
    Object.assign(stream, { columns: 80 }),
  ) as unknown as NodeJS.WriteStream[];
  const told: string[] = [];
  const sole = soleWriter(stdout!, stderr!, (stream, text) => told.push(`${stream} ${text}`));
  const written = (): string => `${out.read() ?? ''}${err.read() ?? ''}`;
  return { ...sole, told, written, others: { stdout: stdout!, stderr: stderr! } };
}

it('lets the screen alone write, and tells what others wanted to', async () => {
  const { stdout, others, told, written } = taken();
  stdout.write('frame');
  new Console(others.stdout, others.stderr).error('over %s', 'it');
  await new Promise<void>((resolve) => others.stdout.write(Buffer.from('bytes'), () => resolve()));
  expect(written()).toBe('frame');
  expect(told).toEqual(['stderr over it\n', 'stdout bytes']);
});

it('gives the screen the stream that it takes: its size, its events', async () => {
  const { stdout, others } = taken();
  expect(stdout.columns).toBe(80);
  const resized = new Promise<void>((resolve) => stdout.on('resize', resolve));
  others.stdout.emit('resize');
  await resized;
});

it('lets everyone write again when the screen is given back', () => {
  const { release, others, told, written } = taken();
  release();
  others.stdout.write('out');
  others.stderr.write('err');
  expect(written()).toBe('outerr');
  expect(told).toEqual([]);
});
