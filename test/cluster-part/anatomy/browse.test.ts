/** A busy server loses the end of what was printed, and says that the command ended well (client-go, tools/remotecommand/errorstream.go). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { browse } from '../../../src/cluster/anatomy/browse.ts';
import type { RunScript } from '../../../src/cluster/anatomy/walk.ts';
import type { Browsed } from '../../../src/model/files/browsed.ts';
import { testFolder } from '../../support/test-folder.ts';

const root = testFolder();
beforeAll(() => {
  mkdirSync(path.join(root, 'many'));
  for (let at = 10; at < 40; at++) writeFileSync(path.join(root, 'many', `file-${at}`), '');
  writeFileSync(path.join(root, 'text'), Array.from({ length: 500 }, (_, at) => `line ${at}\n`).join(''));
  writeFileSync(path.join(root, 'empty'), '');
});

/** A container whose files are this machine's, of whose answers so many lose all that is behind so many bytes. */
function losing(bytes: number, times: number) {
  let [asked, lost] = [0, 0];
  const run: RunScript = (_, script) => {
    const out = spawnSync('sh', ['-c', script]).stdout.toString('latin1');
    const cut = asked++ < times ? out.slice(0, bytes < 0 ? out.length + bytes : bytes) : out;
    if (cut !== out) lost++;
    return Promise.resolve({ out: cut, err: '', result: { type: 'exited', code: 0 } });
  };
  return { run, asked: () => asked, lost: () => lost };
}

const look = (run: RunScript, at: string): Promise<Browsed> =>
  browse(
    { namespace: 'n', pod: 'p', container: 'c', root, path: at },
    [],
    run,
    () => 5,
    new AbortController().signal,
  );

const whole = (at: string): Promise<Browsed> => look(losing(0, 0).run, at);

describe.each([0, 1, 25, 200, 900, -1, -5])('of an answer of which all behind %i bytes is lost', (bytes) => {
  it.each(['many', 'text', 'empty', 'nowhere'])('%s is asked for again', async (at) => {
    const { run, asked, lost } = losing(bytes, 2);
    expect(await look(run, at)).toEqual(await whole(at));
    expect(asked()).toBe(lost() + 1);
  });

  it.each(['many', 'text', 'empty'])(
    '%s is what came, and told to be a part, where that goes on',
    async (at) => {
      const { run, asked, lost } = losing(bytes, 99);
      const told = await look(run, at);
      if (lost() === 0) return expect(told).toEqual(await whole(at));
      expect(asked()).toBe(3);
      if (told.type === 'failed') {
        expect(told.failure.message).toBe(
          'it could not be looked at: the server lost the end of what was printed',
        );
        return undefined;
      }
      expect(told).toMatchObject({ lost: true });
      // Nothing of it is made up.
      const all = await whole(at);
      if (told.type === 'file' && all.type === 'file')
        expect(all.lines.join('\n').startsWith(told.lines.join('\n'))).toBe(true);
      if (told.type === 'directory' && all.type === 'directory')
        for (const entry of told.entries) expect(all.entries).toContainEqual(entry);
      return undefined;
    },
  );
});

it('of a whole answer nothing is said to be lost', async () => {
  for (const at of ['many', 'text', 'empty']) expect(await whole(at)).not.toHaveProperty('lost');
});

it('what was given up is not asked for again', async () => {
  let asked = 0;
  const failure = { reason: 'GivenUp', message: 'no end within 5 s' };
  const run: RunScript = () => {
    asked++;
    return Promise.resolve({ out: 'files 1', err: '', result: { type: 'failed', failure } });
  };
  const message = 'no end within 5 s: the shell may go on there';
  expect(await look(run, 'text')).toMatchObject({ type: 'failed', failure: { ...failure, message } });
  expect(asked).toBe(1);
});
