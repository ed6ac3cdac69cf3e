import { describe, expect, it } from 'vitest';
import { Escapes } from '../../../src/model/sessions/escapes.ts';

/** What is passed and asked for, of what is typed in these chunks; the same is expected of it byte by byte. */
function typed(...chunks: readonly string[]) {
  const escapes = new Escapes();
  let pass = '';
  const asks: string[] = [];
  for (const chunk of chunks) {
    const of = escapes.take(Buffer.from(chunk, 'latin1'));
    pass += Buffer.from(of.pass).toString('latin1');
    asks.push(...of.asks);
  }
  return { pass, asks };
}

describe('the escapes of a session', () => {
  it.each([
    ['at the beginning', '~.', '', ['leave']],
    ['after a return', 'ls\r~.', 'ls\r', ['leave']],
    ['after a newline', 'ls\n~.', 'ls\n', ['leave']],
    ['not within a line', 'ls ~.', 'ls ~.', []],
    ['help, which may be asked for again', '\r~?~?x', '\rx', ['help', 'help']],
    ['a tilde of its own', '\r~~.', '\r~.', []],
    ['a path', '\r~/x\r', '\r~/x\r', []],
    ['another newline', '\r~\r~.', '\r~\r', ['leave']],
    [
      'not what is pasted as such',
      '\r\x1b[200~\n~.\n~.\x1b[201~\r~.',
      '\r\x1b[200~\n~.\n~.\x1b[201~\r',
      ['leave'],
    ],
  ])('%s', (_, keys, pass, asks) => {
    expect(typed(keys)).toEqual({ pass, asks });
    expect(typed(...keys)).toEqual({ pass, asks });
  });

  it('pass all bytes else as they are', () => {
    const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
    expect(typed(`x${all}`)).toEqual({ pass: `x${all}`, asks: [] });
  });
});
