import { expect, it } from 'vitest';
import { commandWords } from '../../../src/model/sessions/command-words.ts';

it.each([
  ['', []],
  ['  ls   -l ', ['ls', '-l']],
  [`sh -c 'echo "a  b"; ls'`, ['sh', '-c', 'echo "a  b"; ls']],
  [`a"b c"d '' "x\\"y"`, ['ab cd', '', 'x"y']],
  [`'a\\n' b\\ c`, ['a\\n', 'b c']],
  [`echo 'open`, undefined],
])('the words of %o', (line, words) => expect(commandWords(line)).toEqual(words));
