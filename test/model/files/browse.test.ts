import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSE_LIMITS, browseScript } from '../../../src/model/files/browse-script.ts';
import type { Browsed } from '../../../src/model/files/browsed.ts';
import { bytesOf } from '../../../src/model/files/file-names.ts';
import { readBrowsed } from '../../../src/model/files/read-browsed.ts';

let base: string;
let root: string;

/** Names that try to be something else: other entries, options, endings of what is written. */
const HOSTILE = [
  'a\n81a4 1 0 0 5 1 forged',
  '-n',
  '--help',
  '-',
  '*',
  'quo\'te "$(touch owned)`x`\\',
  ' ',
  '!',
  '(',
  'ends\n',
  '..hidden',
  '.x',
  'grün 日本',
  '\u001b[31mred',
];

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'podscope-browse-'));
  root = join(base, 'the root\n');
  mkdirSync(join(root, 'sub/deeper'), { recursive: true });
  mkdirSync(join(base, 'the root\n-not'));
  writeFileSync(join(base, 'secret'), 'never read\n');
  writeFileSync(join(root, 'text'), 'one\ntwo\twords\n\nfour');
  writeFileSync(join(root, 'empty'), '');
  writeFileSync(join(root, 'steering'), 'a\x1b[31mb\u202ec\n');
  writeFileSync(join(root, 'binary'), Buffer.from([0x7f, 0x45, 0, 1]));
  writeFileSync(join(root, 'latin'), Buffer.from([0x66, 0xfc, 0x0a]));
  writeFileSync(join(root, 'large'), 'x'.repeat(99).concat('\n').repeat(20_000));
  for (const name of HOSTILE) writeFileSync(join(root, 'sub', name), name);
  writeFileSync(Buffer.concat([Buffer.from(`${root}/sub/`), Buffer.from([0xff, 0x62])]), 'bytes');
  symlinkSync('sub/deeper', join(root, 'within'));
  symlinkSync('../../text', join(root, 'sub/deeper/back'));
  symlinkSync(join(base, 'secret'), join(root, 'out'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync(join(base, 'the root\n-not'), join(root, 'beside'));
  symlinkSync('round', join(root, 'round'));
  symlinkSync('nowhere', join(root, 'broken'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('what was listed', () => {
  it('of a directory with too many entries is cut at the last whole one, which is said', () => {
    const entry = (index: number): string => `/81a4 1 0 0 5 1 file-${index}\n`;
    const all = Array.from({ length: 60_000 }, (_, index) => entry(100_000 + index)).join('');
    const text = `files 1 directory\0/m\0/m\u000060000\0${all}`;
    const browsed = readBrowsed(text.slice(0, BROWSE_LIMITS.bytes - 1), 5);
    const told = browsed?.type === 'directory' ? browsed.entries : [];
    expect(browsed).toMatchObject({ type: 'directory', count: 60_000 });
    expect(told.length).toBe(Math.floor((BROWSE_LIMITS.bytes - 1 - 30) / entry(100_000).length));
    expect(told.at(-1)?.name).toMatch(/^file-\d{6}$/);
  });

  it('is nothing where it is no answer of the script', () => {
    for (const text of [
      '',
      'sh: printf: not found\n',
      'files 2 directory\0/\0/\u00000\0',
      'files 1 odd\0/\0/\0',
    ])
      expect(readBrowsed(text, 5), text).toBeUndefined();
  });
});

describe.each(['dash', 'bash'])('looked at with %s', (shell) => {
  const look = (path: string, from = root): Browsed | undefined => {
    const script = browseScript({ root: bytesOf(from), path });
    expect(script).toMatch(/^[\x0a\x20-\x7e]*$/);
    const out = execFileSync(shell, ['-c', script], { cwd: '/', maxBuffer: BROWSE_LIMITS.bytes });
    return readBrowsed(out.toString('latin1'), 5);
  };
  const named = (browsed: Browsed | undefined) =>
    browsed?.type === 'directory' ? browsed.entries.map(({ name }) => name) : browsed;

  it('a directory tells what is in it, links with where they lead', () => {
    const browsed = look('');
    expect(browsed).toMatchObject({ type: 'directory', at: 5, path: '', count: 14 });
    const entries = browsed?.type === 'directory' ? browsed.entries : [];
    const of = (name: string) => entries.find((entry) => entry.name === name);
    expect(of('text')).toMatchObject({ type: 'file', stat: { size: 19, links: 1 } });
    expect(of('pipe')?.type).toBe('fifo');
    expect(of('sub')?.type).toBe('directory');
    expect(of('out')).toMatchObject({ type: 'link', target: bytesOf(join(base, 'secret')) });
    expect(of('within')).toMatchObject({ type: 'link', target: 'sub/deeper' });
  });

  it('names forge nothing, and lead back to their files', () => {
    const wanted = [...HOSTILE.map(bytesOf), 'deeper', '\xffb'].sort();
    expect(named(look('sub'))).toEqual(wanted);
    for (const name of HOSTILE)
      expect(look(`sub/${bytesOf(name)}`), name).toMatchObject({
        type: 'file',
        path: `sub/${bytesOf(name)}`,
      });
    expect(look('sub/\xffb')).toMatchObject({ type: 'file', lines: ['bytes'] });
  });

  it('texts are read, others are told', () => {
    expect(look('text')).toMatchObject({ lines: ['one', 'two     words', '', 'four'], cut: false });
    expect(look('steering')).toMatchObject({ lines: ['a\\e[31mb\\u202ec'] });
    expect(look('empty')).toMatchObject({ type: 'file', lines: [] });
    expect(look('latin')).toMatchObject({ type: 'file', lines: ['f\ufffd'] });
    expect(look('binary')).toMatchObject({ type: 'binary' });
    const large = look('large');
    expect(large).toMatchObject({ type: 'file', cut: true });
    expect(large?.type === 'file' && large.lines.length).toBe(10_486);
    expect(look('pipe')).toMatchObject({ type: 'refused', why: 'special' });
    expect(look('gone')).toMatchObject({ type: 'refused', why: 'gone' });
  });

  it('links are followed within, and never out', () => {
    expect(named(look('within'))).toEqual(['back']);
    expect(look('within')).toMatchObject({ path: 'sub/deeper' });
    expect(look('within/back')).toMatchObject({ type: 'file', path: 'text' });
    expect(look('out')).toMatchObject({ type: 'refused', why: 'outside', where: join(base, 'secret') });
    expect(look('up')).toMatchObject({ why: 'outside', where: `${base}/` });
    expect(look('beside')).toMatchObject({ why: 'outside' });
    expect(look('up/secret')).toMatchObject({ why: 'outside' });
    expect(look('../secret')).toMatchObject({ why: 'outside' });
    expect(look('round')).toMatchObject({ why: 'loop' });
    expect(look('broken')).toMatchObject({ why: 'gone' });
  });

  it('a mount may be one file', () => {
    expect(look('', join(root, 'text'))).toMatchObject({ type: 'file', path: 'text' });
    expect(look('', join(root, 'out'))).toMatchObject({ why: 'outside' });
    expect(look('', join(root, 'nothing'))).toMatchObject({ why: 'gone' });
  });
});
