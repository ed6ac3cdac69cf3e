import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { CopyTold } from '../../../src/model/copy/copy.ts';
import { testFolder } from '../../support/test-folder.ts';

const lost = { type: 'lost', failure: { reason: 'ConnectionLost', message: 'cut' } } as const;

/**
 * A container whose files are this machine's, and whose connection is cut behind so many bytes each time, `cuts` times.
 *
 * @param lacks programs that it does not have
 * @param meanwhile what happens to its files at each cut
 */
function container(
  bytes: number,
  cuts: number,
  { lacks = [], meanwhile = () => undefined }: { lacks?: readonly string[]; meanwhile?: () => void } = {},
): { readonly exec: Execute; carried: number } {
  const counted = {
    carried: 0,
    exec: (({ command }, { write, input$ }) =>
      new Promise((resolve) => {
        const [program = '', option = '', script = '', ...args] = command;
        const without = lacks
          .map(
            (name) => `${name}() { return 127; }
command() { [ "$2" != ${name} ]; }
`,
          )
          .join('');
        const child = spawn(program, [option, without + script, ...args]);
        // Whoever ends before all was taken is not to be written to.
        child.stdin.on('error', () => undefined);
        const sending = input$.subscribe({
          next: (data) => child.stdin.write(data),
          complete: () => child.stdin.end(),
        });
        child.on('close', () => sending.unsubscribe());
        let left = cutsLeft > 0 ? bytes : Infinity;
        let writing = Promise.resolve();
        child.stdout.on('data', (data: Buffer) => {
          const part = data.subarray(0, Math.max(0, left));
          counted.carried += part.length;
          left -= data.length;
          writing = writing.then(() => write('out', part));
          if (left >= 0) return;
          child.stdout.destroy();
          child.stdin.destroy();
          cutsLeft--;
          meanwhile();
          void writing.then(() => resolve(lost));
        });
        child.stderr.on('data', (data: Buffer) => void write('err', data));
        child.on('close', (code) => void writing.then(() => resolve({ type: 'exited', code: code ?? 1 })));
      })) as Execute,
  };
  let cutsLeft = cuts;
  return counted;
}

let remote: string;
beforeEach(() => {
  remote = testFolder();
  mkdirSync(path.join(remote, 'tree/in it'), { recursive: true });
  for (let at = 0; at < 40; at++)
    writeFileSync(path.join(remote, 'tree', at % 2 ? 'in it' : '.', `file ${at}`), `${at} `.repeat(1_000));
  writeFileSync(path.join(remote, 'file'), 'some bytes '.repeat(5_000));
});

async function copied(name: string, exec: Execute, retries: number, folder = testFolder()) {
  const notes: string[] = [];
  const request = { namespace: 'a', pod: 'b', container: 'c', direction: 'from-container' } as const;
  const tell = (told: CopyTold): void => void (told.type === 'note' && notes.push(told.text));
  const [from, local] = [path.join(remote, name), path.join(folder, 'copy')];
  const asked = { ...request, remote: from, local, preserve: true, retries };
  const failed = await copyFiles(
    { exec, one: () => Promise.reject(new Error('nobody answers')) },
    asked,
    tell,
    new AbortController().signal,
  ).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  return { failed, notes, there: readdirSync(folder), local };
}

const contents = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}: ${readFileSync(path.join(entry.parentPath, entry.name), 'utf8')}`)
    .sort();

it('reads a file on where the connection was lost, as often as it was told to', async () => {
  const box = container(20_000, 2);
  const { failed, notes, there, local } = await copied('file', box.exec, 2);
  expect(failed).toBeUndefined();
  expect(notes).toEqual([
    'Resuming copy at 20000 bytes, retry 1/2',
    'Resuming copy at 40000 bytes, retry 2/2',
  ]);
  expect(there).toEqual(['copy']);
  expect(readFileSync(local)).toEqual(readFileSync(path.join(remote, 'file')));
  expect(box.carried).toBeLessThan(56_000);
});

it.each([
  { lacks: [], bytes: 40_000 },
  { lacks: ['tar'], bytes: 2_000 },
])(
  'reads a directory on as well, so that it ends on a line that is cut again and again: without $lacks',
  async ({ bytes, lacks }) => {
    const box = container(bytes, 5, { lacks });
    const { failed, notes, local } = await copied('tree', box.exec, 5);
    expect(failed).toBeUndefined();
    expect(notes.length).toBeGreaterThanOrEqual(1);
    expect(contents(local)).toEqual(contents(path.join(remote, 'tree')));
    expect(box.carried).toBeLessThan(300_000);
  },
  30_000,
);

it('reads all of it anew where the container cannot tell whether it is the same', async () => {
  const box = container(60_000, 1, { lacks: ['sha256sum'] });
  const { failed, local } = await copied('tree', box.exec, 1);
  expect(failed).toBeUndefined();
  expect(contents(local)).toEqual(contents(path.join(remote, 'tree')));
});

it('leaves nothing once it was lost too often', async () => {
  expect(await copied('file', container(9, 1).exec, 0)).toMatchObject({
    failed: 'cut: nothing was put in its place; with --retries N it is read on where it was cut',
    notes: [],
    there: [],
  });
  expect(await copied('file', container(9, 2).exec, 1)).toMatchObject({
    failed: 'cut: nothing was put in its place',
    there: [],
  });
});

it.each(['file', 'tree'])('leaves nothing of a %s that is another by then', async (name) => {
  // All of them: which ones are read first is up to the file system.
  const meanwhile = (): void => {
    for (const entry of readdirSync(remote, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) writeFileSync(path.join(entry.parentPath, entry.name), 'another');
  };
  expect(await copied(name, container(20_000, 1, { meanwhile }).exec, Infinity)).toMatchObject({
    failed: `${path.join(remote, name)} changed while the connection was lost: nothing was put in its place`,
    notes: ['Resuming copy at 20000 bytes, retry 1'],
    there: [],
  });
});

it('removes what copies left that were killed, says so, and leaves those alone that go on', async () => {
  const folder = testFolder();
  const killed = spawn('true');
  await new Promise((resolve) => killed.on('close', resolve));
  const left = (pid = 0): string => path.join(folder, `.podscope-cp-${hostname()}-${pid}-abcDEF`);
  for (const at of [left(killed.pid), left(process.pid)])
    mkdirSync(path.join(at, 'tree'), { recursive: true });
  const { failed, notes, there } = await copied('file', container(9, 0).exec, 0, folder);
  expect(failed).toBeUndefined();
  expect(notes).toEqual([`warning: removed "${left(killed.pid)}", which a copy that was killed had left`]);
  expect(there).toEqual([path.basename(left(process.pid)), 'copy']);
});

it.each([[], ['tar']])(
  'does not end well where a name cannot be written, and says which: without %s',
  async (...lacks) => {
    const bytes = Buffer.concat([Buffer.from(path.join(remote, 'tree/')), Buffer.of(0xff, 0x61)]);
    writeFileSync(bytes, 'content');
    const { failed, notes, local } = await copied('tree', container(9, 0, { lacks }).exec, 0);
    expect(failed).toBe('all was copied but 1: see above');
    expect(notes).toEqual([
      `warning: skipping "${local}/\ufffda": its name is not UTF-8, which is all that is written here`,
    ]);
    expect(readdirSync(local)).toContain('file 0');
  },
);

it('names what was typed where nothing can be written there', async () => {
  const { failed } = await copied('file', container(9, 0).exec, 0, '/proc');
  expect(failed).toMatch(/^\/proc\/copy cannot be written: (no such file or directory|permission denied)$/);
});
