import { constants } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf } from '../support/programs/children.ts';
import { bundled } from '../support/programs/demo-terminal.ts';
import { isRunning } from '../support/programs/is-running.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let program = '';
beforeAll(async () => {
  program = await bundled('test/terminal/demo.ts');
});

const NORMAL = { alternate: false, mouse: 'none', paste: false, cursorHidden: false };
const NO_KEYS = { normal: [], alternate: [] };
const DASHBOARD = { alternate: true, mouse: 'drag', paste: true, cursorHidden: true };

/** Ended when all is over: `onTestFinished` takes one of tests that run beside each other for another. */
const screens: DrivenTerminal[] = [];
afterAll(() => screens.forEach((screen) => screen.kill()));

function driven(...args: readonly string[]): DrivenTerminal {
  const screen = launch('bash', args, { columns: 80, rows: 30, env: { PS1: 'p> ' } });
  screens.push(screen);
  return screen;
}

/**
 * The demo under a shell that says how it ended, and how the terminal was set before and after.
 * The shell stays: what a process writes just before its end may not reach the other side of a pty.
 */
async function demo(): Promise<DrivenTerminal> {
  const screen = driven(
    '-c',
    'before=$(stty -g); node "$0"; echo "code $?"; [ "$(stty -g)" = "$before" ] && echo "same settings"; echo done; sleep 60',
    program,
  );
  await screen.waitFor('size 80x30');
  return screen;
}

/** In an interactive shell, stopped as its first job. */
async function stopped(env = ''): Promise<{ screen: DrivenTerminal; pid: number }> {
  const screen = driven('--norc', '-i');
  await screen.waitFor(/^p> $/m);
  screen.type(`${env} node ${program}\r`);
  await screen.waitFor('size 80x30');
  const pid = demoPid(screen);
  screen.press('Z');
  await screen.waitFor('Stopped');
  return { screen, pid };
}

function demoPid(screen: DrivenTerminal): number {
  const [pid = NaN] = childrenOf(screen.pid);
  return pid;
}

/** The shell edits its line as before: a terminal that echoes by itself would show what is typed twice. */
async function expectAtPrompt(screen: DrivenTerminal): Promise<void> {
  screen.type('clear\r');
  await screen.waitFor(/^p> $/m);
  screen.type('echo "al"ive\r');
  await screen.waitFor(/^p> echo "al"ive\nalive\np> $/m);
  expect(screen.modes()).toMatchObject({ alternate: false, mouse: 'none', cursorHidden: false });
}

