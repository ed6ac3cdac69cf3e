import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { noLog } from '../../src/model/log.ts';
import { parseArguments } from '../../src/cli/arguments/arguments.ts';
import { failing } from '../../src/cli/one-shot/failing.ts';
import { exitCodeOf, toItsEnd, writerOn } from '../../src/cli/program.ts';
import { HARMFUL, HOSTILE } from '../support/hostile/hostile.ts';

function streams() {
  const [out, err] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  return { writer: writerOn(out, err), read: () => [out.read(), err.read()].join('') };
}

it('says what was typed wrongly without what would steer the terminal', () => {
  const { writer, read } = streams();
  for (const text of HOSTILE) {
    parseArguments([`--${text}`], '1', writer);
    parseArguments(['pods', '--request-timeout', text], '1', writer);
    parseArguments(['pods', '-o', text], '1', writer);
    parseArguments([`${text}/${text}/${text}`], '1', writer);
  }
  const said = read();
  expect(said.match(/unknown option/g)).toHaveLength(HOSTILE.length);
  expect(said).not.toMatch(HARMFUL);
});

it('tells any error in one line', async () => {
  for (const text of HOSTILE) {
    const { writer, read } = streams();
    expect(await exitCodeOf(() => Promise.reject(new Error(text)), writer, noLog)).toBe(1);
    expect(read()).toMatch(/^podscope: x[^\n]*\n$/);
  }
});

it('says its name once', async () => {
  const { writer, read } = streams();
  const refused = new Error('podscope was started with --readonly: nothing is forwarded');
  await exitCodeOf(() => Promise.reject(refused), writer, noLog);
  failing(writer)('podscope was started with --readonly: nothing is run in containers');
  expect(read()).toBe(
    'podscope: was started with --readonly: nothing is forwarded\n' +
      'podscope: was started with --readonly: nothing is run in containers\n',
  );
});

it('logs an error with its causes', async () => {
  const logged: string[] = [];
  const cause = new Error('it was reset', { cause: 'somewhere' });
  const failing = () => Promise.reject(new Error('no answer', { cause }));
  await exitCodeOf(failing, streams().writer, (level, source, text) =>
    logged.push(`${level} ${source} ${text}`),
  );
  expect(logged).toEqual(['error podscope no answer; its cause: it was reset; its cause: somewhere']);
});

describe('a program whose end is never reached', () => {
  it('does not end well where nothing is left that could come', async () => {
    const process = new EventEmitter();
    const { writer, read } = streams();
    const code = exitCodeOf(
      () => toItsEnd(new Promise<number>(() => undefined), process as never),
      writer,
      noLog,
    );
    process.emit('beforeExit', 0);
    expect(await code).toBe(1);
    expect(read()).toMatch(/^podscope: it did not come to its end, [^\n]*please report it\n$/);
  });

  it('is none that came to it', async () => {
    const process = new EventEmitter();
    expect(await toItsEnd(Promise.resolve(3), process as never)).toBe(3);
    await expect(toItsEnd(Promise.reject(new Error('no answer')), process as never)).rejects.toThrow(
      'no answer',
    );
    expect(process.eventNames()).toEqual([]);
  });
});
