/** A copy from a container whose archive breaks off, whatever is done with what came of it by then. */
import { mkdtempSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { ExecResult } from '../../../src/model/session.ts';
import { testFolder } from '../../support/test-folder.ts';

/** What is made here one after the other for the file that breaks off, before anything is written to it. */
const MADE = ['etc', 'etc/a', 'etc/a/b', 'etc/a/b/c', 'etc/a/b/c/file'];

/** An archive of a directory and a file far below it, of which all came but 4 KiB. */
async function head(): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: './etc/', type: 'directory' });
  archive.entry({ name: './etc/a/b/c/file' }, 'some bytes'.repeat(1_000));
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).subarray(0, -5_120);
}

/** Copies from where the archive breaks off once `made` is there: `then` gives how that ends. */
async function copied(
  made: string,
  then: () => ExecResult,
  signal = new AbortController().signal,
): Promise<{ readonly failed: string; readonly there: readonly string[] }> {
  const folder = mkdtempSync(path.join(testFolder(), 'here'));
  const isMade = (): boolean =>
    readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(`/tree/${made}`));
  const exec: Execute = async ({ command }, { write }) => {
    const says = (text: string) => write('err', Buffer.from(text));
    if (command[2]?.includes('readlink')) {
      await write('out', Buffer.from('directory|tar|4096 755|/|'));
      await says('podscope: over with 0\n');
      return { type: 'exited', code: 0 };
    }
    await write('out', await head());
    while (!isMade()) await turn();
    await says('tar: ./etc/shadow: Cannot open: Permission denied\n');
    return then();
  };
  const request = { namespace: 'shop', pod: 'web', container: 'app', remote: '/', preserve: true };
  const failed = await copyFiles(
    { exec, one: () => Promise.reject(new Error('nobody answers')) },
    { ...request, direction: 'from-container', local: path.join(folder, 'copy') },
    () => undefined,
    signal,
  ).then(
    () => 'it was copied',
    (error: unknown) => (error as Error).message,
  );
  return { failed, there: readdirSync(folder) };
}

it.each(MADE)('tells why, and leaves nothing: while there is as much as %s', async (made) => {
  const UNREAD = '/ could not be read: tar: ./etc/shadow: Cannot open: Permission denied';
  for (const [why, result] of [
    [UNREAD, { type: 'exited', code: 2 }],
    [UNREAD, { type: 'exited', code: 137 }],
    [
      'cut: nothing was put in its place',
      { type: 'lost', failure: { reason: 'ConnectionLost', message: 'cut' } },
    ],
  ] as const)
    expect(await copied(made, () => result)).toEqual({ failed: why, there: [] });
});

it.each(MADE)('ends where it is stopped: while there is as much as %s', async (made) => {
  const stop = new AbortController();
  const stopped = (): ExecResult => {
    stop.abort();
    return { type: 'lost', failure: { reason: 'Aborted', message: 'stopped' } };
  };
  expect(await copied(made, stopped, stop.signal)).toEqual({ failed: 'stopped', there: [] });
});
