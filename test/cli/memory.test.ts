import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { memoryIn } from '../../src/cli/memory.ts';
import { testFolder } from '../support/test-folder.ts';

afterEach(() => void vi.restoreAllMocks());

it('remembers across starts, in the folder for it', async () => {
  const env = { XDG_STATE_HOME: testFolder() };
  await memoryIn(env, vi.fn()).write('seen', 'yes');
  expect(await memoryIn(env, vi.fn()).read('seen')).toBe('yes');
});

it('reads and writes nothing without a home, least of all where podscope was started', async () => {
  const here = testFolder();
  await mkdir(path.join(here, 'podscope'));
  await writeFile(path.join(here, 'podscope/seen'), 'by somebody else');
  const log = vi.fn();
  const memory = memoryIn({ XDG_STATE_HOME: 'not/absolute' }, log);
  const join = path.join;
  vi.spyOn(path, 'join').mockImplementation((...parts) => path.resolve(here, join(...parts)));
  expect(await memory.read('seen')).toBeUndefined();
  await memory.write('seen', 'ours');
  expect(log).not.toHaveBeenCalled();
});

it.runIf(existsSync('/proc/self'))('says what it could not keep where folders cannot be made', async () => {
  const log = vi.fn();
  await memoryIn({ XDG_STATE_HOME: '/proc' }, log).write('seen', 'yes');
  expect(log).toHaveBeenCalledWith('warning', 'memory', expect.stringContaining('not remembered'));
});
