import { execFileSync, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { terminalShell } from '../../../../src/model/sessions/shell/hang-up.ts';
import { childrenOf } from '../../../support/programs/children.ts';
import { type DrivenTerminal, launch } from '../../../support/programs/terminal-driver.ts';

const newMark = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16));
const opened: DrivenTerminal[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.kill()));

/** A shell of this machine, at its prompt. */
async function shell(mark = newMark()) {
  const { command, hangUp } = terminalShell({}, mark);
  const [program = '', ...args] = command;
  const terminal = launch(program, args, { env: { PS1: 'ready> ', BASH_ENV: undefined } });
  opened.push(terminal);
  await terminal.waitFor(/[$#>] $/m);
  const run = ([file = '', ...words]: readonly string[]): string =>
    execFileSync(file, words, { encoding: 'utf8' });
  return { terminal, hang: () => run(hangUp) };
}

/** Those of a process and of all that it began. */
const descendants = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);

const commandOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'args=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.trim();

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits until a command runs below a shell, whose own start may run others; gives its process. */
async function isRunning(terminal: DrivenTerminal, command: string): Promise<number> {
  let found: number | undefined;
  await terminal.waitFor(() => {
    found = descendants(terminal.pid).find((pid) => commandOf(pid) === command);
    return found !== undefined;
  });
  return found ?? NaN;
}

async function endsAll(terminal: DrivenTerminal, hang: () => string): Promise<void> {
  const began = descendants(terminal.pid);
  expect(hang()).toBe('');
  await terminal.waitForExit();
  await terminal.waitFor(() => !began.some(runs));
}

describe('a shell that is hung up', () => {
  it.each([
    ['at its prompt', []],
    ['with a program', ['sleep 777']],
    ['with shells within it', ['bash', 'sh', 'sleep 777']],
    ['with a script', ["sh -c 'while :; do sleep 777; done'"]],
  ] as const)('%s ends with it', async (_, typed) => {
    const { terminal, hang } = await shell();
    for (const line of typed) {
      terminal.type(`${line}\r`);
      await isRunning(terminal, line.startsWith('sh -c') ? 'sleep 777' : line);
    }
    await endsAll(terminal, hang);
  });

  it('ends what is stopped', async () => {
    const { terminal, hang } = await shell();
    terminal.type('sleep 777\r');
    await isRunning(terminal, 'sleep 777');
    terminal.type('\x1a');
    await terminal.waitFor('Stopped');
    await endsAll(terminal, hang);
  });

  it('leaves what was begun to outlive it, and its neighbours', async () => {
    const [{ terminal, hang }, neighbour] = [await shell(), await shell()];
    terminal.type('nohup sleep 600 >/dev/null & sleep 777\r');
    const outlives = await isRunning(terminal, 'sleep 600');
    await isRunning(terminal, 'sleep 777');
    expect(hang()).toBe('');
    await terminal.waitForExit();
    expect(runs(outlives)).toBe(true);
    process.kill(outlives);
    expect(neighbour.terminal.exit).toBeUndefined();
  });

  it('is told of where it takes no SIGHUP', async () => {
    const { terminal, hang } = await shell();
    terminal.type("trap '' HUP; echo de''af\r");
    await terminal.waitFor(/^deaf/m);
    expect(hang).toThrow(expect.objectContaining({ status: 1, stdout: 'it does not end by SIGHUP\n' }));
  });

  it('that has ended needs nothing', async () => {
    const { terminal, hang } = await shell();
    terminal.type('exit\r');
    await terminal.waitForExit();
    expect(hang()).toBe('');
  });
});
