/** A copy from a container whose archive has what cannot be written here as it is, beside what can. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import { testFolder } from '../../support/test-folder.ts';

/** Copies what such an archive has: how that ends, what is told, and what is there then. */
async function copied(archive: Buffer) {
  const folder = mkdtempSync(path.join(testFolder(), 'odd'));
  const exec: Execute = async ({ command }, { write }) => {
    if (command[2]?.includes('readlink')) await write('out', Buffer.from('directory|tar|4096 755|/d|'));
    else await write('out', archive);
    await write('err', Buffer.from('podscope: over with 0\n'));
    return { type: 'exited', code: 0 };
  };
  const local = path.join(folder, 'copy');
  const notes: string[] = [];
  const ended = await copyFiles(
    { exec, one: () => Promise.reject(new Error('nobody answers')) },
    {
      ...{ namespace: 'shop', pod: 'web', container: 'app', remote: '/d', preserve: true },
      ...{ direction: 'from-container', local },
    },
    (told) => void (told.type === 'note' && notes.push(told.text)),
    new AbortController().signal,
  ).then(
    () => 'all was copied',
    (error: unknown) => (error as Error).message,
  );
  const told = [ended, ...notes].map((text) => text.replaceAll(folder, '').replaceAll(/n{20,}/g, 'n…'));
  return { told, folder, local };
}

async function archiveOf(...entries: readonly (readonly [name: string, text: string])[]): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: './', type: 'directory' });
  for (const [name, text] of entries) archive.entry({ name }, text);
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

it('leaves out by its own name what no file here can be called, and copies the rest', async () => {
  const { told, local } = await copied(
    await archiveOf(['./a', 'one'], [`./${'n'.repeat(300)}`, 'two'], ['./a/below', 'three'], ['./z', 'four']),
  );
  expect(told).toEqual([
    expect.stringContaining('all was copied but 2'),
    'warning: skipping "/copy/n…": its name is too long',
    expect.stringMatching(/^warning: skipping "\/copy\/a\/below": /),
  ]);
  expect(readdirSync(local).sort()).toEqual(['a', 'z']);
});

it('has of what comes twice the latter, as tar has it', async () => {
  const { told, local } = await copied(await archiveOf(['./a', 'one'], ['./a', 'two']));
  expect(told).toEqual(['all was copied']);
  expect(readFileSync(path.join(local, 'a'), 'utf8')).toBe('two');
});

it('says of what is no archive that it is none, and leaves nothing', async () => {
  const { told, folder } = await copied(
    Buffer.concat([Buffer.alloc(10_240, 'no archive '), Buffer.alloc(1024)]),
  );
  expect(told).toEqual([expect.stringMatching(/^what tar in app of web sent is no archive/)]);
  expect(readdirSync(folder)).toEqual([]);
});
