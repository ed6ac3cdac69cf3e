import { afterAll, beforeAll, describe, it } from 'vitest';
import { bundled } from '../support/programs/demo-terminal.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let screen: DrivenTerminal;
let count = 0;

beforeAll(async () => {
  screen = launch(process.execPath, [await bundled('test/terminal/demo.ts')], { columns: 60, rows: 20 });
  await screen.waitFor('size 60x20');
});
afterAll(() => screen.kill());

/** Sends bytes and waits for exactly the lines they stand for, in order, and nothing between them. */
async function expectLines(bytes: string, ...lines: readonly string[]): Promise<void> {
  screen.type(bytes);
  for (const line of lines) await screen.waitFor(`${count++}:${line}`);
}

describe('a key arrives once, by the name that commands use', () => {
  it.each([
    ['j', '<j>'],
    ['N', '<N>'],
    ['?', '<?>'],
    ['é', '<é>'],
    ['日', '<日>'],
    [' ', '<space>'],
    ['\r', '<enter>'],
    ['\t', '<tab>'],
    ['\x1b[Z', '<shift-tab>'],
    ['\x7f', '<backspace>'],
    ['\x1b', '<escape>'],
    ['\x1b[120;3u', '<alt-x>'],
    ['\x1b[27u', '<escape>'],
    ['\x1b[9;2u', '<shift-tab>'],
    ['\x1b[1;3D', '<alt-left>'],
    ['🎉', '<🎉>'],
    ['\0', '<ctrl-space>'],
    ['\n', '<ctrl-j>'],
    ['\x04', '<ctrl-d>'],
    ['\x12', '<ctrl-r>'],
    ['\x17', '<ctrl-w>'],
    ['\x06', '<ctrl-f>'],
    ['\x1b[A', '<up>'],
    ['\x1bOB', '<down>'],
    ['\x1b[1;2A', '<shift-up>'],
    ['\x1b[1;5C', '<ctrl-right>'],
    ['\x1b[D', '<left>'],
    ['\x1b[H', '<home>'],
    ['\x1b[1~', '<home>'],
    ['\x1b[F', '<end>'],
    ['\x1b[4~', '<end>'],
    ['\x1b[5~', '<pageup>'],
    ['\x1b[6~', '<pagedown>'],
    ['\x1b[2~', '<insert>'],
    ['\x1b[3~', '<delete>'],
    ['\x1bOP', '<f1>'],
    ['\x1b[15~', '<f5>'],
    ['\x1b[24~', '<f12>'],
    ['\x1b[100;5u', '<ctrl-d>'],
    ['\x1b[27;5;100~', '<ctrl-d>'],
    ['\x1b[97;2u', '<A>'],
    ['\x1b[13;2u', '<shift-enter>'],
    ['\x1b[1;5:1A', '<ctrl-up>'],
    ['\x1b[1;3R', '<alt-f3>'],
  ])('%j is %s', async (bytes, name) => {
    await expectLines(bytes, name);
  });

  it('when its sequence comes in parts', async () => {
    screen.type('\x1b');
    screen.type('[');
    await expectLines('A', '<up>');
  });

  it('when many come at once', async () => {
    await expectLines('jk\x1b[Bj', '<j>', '<k>', '<down>', '<j>');
    await expectLines('j\x1b[<0;3;4Mk\x1b[<0;3;4mN', '<j>', 'press 2,3', '<k>', '<N>');
    await expectLines('\x1b\x1bj', '<escape>', '<escape>', '<j>');
  });

  it('is Esc and the key, and not Alt, where one follows the other within a read', async () => {
    await expectLines('\x1b/abq', '<escape>', '</>', '<a>', '<b>', '<q>');
    await expectLines('\x1b\r\x1b:q', '<escape>', '<enter>', '<escape>', '<:>', '<q>');
    // No more at once than the screen of the test has lines.
    await expectLines('\x1b]jjPj', ...'<escape>,<]>,<j>,<j>,<P>,<j>'.split(','));
    await expectLines('\x1bPj_\x1b_k', ...'<escape>,<P>,<j>,<_>,<escape>,<_>,<k>'.split(','));
    await expectLines('\x1b[', '<escape>', '<[>');
  });
});

describe('what is no key', () => {
  it('a paste is one event, with its keys and line ends in it, also when it comes in parts', async () => {
    await expectLines('\x1b[200~d\rq\x04\x1b[201~j', 'paste("d\\rq\\u0004")', '<j>');
    screen.type('\x1b[200~ab');
    screen.type('cd\x1b[20');
    await expectLines('1~', 'paste("abcd")');
  });

  it("the terminal's answers are nothing", async () => {
    await expectLines(
      '\x1b[?62;22c\x1b[>0;276;0c\x1b[12;40R\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b[I\x1b[O\x1bP1+r\x1b\\\x1b[?2026;2$y\x1b[100;5:3u\x1b[M !!j',
      '<j>',
    );
  });
});

describe('the mouse', () => {
  it('presses, double clicks and turns its wheel, far right too', async () => {
    screen.click(5, 6);
    await expectLines('', 'press 5,6');
    screen.click(5, 6);
    await expectLines('', 'press double 5,6');
    screen.wheel(1, 2, 'down');
    await expectLines('', 'wheel-down 1,2');
    screen.wheel(1, 2, 'up');
    await expectLines('', 'wheel-up 1,2');
    screen.click(299, 99);
    await expectLines('', 'press 299,99');
  });
});
