import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveFile } from '../../src/cli/save-file.ts';

describe('a file that is saved', () => {
  let dir: string;
  beforeEach(() => void (dir = mkdtempSync(path.join(tmpdir(), 'podscope-save-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('has all of it', async () => {
    const file = path.join(dir, 'web.log');
    expect(await saveFile(file, 'a line\n')).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('a line\n');
  });

  it('is not left in part where there is no room for all of it', () => {
    const module = path.resolve('src/cli/save-file.ts');
    const program = `
      import { saveFile } from ${JSON.stringify(module)};
      saveFile('web.log', 'x'.repeat(100_000)).catch((error) => console.log(error.message));`;
    // No file of this process may be larger than 2 KiB: the system stops the write there, as a full disk does.
    const command = 'ulimit -f 4; exec "$0" --import "$1" --input-type=module --eval "$2"';
    const args = ['-c', command, process.execPath, import.meta.resolve('tsx'), program];
    const said = execFileSync('sh', args, {
      cwd: dir,
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(said).toBe('file too large\n');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is never written over another', async () => {
    const file = path.join(dir, 'web.log');
    writeFileSync(file, 'mine');
    await expect(saveFile(file, 'a line\n')).rejects.toThrow('file already exists');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
