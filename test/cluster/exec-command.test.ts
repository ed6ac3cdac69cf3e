import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));

/** A Pod that no kubelet runs. */
const UNPLACED = JSON.stringify({ spec: { schedulerName: 'none' } });

let space: TestNamespace;
const open: DrivenTerminal[] = [];

beforeAll(async () => {
  space = await TestNamespace.withSessions('exec-command', 'box');
  await space.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
});
afterAll(() => space.remove());
afterEach(() => open.splice(0).forEach((terminal) => terminal.kill()));

/** `podscope exec` in a pseudo-terminal, or through pipes. */
function inTerminal(...args: readonly string[]): DrivenTerminal {
  const terminal = launch(process.execPath, [PROGRAM, 'exec', '-n', space.name, ...args]);
  open.push(terminal);
  return terminal;
}

async function piped(args: readonly string[], input = '', program = [process.execPath, PROGRAM]) {
  const [file = '', ...rest] = program;
  const child = spawn(file, [...rest, 'exec', '-n', space.name, ...args]);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...said };
}

/** What kubectl's own log says (klog): now and then, of frames that come before it waits for them. */
const LOGGED = /^[EWI]\d{4} \d\d:.*\n/gm;

describe('podscope exec through pipes', () => {
  it.each([
    [['box', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3']],
    [['box', '-c', 'busy', '--', 'echo', 'a  b', '-n']],
    [['box', '-q', '-i', '--', 'cat']],
    [['pod/box', '-it', '-c', 'deb', '--', 'wc', '-c']],
    [['deploy/web', '--', 'sh', '-c', 'exit 130']],
    [['svc/web', '--', 'cat', '/etc/nginx/nginx.conf']],
  ])('does as kubectl does: %j', async (args) => {
    const input = 'héllo\n'.repeat(200_000);
    const [ours, theirs] = await Promise.all([piped(args, input), piped(args, input, ['kubectl'])]);
    expect(ours).toEqual({ ...theirs, err: theirs.err.replace(LOGGED, '') });
  });

  it('says of a container that does not run what the dashboard says', async () => {
    await space.kubectl(
      'run',
      'never',
      '--image=busybox',
      '--image-pull-policy=Never',
      '--overrides',
      UNPLACED,
    );
    const { code, err } = await piped(['never', '--', 'true']);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'podscope: never has not started\n',
    });
  });

  it('runs a shell on what is piped to it', async () => {
    expect(await piped(['box', '-c', 'busy'], 'echo $((6 * 7)); exit 5\n')).toEqual({
      code: 5,
      out: '42\n',
      err: 'command terminated with exit code 5\n',
    });
  });

  it('says why it cannot, in one line', async () => {
    expect((await piped(['box', '-c', 'nope', '--', 'ls'])).err).toMatch(
      /^podscope: container nope not found.*\n$/,
    );
    expect((await piped(['deploy/nope', '--', 'ls'])).err).toMatch(/^podscope: no Deployment nope.*\n$/);
    expect((await piped(['box', '-c', 'deb', '--', 'no-such'])).err).toMatch(/^podscope: .*no-such.*\n$/);
    expect(await piped(['box', '--readonly', '--', 'ls'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--readonly') as string,
    });
  });
});

describe('podscope exec in a terminal', () => {
  it('is a shell that ends with its own code, and leaves the terminal as it was', async () => {
    const terminal = inTerminal('box', '-c', 'deb');
    // Typed ahead. The size is on its way beside what is typed.
    terminal.type('until [ "$(stty size)" = "24 ""80" ]; do sleep 0.1; done; stty size\r');
    await terminal.waitFor('24 80');
    terminal.resize(101, 31);
    terminal.type('until [ "$(stty size)" = "31 ""101" ]; do sleep 0.1; done; stty size\r');
    terminal.type('printf "\\033[?1049h\\033[?1000h\\033[?2004h"\r');
    await terminal.waitFor(() => terminal.modes().mouse !== 'none');
    expect(terminal.raw).toContain('31 101');
    terminal.type('exit 3\r');
    expect(await terminal.waitForExit()).toBe(3);
    expect(terminal.modes()).toMatchObject({ alternate: false, mouse: 'none', paste: false });
    expect(terminal.raw).toContain('command terminated with exit code 3');
  });

  it('goes only down by a newline of who has its terminal raw, as tmux', async () => {
    const terminal = inTerminal('box', '-c', 'deb');
    terminal.type(
      'clear; stty raw; printf "one\\ntwo\\r\\nthr""ee\\n"; stty sane; echo sa""ne; read -r; exit 6\r',
    );
    await terminal.waitFor(/^ +sane$/m);
    expect([0, 1, 2].map((row) => terminal.line(row))).toEqual(['one', '   two', 'three']);
    terminal.type('\r');
    expect(await terminal.waitForExit()).toBe(6);
  });

  it('gives Ctrl-C to what runs in it', async () => {
    const terminal = inTerminal('box', '-c', 'busy');
    // By what runs: the shell itself says it before that, and takes a signal that comes between to itself.
    terminal.type(`sh -c 'echo rea""dy; sleep 100'\r`);
    // Anywhere in its line: the shell asks where the cursor is, and an answer that comes late is echoed before it.
    await terminal.waitFor('ready');
    terminal.press('ctrl-c');
    // What is typed before the shell is back may be lost, as in any terminal.
    await terminal.waitFor(/\^C\s+\/ #\s*$/);
    terminal.type('exit $?\r');
    expect(await terminal.waitForExit()).toBe(130);
  });

  it('is left by ~. where it hangs, which ~? tells', async () => {
    const terminal = inTerminal(
      'box',
      '-c',
      'busy',
      '-it',
      '--',
      'sh',
      '-c',
      'stty raw; echo deaf; sleep 100',
    );
    await terminal.waitFor('deaf');
    terminal.type('\r~?');
    await terminal.waitFor('~. leaves this session');
    terminal.type('\r~.');
    expect(await terminal.waitForExit()).toBe(1);
    expect(terminal.raw).toContain('left the session');
  });
});
