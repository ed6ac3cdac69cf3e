import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../support/programs/demo-terminal.ts';
import { isRunning } from '../support/programs/is-running.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const files = new Map<string, string>();
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  for (const name of ['demo', 'session-demo', 'standard-demo'])
    files.set(name, await bundled(`test/terminal/${name}.ts`));
});
afterEach(() => driven?.kill());

/** More frames than any buffer between the program and who reads has room for. */
const MANY = 300;
/** What those buffers take, in characters: the kernel's for a pseudo-terminal, and what of it was read already. */
const BUFFERS = 2 * 65_536;

interface Started {
  readonly screen: DrivenTerminal;
  /** What the program, or the shell in it, has told behind the terminal's back. */
  readonly told: () => string;
}

function started(name: string): Started {
  const file = path.join(testFolder(), 'told');
  writeFileSync(file, '');
  const screen = launch(process.execPath, [files.get(name) ?? ''], {
    columns: 80,
    rows: 30,
    env: { FRAMES: file, TOLD: file },
  });
  driven = screen;
  return { screen, told: () => readFileSync(file, 'utf8').trim() };
}

/** The dashboard, drawing frame after frame to a terminal that reads none. */
async function flooded(): Promise<Started> {
  const { screen, told } = started('demo');
  await screen.waitFor('size 80x30');
  screen.pauseReading();
  screen.press('F');
  await screen.waitFor(() => Number(told()) > MANY);
  return { screen, told };
}

const LINES = 3000;
/** Prints so many long lines, and tells from time to time how many there were. */
const SAY = `for i in {1..${LINES}}; do printf 'line %d %0200d\\n' $i 0; (( i % 20 )) || echo $i > $TOLD; done; echo sa"id"`;

/** A shell that prints line after line to a terminal that reads none, as far as it may. */
async function talking(name: string): Promise<Started & { readonly say: () => Promise<void> }> {
  const { screen, told } = started(name);
  if (name === 'session-demo') {
    await screen.waitFor('status ready');
    screen.press('s');
  }
  await screen.waitFor(/^lent> $/m);
  return {
    screen,
    told,
    say: async () => {
      screen.pauseReading();
      screen.type(`${SAY}\r`);
      await screen.waitFor(() => told() !== '');
      // It waits for who does not read.
      for (let before = ''; before === '' || before !== told();) {
        before = told();
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}

describe('a terminal that does not read', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'])('leaves the dashboard its %s', async (signal) => {
    const { screen } = await flooded();
    process.kill(screen.pid, signal);
    await screen.waitFor(() => !isRunning(screen.pid));
  });

  it.each([
    ['an exit', 'X'],
    ['an exception', 'T'],
  ])('leaves the dashboard its end by %s', async (_, key) => {
    const { screen } = await flooded();
    screen.press(key);
    await screen.waitFor(() => !isRunning(screen.pid));
  });

  it.each(['session-demo', 'standard-demo'])('leaves a session its SIGTERM (%s)', async (name) => {
    const { screen, say } = await talking(name);
    await say();
    process.kill(screen.pid, 'SIGTERM');
    await screen.waitFor(() => !isRunning(screen.pid));
  });
});

describe('a terminal that reads again', () => {
  it('shows the newest frame, whole, and hardly more of those before it than it had room for', async () => {
    const { screen, told } = await flooded();
    screen.press('F');
    await screen.waitFor(() => told().startsWith('stopped'));
    const frames = Number(told().slice('stopped '.length));
    const before = screen.raw.length;
    screen.resumeReading();
    const row = `${frames} ${String.fromCharCode(97 + (frames % 26)).repeat(71)}`;
    const rows = Array.from({ length: 16 }, () => `${row}${' '.repeat(79 - row.length)}┃`);
    await screen.waitFor(() => screen.screen().split('\n').slice(14).join() === rows.join());
    expect(screen.line(0)).toMatch(/^size 80x30 +┃$/);
    expect(screen.modes()).toEqual({ alternate: true, mouse: 'drag', paste: true, cursorHidden: true });
    expect(screen.raw.length - before).toBeLessThan(BUFFERS);
    screen.press('Q');
    expect(await screen.waitForExit()).toBe(0);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
  });

  it('shows the size that it was given meanwhile, and what was copied last', async () => {
    const { screen, told } = await flooded();
    for (let columns = 60; columns <= 90; columns++) screen.resize(columns, 20);
    for (let times = 0; times < 50; times++) screen.press('Y', 'C');
    screen.press('F');
    await screen.waitFor(() => told().startsWith('stopped'));
    const before = screen.raw.length;
    screen.resumeReading();
    await screen.waitFor('size 90x20');
    await screen.waitFor(
      () => Array.from({ length: 20 }, (_, y) => screen.cell(89, y).text).join('') === '┃'.repeat(20),
    );
    await screen.waitFor(() => screen.raw.includes('\x1b]52;'));
    expect(screen.raw.slice(before).split('\x1b]52;')).toHaveLength(2);
    screen.press('j');
    await screen.waitFor('<j>');
  });

  it('is as it was found after the key that quits, however long it stood still', async () => {
    const { screen, told } = await flooded();
    screen.press('F', 'Q');
    await screen.waitFor(() => told() === 'closing');
    screen.resumeReading();
    expect(await screen.waitForExit()).toBe(0);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
    expect(screen.raw).not.toMatch(/\x1b\[\?2026h(?![^]*\x1b\[\?2026l)/);
  });

  // Nobody would continue it here, so that the system ignores the stop.
  it.each(['SIGCONT', 'SIGTSTP'])('is as it was found after the key that quits and a %s', async (signal) => {
    const { screen, told } = await flooded();
    screen.press('F', 'Q');
    await screen.waitFor(() => told() === 'closing');
    process.kill(screen.pid, signal);
    await screen.waitFor(() => told() === `closing ${signal}`);
    screen.resumeReading();
    expect(await screen.waitForExit()).toBe(0);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
  });

  it('is as it was found after a signal in a moment in which it stood still', async () => {
    const { screen } = await flooded();
    process.kill(screen.pid, 'SIGTERM');
    screen.resumeReading();
    expect(await screen.waitForExit()).toBe(143);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
  });

  it('is left and taken back by a stop as any other', async () => {
    const { screen, told } = await flooded();
    screen.press('Z', 'F');
    await screen.waitFor(() => told().startsWith('stopped'));
    screen.resumeReading();
    await screen.waitFor(new RegExp(`^${told().slice('stopped '.length)} `, 'm'));
    expect(screen.raw).toContain('\x1b[?1049l');
    await screen.waitFor(() => screen.modes().alternate);
    expect(screen.modes()).toEqual({ alternate: true, mouse: 'drag', paste: true, cursorHidden: true });
  });

  it.each(['session-demo', 'standard-demo'])('shows all that a session printed (%s)', async (name) => {
    const { screen, say } = await talking(name);
    await say();
    screen.resumeReading();
    await screen.waitFor(/^said$/m);
    const lines = [...screen.raw.matchAll(/line (\d+) 0{200}\r/g)].map(([, line]) => Number(line));
    expect(lines).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
    screen.type('exit 3\r');
    if (name === 'standard-demo') expect(await screen.waitForExit()).toBe(3);
    else await screen.waitFor('status exit 3');
  });
});
