import { describe, expect, it } from 'vitest';
import { EscapeReader, type InputToken } from '../../../src/terminal/keys/escape-reader.ts';
import { keyName } from '../../../src/terminal/keys/key-names.ts';

/** What comes out of it in pieces of so many units. */
function inPieces(text: string, size: number): InputToken[] {
  const reader = new EscapeReader();
  const tokens: InputToken[] = [];
  for (let at = 0; at < text.length; at += size) tokens.push(...reader.feed(text.slice(at, at + size)));
  return tokens;
}

describe('a paste', () => {
  it.each([1, 2, 3, 5, 7, 100])('is the same in pieces of %i', (size) => {
    expect(inPieces('a\x1b[200~one\x1b[20two\x1b[201~b', size)).toEqual([
      { type: 'key', sequence: 'a' },
      { type: 'paste', text: 'one\x1b[20two' },
      { type: 'key', sequence: 'b' },
    ]);
  });

  it('of any length is kept as far as anything takes it, and what follows is keys again', () => {
    const [paste, key] = inPieces(`\x1b[200~${'x'.repeat(3_000_000)}\x1b[201~j`, 4095);
    expect(paste).toEqual({ type: 'paste', text: 'x'.repeat(65_536) });
    expect(key).toEqual({ type: 'key', sequence: 'j' });
  });

  it('that is never ended is over when nothing comes any more', () => {
    const reader = new EscapeReader();
    expect(reader.feed('\x1b[200~some\x1b[20')).toEqual([]);
    expect(reader.waiting).toBe('paste');
    expect(reader.giveUp()).toEqual([{ type: 'paste', text: 'some\x1b[20' }]);
    expect(reader.feed('j')).toEqual([{ type: 'key', sequence: 'j' }]);
  });
});

describe('a sequence', () => {
  it.each([
    ['a string reply', '\x1b]52;c;', '\x07'],
    ['one whose end is two units', '\x1bP', '\x1b\\'],
    ['a control sequence', '\x1b[', 'z'],
  ])('%s of any length is kept in part, and is no key', (_, start, end) => {
    const reader = new EscapeReader();
    const piece = '1'.repeat(4000);
    for (let count = 0; count < 100; count++)
      expect(reader.feed(count === 0 ? start + piece : piece)).toEqual([]);
    const rest = [...end].flatMap((unit) => reader.feed(unit));
    expect(rest.filter(({ type }) => type === 'paste')).toEqual([]);
    expect(rest.length).toBeLessThanOrEqual(1);
    expect(reader.feed('j')).toEqual([{ type: 'key', sequence: 'j' }]);
    reader.feed(start);
    for (let count = 0; count < 100; count++) reader.feed(piece);
    expect(reader.takeRest().length).toBeLessThan(10_000);
  });
});

describe('nothing of what a terminal tells is typed', () => {
  const pressed = (tokens: readonly InputToken[]): readonly (string | undefined)[] =>
    tokens.map((token) => (token.type === 'key' ? keyName(token.sequence) : token.text));

  it.each([
    ['a click with a place below zero', '\x1b[<0;-5;-5M'],
    ['a movement with one', '\x1b[<35;-1;3M'],
    ['what begins as a click, up to its letter', '\x1b[<0;?!/1.5m'],
    ['the answer of a mode', '\x1b[?2026;2$y'],
    ['a privacy message', '\x1b^q\x1b\\'],
    ['a start of string', '\x1bXq quit\x1b\\'],
  ])('%s, in whatever pieces it comes', (_, sequence) => {
    for (const size of [1, 2, 3, 5, 100])
      expect(pressed(inPieces(`a${sequence}j`, size)).filter((name) => name !== undefined)).toEqual([
        'a',
        'j',
      ]);
  });

  it.each(['X', '^'])('but Esc and %s are keys, where no more comes', (key) => {
    const reader = new EscapeReader();
    expect(reader.feed(`\x1b${key}`)).toEqual([]);
    expect(reader.waiting).toBe('escape');
    expect(pressed(reader.giveUp())).toEqual(['escape', key]);
  });
});

describe('a key whose bytes come apart', () => {
  it.each(['\x1b[', '\x1bO'])(
    'is waited for as long as any sequence once %j is there, and is keys where no more comes',
    (start) => {
      const reader = new EscapeReader();
      reader.feed('\x1b');
      expect(reader.waiting).toBe('escape');
      reader.feed(start.slice(1));
      expect(reader.waiting).toBe('sequence');
      expect(reader.feed('A')).toEqual([{ type: 'key', sequence: `${start}A` }]);
      reader.feed(start);
      expect(reader.giveUp()).toEqual([...start].map((sequence) => ({ type: 'key', sequence })));
    },
  );
});
