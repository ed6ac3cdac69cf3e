import { describe, expect, it } from 'vitest';
import { indentedLine, readableLine } from '../../../src/model/logs/readable.ts';

describe('a structured line', () => {
  it('is read as what it says, how bad it is, and the rest by name', () => {
    expect(readableLine('{"ts":1,"level":"warn","msg":"slow","n":3,"ok":true,"no":null}')).toEqual({
      severity: 'WARN',
      says: 'slow',
      rest: [
        ['n', '3'],
        ['ok', 'true'],
        ['no', 'null'],
      ],
    });
    expect(readableLine(String.raw`time=x level=info msg="said \"so\"" path=/a empty=`)).toEqual({
      severity: 'INFO',
      says: 'said "so"',
      rest: [
        ['path', '/a'],
        ['empty', ''],
      ],
    });
  });

  it.each([
    ['JSON', '\x1b[1;39m{\x1b[34m"level"\x1b[0m:\x1b[32m"error"\x1b[0m,"msg":"broke"}\x1b[0m'],
    ['logfmt', '\x1b[36mlevel=\x1b[0merror \x1b[36mmsg=\x1b[0mbroke\x1b[K'],
  ])('of %s is read in colours as it is without', (_, line) => {
    expect(readableLine(line)).toEqual({ severity: 'ERROR', says: 'broke', rest: [] });
  });

  it('has names that mean something to JavaScript as any other', () => {
    expect(readableLine('{"__proto__":"x","constructor":1,"msg":"y"}')?.rest).toEqual([
      ['__proto__', 'x'],
      ['constructor', '1'],
    ]);
  });

  it.each(['plain words', '{"cut":', '[1,2]', 'a=b', 'it is a=b and c=d', '"text"', 'null', ''])(
    'is not %j',
    (line) => {
      expect(readableLine(line)).toBeUndefined();
    },
  );

  it('that is very long stays as it was said, and costs nothing', () => {
    expect(readableLine(`{"msg":"${'x'.repeat(20_000)}"}`)).toBeUndefined();
    expect(readableLine('a='.repeat(4000))).toBeUndefined();
    expect(readableLine(`a="${'\\"'.repeat(4000)}`)).toBeUndefined();
  });

  it('of JSON is indented', () => {
    expect(indentedLine('{"a":[1]}')).toEqual(['{', '  "a": [', '    1', '  ]', '}']);
    expect(indentedLine('plain')).toBeUndefined();
    expect(indentedLine('{cut')).toBeUndefined();
  });
});
