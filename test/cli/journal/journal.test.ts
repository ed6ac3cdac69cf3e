import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Subject } from 'rxjs';
import { Journal } from '../../../src/cli/journal/journal.ts';
import { saidWhileTidying, sayWarnings } from '../../../src/cli/journal/listen.ts';
import { openLogFile } from '../../../src/cli/journal/log-file.ts';
import { redact } from '../../../src/cli/journal/redact.ts';
import type { LogEntry } from '../../../src/model/log.ts';
import { testFolder } from '../../support/test-folder.ts';

function journal() {
  const kept = new Journal(() => Date.parse('2026-01-01T00:00:00.5Z'));
  const told: LogEntry[] = [];
  const written: string[] = [];
  kept.told$.subscribe((entry) => told.push(entry));
  kept.writeTo((text) => written.push(text));
  return { kept, told, written };
}

describe('warnings without a screen', () => {
  it('are said where errors are, the same one not each second, but again after half a minute', () => {
    const told$ = new Subject<LogEntry>();
    const said: string[] = [];
    sayWarnings(told$, { out: () => undefined, err: (text) => void said.push(text) });
    const tell = (time: number, text: string): void =>
      told$.next({ time, level: 'warning', source: 'busy', text });
    for (let second = 0; second <= 30; second++) tell(second * 1000, 'the server is busy');
    tell(31_000, 'it is not');
    tell(32_000, 'the server is busy');
    const busy = 'podscope: the server is busy\n';
    expect(said).toEqual([busy, busy, 'podscope: it is not\n', busy]);
  });
});

describe('warnings at the end of the dashboard', () => {
  it('are said while there is something to tidy, and none of those that were told before', () => {
    const { kept } = journal();
    const said: string[] = [];
    const output = { out: () => undefined, err: (text: string) => void said.push(text) };
    kept.log('warning', 'exec', 'long ago');
    const tidies: (Promise<unknown> | undefined)[] = [undefined, Promise.resolve()];
    const tidy = saidWhileTidying(() => tidies.shift(), kept.told$, output);
    expect(tidy()).toBeUndefined();
    kept.log('warning', 'exec', 'nothing to tidy');
    expect(tidy()).toBeInstanceOf(Promise);
    kept.log('warning', 'exec', 'it may go on');
    expect(said).toEqual(['podscope: it may go on\n']);
  });
});

describe('what a credential plugin says without a screen', () => {
  it('goes through as it is, each once in a row', () => {
    const told$ = new Subject<LogEntry>();
    const said: string[] = [];
    sayWarnings(told$, { out: () => undefined, err: (text) => void said.push(text) });
    for (const time of [0, 3000, 40_000])
      told$.next({ time, level: 'info', source: 'plugin', text: 'enter ABC-123' });
    told$.next({ time: 41_000, level: 'info', source: 'node', text: 'hello' });
    expect(said).toEqual(['enter ABC-123\n']);
  });
});

describe('the journal', () => {
  it('writes one line an entry: time, level, source, text', () => {
    const { kept, written } = journal();
    kept.log('warning', 'node', 'one\n\x1b[31mtwo\u202e\x9b');
    expect(written).toEqual(['2026-01-01T00:00:00.500Z warning node one two\ufffd\ufffd\n']);
  });

  it('shows all but what is for the file alone, also to who comes late', () => {
    const { kept, told } = journal();
    kept.log('debug', 'request', 'GET /');
    kept.log('info', 'node', 'hello');
    expect(told).toMatchObject([{ level: 'info', text: 'hello' }]);
    const late: string[] = [];
    kept.told$.subscribe(({ text }) => late.push(text));
    expect(late).toEqual(['hello']);
  });

  it('bounds a text, and keeps nothing of an empty one', () => {
    const { kept, told } = journal();
    kept.log('info', 'stderr', 'x'.repeat(10_000_000));
    kept.log('info', 'stderr', ' \n');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toHaveLength(1001);
  });

  it('gives a file up that cannot be written, says so once, and goes on', () => {
    const { kept, told } = journal();
    let tries = 0;
    kept.writeTo(() => {
      tries++;
      throw new Error('cannot write the log file x: no space left on device');
    });
    kept.log('info', 'node', 'one');
    kept.log('info', 'node', 'two');
    expect(tries).toBe(1);
    expect(told.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'error cannot write the log file x: no space left on device: nothing more is logged',
      'info one',
      'info two',
    ]);
  });
});

describe('a log file', () => {
  const file = (): string => path.join(testFolder(), 'log');

  it('is for its owner alone, and appended to', () => {
    const name = file();
    openLogFile(name, { screen: true })('one\n');
    openLogFile(name, { screen: true })('two\n');
    expect(readFileSync(name, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it('that cannot be opened, or is full, is told by its name and why', () => {
    const open = (name: string) => openLogFile(name, { screen: true });
    expect(() => open('/nowhere/log')).toThrow('the log file /nowhere/log: no such file or directory');
    expect(() => open(tmpdir())).toThrow(/: it is a directory$/);
    if (existsSync('/dev/full')) expect(() => open('/dev/full')('x')).toThrow('no space left on device');
  });

  it('is not emptied by being opened', () => {
    const name = file();
    writeFileSync(name, 'old\n');
    openLogFile(name, { screen: false });
    expect(readFileSync(name, 'utf8')).toBe('old\n');
  });
});

describe('secrets in text of others', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln';
  it.each([
    ['authorization: Bearer abcdefghijklmnop.qrs', 'authorization: Bearer ***'],
    [`the token is ${jwt}, use it`, 'the token is ***, use it'],
    ['cannot reach https://me:p@ss@host:6443/x', 'cannot reach https://***@host:6443/x'],
    ['GET /x?access_token=hunter2&limit=1', 'GET /x?access_token=***&limit=1'],
    ['{"clientToken":"hunter2","password": "x y"}', '{"clientToken":"***","password": "*** y"}'],
    [
      "{ key: '-----BEGIN EC PRIVATE KEY-----\\nMHc\\n-----END EC PRIVATE KEY-----' }",
      "{ key: '*** EC PRIVATE KEY-----' }",
    ],
    [
      'the bearer token is expired: see https://host/a@b',
      'the bearer token is expired: see https://host/a@b',
    ],
    ['GET /api/v1/pods?labelSelector=app%3Dkey 200', 'GET /api/v1/pods?labelSelector=app%3Dkey 200'],
  ])('%s', (text, told) => expect(redact(text)).toBe(told));
});
