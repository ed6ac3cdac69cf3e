/** A busy server loses the end of what was printed, and says that the command ended well (client-go, tools/remotecommand/errorstream.go). */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { CopyRequest } from '../../../src/model/copy/copy.ts';
import { testFolder } from '../../support/test-folder.ts';

/**
 * A container whose files are this machine's, and whose server loses, `times` times, all that is printed behind so many
 * bytes, what is said on standard error, and how it ended.
 *
 * @param of which scripts, by what they have
 * @param says what is said on standard error comes
 */
const losing = (bytes: number, times: number, of: RegExp, lacks = '', says = false): Execute => {
  let left = times;
  return ({ command }, { write, input$ }) =>
    new Promise((resolve) => {
      const [program = '', option = '', script = '', ...args] = command;
      const without = lacks && `${lacks}() { return 127; }\ncommand() { [ "$2" != ${lacks} ]; }\n`;
      const loses = of.test(script) && left > 0;
      if (loses) left--;
      const child = spawn(program, [option, without + script, ...args]);
      child.stdin.on('error', () => undefined);
      const sending = input$.subscribe({
        next: (data) => child.stdin.write(data),
        complete: () => child.stdin.end(),
      });
      let room = loses ? bytes : Infinity;
      let writing = Promise.resolve();
      child.stdout.on('data', (data: Buffer) => {
        const part = data.subarray(0, room);
        room -= part.length;
        writing = writing.then(() => write('out', part));
      });
      // It is over there once it waits for an answer that does not come.
      child.stderr.on('data', (data: Buffer) => {
        if (loses && !says) child.stdin.end();
        else void write('err', data);
      });
      child.on('close', (code) => {
        sending.unsubscribe();
        void writing.then(() => resolve({ type: 'exited', code: loses ? 0 : (code ?? 1) }));
      });
    });
};

let there: string;
beforeEach(() => {
  there = testFolder();
  mkdirSync(path.join(there, 'tree/in it'), { recursive: true });
  for (let at = 0; at < 40; at++)
    writeFileSync(path.join(there, 'tree', at % 2 ? 'in it' : '.', `file ${at}`), `${at} `.repeat(1_000));
  writeFileSync(path.join(there, 'file'), 'some bytes '.repeat(50_000));
});

const contents = (at: string): readonly string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}: ${readFileSync(path.join(entry.parentPath, entry.name), 'utf8')}`)
    .sort();

async function copied(
  exec: Execute,
  direction: CopyRequest['direction'],
  [local, remote]: readonly [string, string],
) {
  const notes: string[] = [];
  let bytes = 0;
  const where = { namespace: 'a', pod: 'b', container: 'c', preserve: true };
  const failed = await copyFiles(
    { exec, one: () => Promise.reject(new Error('nobody answers')) },
    { ...where, direction, local, remote },
    (told) => {
      if (told.type === 'note') notes.push(told.text);
      else ({ bytes } = told);
    },
    new AbortController().signal,
  ).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  return { failed, notes, bytes };
}

const local = (): string => path.join(testFolder(), 'copy');

it.each([
  ['with tar', '', [`inv\ufffd": its name is not UTF-8`]],
  [
    'without tar',
    'tar',
    ['a\nb": a line end in its name (the container has no tar)', `inv\ufffd": its name is not UTF-8`],
  ],
])(
  'a copy to a container that left files out does not end well, and says which: %s',
  async (_, lacks, left) => {
    const tree = path.join(there, 'tree');
    writeFileSync(Buffer.concat([Buffer.from(`${tree}/inv`), Buffer.of(0xff)]), 'content');
    writeFileSync(path.join(tree, 'a\nb'), 'content');
    symlinkSync('/etc/passwd', path.join(tree, 'out'));
    const to = local();
    const { failed, notes } = await copied(losing(0, 0, /none/, lacks), 'to-container', [tree, to]);
    const link = `warning: skipping symlink: "${tree}/out" -> "/etc/passwd", which leads out of what is copied`;
    expect(failed).toBe(`all was copied but ${left.length + 1}: see above`);
    expect(notes.toSorted()).toEqual(
      [link, ...left.map((text) => `warning: skipping "${tree}/${text}`)].toSorted(),
    );
    expect(contents(to)).toContain(`file 7: ${'7 '.repeat(1_000)}`);
  },
);

describe('where the server loses the end of what is printed', () => {
  it.each([0, 1, 300_001])('a file is read on, behind %s bytes', async (bytes) => {
    const [to, from] = [local(), path.join(there, 'file')];
    const { failed, notes } = await copied(losing(bytes, 2, /cat </), 'from-container', [to, from]);
    expect(failed).toBeUndefined();
    expect(readFileSync(to).equals(readFileSync(from))).toBe(true);
    expect(notes[0]).toBe(
      'warning: the server lost how it ended: it is not known whether all was done: reading on',
    );
  });

  it('even if its script says that it is over', async () => {
    for (const name of ['file', 'tree']) {
      const to = local();
      const exec = losing(70_000, 2, /cat <|tar cf/, '', true);
      const { failed, notes } = await copied(exec, 'from-container', [to, path.join(there, name)]);
      expect(failed).toBeUndefined();
      expect(notes).toContain(
        `warning: the server lost what is behind 70000 bytes of ${path.join(there, name)}: reading on`,
      );
      if (name === 'tree') expect(contents(to)).toEqual(contents(path.join(there, name)));
      else expect(readFileSync(to).equals(readFileSync(path.join(there, name)))).toBe(true);
    }
  });

  it.each([
    ['with tar', /tar cf/, ''],
    ['without tar', /w \.\//, 'tar'],
  ])('so is a directory: %s', async (_, of, lacks) => {
    for (const bytes of [100, 60_000, 80_000]) {
      const to = local();
      const { failed } = await copied(losing(bytes, 1, of, lacks), 'from-container', [
        to,
        path.join(there, 'tree'),
      ]);
      expect(failed).toBeUndefined();
      expect(contents(to)).toEqual(contents(path.join(there, 'tree')));
    }
  });

  it('what a path is there is asked again', async () => {
    const to = local();
    const { failed } = await copied(losing(3, 1, /readlink/), 'from-container', [
      to,
      path.join(there, 'file'),
    ]);
    expect(failed).toBeUndefined();
  });

  it('nothing is put in its place where that goes on', async () => {
    const to = local();
    const { failed } = await copied(losing(0, 99, /cat <|tail -c/), 'from-container', [
      to,
      path.join(there, 'file'),
    ]);
    expect(failed).toMatch(/^the server lost how it ended/);
    expect(readdirSync(path.dirname(to))).toEqual([]);
  });
});

describe('where the server loses how a copy to a container ended', () => {
  it('it is copied once more, and counted once', async () => {
    const to = path.join(there, 'new');
    const from = path.join(there, 'tree');
    const { failed, bytes } = await copied(losing(0, 1, /no more/), 'to-container', [from, to]);
    expect(failed).toBeUndefined();
    expect(contents(to)).toEqual(contents(from));
    expect(bytes).toBe(
      contents(from).join('').length -
        contents(from)
          .join('')
          .match(/file \d+: /g)!
          .join('').length,
    );
    expect(readdirSync(there).sort()).toEqual(['file', 'new', 'tree']);
  });

  it('it is told where that goes on', async () => {
    const { failed } = await copied(losing(0, 9, /no more/), 'to-container', [
      path.join(there, 'tree'),
      path.join(there, 'new'),
    ]);
    expect(failed).toBe('the server lost how it ended: it is not known whether all was done');
  });
});
