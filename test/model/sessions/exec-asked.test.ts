import { expect, it } from 'vitest';
import { execAsked } from '../../../src/model/sessions/exec-asked.ts';

it.each([
  ['', { command: [] }],
  ['top -c', { command: ['top', '-c'] }],
  ['-c bb top -b', { container: 'bb', command: ['top', '-b'] }],
  ['-cbb -- top', { container: 'bb', command: ['top'] }],
  ['-it --container=bb', { container: 'bb', command: [] }],
  ['-i --tty --container bb -- -odd', { container: 'bb', command: ['-odd'] }],
  ['-c', ':exec -c wants a container: [-c CONTAINER] COMMAND'],
  ['-x ls', ':exec has no flag -x: [-c CONTAINER] COMMAND'],
])('what %o asks for', (line, asked) => expect(execAsked(line.split(' ').filter(Boolean))).toEqual(asked));
