import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shellCommand, shellEnvironment } from '../../../../src/model/sessions/shell/shell-command.ts';

/** TERM and LANG of the shell, run here. */
function within(given: Parameters<typeof shellCommand>[0]): string {
  const [program = '', ...rest] = shellCommand(given);
  const env = { PATH: process.env.PATH, HOME: '/', TERM: 'xterm' };
  return execFileSync(program, rest, { env, input: 'echo "$TERM ${LANG-unset}"\n', encoding: 'utf8' }).trim();
}

describe('the shell of a session', () => {
  it('gets the terminal at hand where it is known there, else one that is', () => {
    const known = ['/usr/share', '/lib'].some((of) => existsSync(`${of}/terminfo/l/linux`));
    expect(within({ term: 'no-such-term' })).not.toContain('no-such-term');
    if (known) expect(within({ term: 'linux' })).toBe('linux unset');
  });

  it('gets a locale that is known there, of the same encoding', () => {
    expect(within({ lang: 'POSIX' })).toMatch(/ POSIX$/);
    expect(within({ lang: 'xx_XX.UTF-8' })).toMatch(/ (C\.(utf8|UTF-8)|unset|xx_XX\.UTF-8)$/);
  });

  it('takes no name that is none', () => {
    for (const bad of ['$(reboot)', 'a b', '../x', '', 'dumb'.padEnd(99, 'x'), "';"]) {
      expect(shellCommand({ term: bad, lang: bad }).slice(3)).toEqual(['sh', '', '', '', '']);
    }
  });

  it('is told what holds for text', () => {
    expect(shellEnvironment({ LC_ALL: '', LC_CTYPE: 'de', LANG: 'en', TERM: 'x' })).toEqual({
      term: 'x',
      lang: 'de',
    });
  });
});
