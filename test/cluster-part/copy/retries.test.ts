import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copyFiles } from '../../../src/cluster/copy/copy-files.ts';
import type { Execute } from '../../../src/cluster/copy/remote.ts';
import type { CopyTold } from '../../../src/model/copy/copy.ts';
import { testFolder } from '../../support/test-folder.ts';

const BYTES = Buffer.from('one two three four five six');
const lost = { type: 'lost', failure: { reason: 'ConnectionLost', message: 'cut' } } as const;
const exited = { type: 'exited', code: 0 } as const;

/** A container with one file, whose connection is cut behind each of these bytes. */
function container(cuts: readonly number[], sizes: readonly number[] = []): Execute {
  const [cutsLeft, sizesLeft] = [[...cuts], [...sizes]];
  return async ({ command }, { write }) => {
    const [, , script = '', , , from] = command;
    if (script.includes('readlink')) {
      await write('out', Buffer.from(`file||${sizesLeft.shift() ?? BYTES.length} 644|/data`));
      return exited;
    }
    const start = from === undefined ? 0 : Number(from) - 1;
    const cut = cutsLeft.shift();
    await write('out', BYTES.subarray(start, cut ?? BYTES.length));
    return cut === undefined ? exited : lost;
  };
}

async function copied(exec: Execute, retries: number) {
  const folder = testFolder();
  const notes: string[] = [];
  const request = { namespace: 'a', pod: 'b', container: 'c', direction: 'from-container' } as const;
  const tell = (told: CopyTold): void => void (told.type === 'note' && notes.push(told.text));
  const asked = { ...request, remote: '/data', local: path.join(folder, 'data'), preserve: true, retries };
  const failed = await copyFiles(exec, asked, tell, new AbortController().signal).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
  return { failed, notes, there: readdirSync(folder), file: path.join(folder, 'data') };
}

it('reads on where the connection was lost, as often as it was told to', async () => {
  const { failed, notes, there, file } = await copied(container([4, 9]), 2);
  expect(failed).toBeUndefined();
  expect(notes).toEqual(['Resuming copy at 4 bytes, retry 1/2', 'Resuming copy at 9 bytes, retry 2/2']);
  expect(there).toEqual(['data']);
  const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  expect(sum(readFileSync(file))).toBe(sum(BYTES));
});

it('leaves nothing once it was lost too often, or where the file is another one by then', async () => {
  expect(await copied(container([4]), 0)).toMatchObject({ failed: 'cut', notes: [], there: [] });
  expect(await copied(container([4, 9]), 1)).toMatchObject({ failed: 'cut', there: [] });
  expect(await copied(container([4], [BYTES.length, 3]), Infinity)).toMatchObject({
    failed: '/data changed while the connection was lost',
    notes: ['Resuming copy at 4 bytes, retry 1'],
    there: [],
  });
});