const SIGNALS = [
  'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGABRT', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF', 'SIGIO',
  'SIGXCPU', 'SIGXFSZ', 'SIGSTKFLT', 'SIGPWR', 'SIGSYS',
] as const; // prettier-ignore
const THERE = SIGNALS.filter((signal) => signal in constants.signals);
/** All signals go the same way: these stand for them in the states where it matters how. */
const USUAL: readonly string[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGABRT'];

type End = (screen: DrivenTerminal) => void;
/** What ends it, the code, and what is told besides. */
const ENDINGS: readonly (readonly [name: string, end: End, code: number, told: string])[] = [
  ['closing', (screen) => screen.press('Q'), 0, ''],
  ['exit', (screen) => screen.press('X'), 7, ''],
  ['an exception', (screen) => screen.press('T'), 1, 'podscope failed: thrown on purpose'],
  ['a rejection', (screen) => screen.press('R'), 1, 'podscope failed: rejected on purpose'],
  ['the end of its input', (screen) => screen.press('I'), 129, ''],
  ['an output that fails', (screen) => screen.press('O'), 129, ''],
  ...THERE.map((signal) => {
    const end: End = (screen) => process.kill(demoPid(screen), signal);
    return [signal, end, 128 + constants.signals[signal], ''] as const;
  }),
];

describe.concurrent('the terminal is as it was before', () => {
  it.each(ENDINGS)('after %s', async (_, end, code, told) => {
    const screen = await demo();
    expect(screen.modes()).toEqual(DASHBOARD);
    expect(screen.keyboards()).toEqual({ normal: [], alternate: [1] });
    end(screen);
    await screen.waitFor(`code ${code}\nsame settings\ndone`);
    expect(screen.screen()).toContain(told);
    expect(screen.modes()).toEqual(NORMAL);
    expect(screen.keyboards()).toEqual(NO_KEYS);
  });

  it.each(ENDINGS.filter(([name]) => !name.startsWith('SIG') || USUAL.includes(name)))(
    'after %s, while a session has it and left it in a mess',
    async (_, end, code, told) => {
      const screen = await demo();
      screen.press('L');
      await screen.waitFor('borrowed');
      expect(screen.keyboards()).toEqual(NO_KEYS);
      screen.press('(');
      await screen.waitFor(() => screen.raw.includes('\x1b(0'));
      end(screen);
      await screen.waitFor(`code ${code}\nsame settings\ndone`);
      expect(screen.screen()).toContain(told);
      expect(screen.modes()).toEqual(NORMAL);
      expect(screen.keyboards()).toEqual(NO_KEYS);
    },
  );

  it.each(USUAL)('after %s to one that is stopped, as by kill in a shell', async (signal) => {
    const { screen, pid } = await stopped();
    screen.type(`kill -${signal.slice(3)} %1; kill -CONT %1\r`);
    await screen.waitFor(() => !isRunning(pid));
    await expectAtPrompt(screen);
  });
});

describe.concurrent('in the background', () => {
  it('kill %1 ends all of the group that npm started', async () => {
    const { screen, pid } = await stopped('npm_lifecycle_event=start');
    screen.type('kill %1\r');
    await screen.waitFor(() => !isRunning(pid));
    await expectAtPrompt(screen);
  });

  it('bg leaves it stopped and the terminal alone, and fg brings it back', async () => {
    const { screen } = await stopped();
    screen.type('bg\r');
    await screen.waitFor(/%1|&$/m);
    screen.type('until jobs -l | grep -q Stopped; do sleep 0.05; done; echo wa"it"s\r');
    await screen.waitFor('waits');
    await expectAtPrompt(screen);
    screen.type('fg\r');
    await screen.waitFor('size 80x30');
    expect(screen.modes()).toEqual(DASHBOARD);
    screen.press('Q');
    await screen.waitFor(/^p> $/m);
  });

  it('started there it waits for fg, or ends by kill %1', async () => {
    const screen = driven('--norc', '-i');
    await screen.waitFor(/^p> $/m);
    const start = `node ${program} &\r until jobs -l | grep -q Stopped; do sleep 0.05; done; echo wa"it"s\r`;
    screen.type(start);
    await screen.waitFor('waits');
    await expectAtPrompt(screen);
    screen.type('fg\r');
    await screen.waitFor('size 80x30');
    screen.press('Q');
    await expectAtPrompt(screen);
    screen.type(start);
    await screen.waitFor('waits');
    const pid = demoPid(screen);
    screen.type('kill %1\r');
    await screen.waitFor(() => !isRunning(pid));
    // Not of a hang-up, which is for who cannot be continued.
    screen.type('jobs\r');
    await screen.waitFor('Terminated');
    await expectAtPrompt(screen);
  });

  it('stopped by SIGSTOP, which leaves no time, it gives the screen back when it ends', async () => {
    const screen = driven('--norc', '-i');
    await screen.waitFor(/^p> $/m);
    screen.type(`node ${program}\r`);
    await screen.waitFor('size 80x30');
    const pid = demoPid(screen);
    process.kill(pid, 'SIGSTOP');
    await screen.waitFor('Stopped');
    screen.type('kill %1\r');
    await screen.waitFor(() => !isRunning(pid));
    await expectAtPrompt(screen);
  });

  it('ends where its terminal is closed while it is stopped', async () => {
    const { screen, pid } = await stopped();
    screen.hangUp();
    await screen.waitFor(() => !isRunning(pid));
  });
});
