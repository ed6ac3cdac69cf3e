import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadKubeconfig } from '../../src/cluster/kubeconfig/files.ts';
import { readPipes } from '../../src/cluster/kubeconfig/pipes.ts';
import { testFolder } from '../support/test-folder.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval'] }));
afterEach(() => void vi.useRealTimers());

const folder = testFolder();
const pipe = path.join(folder, 'pipe');
execFileSync('mkfifo', [pipe]);

it('reads a kubeconfig from a pipe once somebody has written it, and tells after a moment that it waits for that', async () => {
  const said: string[] = [];
  const file = path.join(folder, 'file');
  writeFileSync(file, 'current-context: of-file');
  const place = { env: { KUBECONFIG: `${pipe}:${file}:${folder}/none` }, home: '/nowhere' };
  const reading = readPipes(place, (level, source, text) => void said.push(`${level} ${source} ${text}`));
  await vi.advanceTimersByTimeAsync(1999);
  expect(said).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(said).toEqual([
    `warning kubeconfig waiting for the kubeconfig ${pipe}, a pipe that nobody has written to its end (ctrl-c gives up)`,
  ]);
  const writer = await open(pipe, 'w');
  await writer.write('current-context: ');
  await writer.write('of-pipe');
  await writer.close();
  const piped = await reading;
  expect([...piped.keys()]).toEqual([pipe]);
  expect(loadKubeconfig({ ...place, piped }).currentContext).toBe('of-pipe');
});

it('waits for nothing where there is no pipe', async () => {
  mkdirSync(path.join(folder, 'directory'));
  const KUBECONFIG = ['directory', 'none', 'directory/none/x'].map((name) => `${folder}/${name}`).join(':');
  expect(await readPipes({ env: { KUBECONFIG }, home: folder }, () => undefined)).toEqual(new Map());
});
