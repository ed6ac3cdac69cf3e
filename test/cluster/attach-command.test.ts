import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));
const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

const COUNTING = ['--', 'sh', '-c', 'i=0; while i=$((i + 1)); do echo line $i; sleep 1; done'];

let space: TestNamespace;
const open: DrivenTerminal[] = [];

beforeAll(async () => {
  space = await TestNamespace.withSessions('attach-command', 'attachable', 'box', 'plain', 'bare');
});
afterAll(() => space.remove());
afterEach(() => open.splice(0).forEach((terminal) => terminal.kill()));

function inTerminal(...args: readonly string[]): DrivenTerminal {
  const [command = '', ...rest] = args;
  const terminal = launch(process.execPath, [PROGRAM, command, '-n', space.name, ...rest]);
  open.push(terminal);
  return terminal;
}

/** Runs it through pipes; standard input stays open until it ends where nothing is given. */
async function piped(args: readonly string[], input?: string) {
  const [command = '', ...rest] = args;
  const child = spawn(process.execPath, [PROGRAM, command, '-n', space.name, ...rest]);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  child.stdin.on('error', () => undefined);
  if (input === '') child.stdin.end();
  else if (input !== undefined) child.stdin.write(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...said };
}

describe('podscope attach', () => {
  it('passes on what is typed and said, is left by ctrl-p ctrl-q, and what runs there goes on', async () => {
    const terminal = inTerminal('attach', 'attachable', '-it');
    await terminal.waitFor(PROMPT.trim());
    // The size is on its way beside what is typed.
    terminal.type('\runtil [ "$(stty size)" = "24 80" ]; do sleep 0.1; done; echo at""tached\r');
    await terminal.waitFor('attached');
    terminal.type('\x10\x11');
    expect(await terminal.waitForExit()).toBe(0);
    expect(terminal.screen()).toContain('detached: what runs in app goes on');
  });

  it('ends with the exit code of the container, which the server does not tell', async () => {
    const terminal = inTerminal('attach', 'attachable', '-it');
    await terminal.waitFor(PROMPT.trim());
    terminal.type('\rexit 7\r');
    expect(await terminal.waitForExit()).toBe(7);
    // What was written right before the end may be read after it.
    const unwrapped = (): string => terminal.screen().replaceAll('\n', '');
    await terminal.waitFor(() => unwrapped().includes('command terminated with exit code 7'));
    expect(unwrapped()).toContain(
      `Session ended, resume using 'podscope attach attachable -n ${space.name} -c app -i -t' command`,
    );
    // A runtime may lose what is said right before the end.
    const plain = await piped(['attach', 'plain', '-i'], 'echo said; sleep 2; exit 4\n');
    expect(plain).toEqual({
      code: 4,
      out: 'said\n',
      err: `${PROMPT}command terminated with exit code 4\n`,
    });
    await space.kubectl('wait', '--for=jsonpath={.status.phase}=Failed', 'pod/plain', '--timeout=120s');
    expect(await piped(['attach', 'plain'])).toEqual({
      code: 1,
      out: '',
      err: 'podscope: cannot attach a container in a completed pod; current phase is Failed\n',
    });
  });

  it('says where its Pod went without telling how it ended', async () => {
    await space.kubectl('run', 'leaving', '--image=busybox', '--image-pull-policy=IfNotPresent', ...COUNTING);
    await space.kubectl('wait', '--for=condition=Ready', 'pod/leaving', '--timeout=120s');
    const terminal = inTerminal('attach', 'leaving');
    await terminal.waitFor('line 2');
    await space.kubectl('delete', 'pod', 'leaving', '--grace-period=0', '--force');
    expect(await terminal.waitForExit()).toBe(1);
    expect(terminal.screen()).toContain('podscope: Pod leaving is gone: how leaving ended is not known');
  });

  it('says what it cannot use of a terminal, and is none with --readonly', async () => {
    const terminal = inTerminal('attach', 'box', '-c', 'deb', '-it');
    await terminal.waitFor('Unable to use a TTY - container deb did not allocate one');
    await terminal.waitFor('container deb does not read any');
    expect((await piped(['attach', 'box', '--readonly'])).err).toMatch(/--readonly: nothing is attached to/);
  });
});

describe('podscope debug', () => {
  it('shows what it said, as kubectl, and ends with its exit code', async () => {
    const args = ['debug', 'bare', '--image=busybox', '--target=app', '-i', '-q', '--env=A=b c', '--'];
    // Long over before it can be attached to; and so long that it can.
    const short = await piped([...args, 'sh', '-c', 'echo "said $A"; exit 3'], '');
    expect(short).toEqual({ code: 3, out: 'said b c\n', err: '' });
    const long = await piped([...args, 'sh', '-c', 'read x; echo "said $x"; sleep 2; exit 5'], 'it\n');
    expect(long).toMatchObject({ code: 5, out: 'said it\n' });
    const made = await space.kubectl('get', 'pod', 'bare', '-o', 'jsonpath={.spec.ephemeralContainers}');
    expect(JSON.parse(made)).toContainEqual(
      expect.objectContaining({
        targetContainerName: 'app',
        stdin: true,
        command: ['sh', '-c', 'echo "said $A"; exit 3'],
        env: [{ name: 'A', value: 'b c' }],
        securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
      }),
    );
  });

  it('without -i waits for nothing, as kubectl, and says where one reads what it says', async () => {
    const made = await piped(['debug', 'bare', '--image=busybox', '-c', 'alone', '--', 'echo', 'said'], '');
    expect(made).toEqual({
      code: 0,
      out: '',
      err: `alone is in the Pod until that goes; what it says: \`podscope logs bare -n ${space.name} -c alone\` (-i would attach to it).\n`,
    });
    await expect
      .poll(async () => (await piped(['logs', 'bare', '-c', 'alone'], '')).out, { timeout: PATIENCE })
      .toBe('said\n');
    expect((await piped(['logs', 'bare'], '')).out).toBe('');
    expect((await piped(['logs', 'bare', '--all-containers'], '')).out).toContain('said');
  });

  it('is a shell in a terminal, with the processes of the target', async () => {
    const terminal = inTerminal('debug', 'bare', '-it', '--image=busybox', '--target=app', '-c', 'looker');
    await terminal.waitFor(/looker: starting|prompt/);
    await terminal.waitFor(PROMPT.trim());
    terminal.type('\rls /proc/1/exe >/dev/null && echo it s""ees\r');
    await terminal.waitFor('it sees');
    terminal.type('exit 6\r');
    expect(await terminal.waitForExit()).toBe(6);
  });

  it('warns of an image that runs as root where that is ruled out, and says why it waits', async () => {
    const terminal = inTerminal('debug', 'bare', '-it', '--image=busybox', '--profile=restricted');
    await terminal.waitFor(/Warning: profile restricted rules out root/);
    await terminal.waitFor(/CreateContainerConfigError: container has runAsNonRoot and image/);
    process.kill(terminal.pid, 'SIGINT');
    expect(await terminal.waitForExit()).toBe(130);
    expect(terminal.screen()).toMatch(/given up: debugger-\w+ stays in the Pod until/);
  });

  it('says why it cannot, in one line', async () => {
    expect((await piped(['debug', 'plain', '--image=busybox'])).err).toMatch(
      /cannot debug a completed pod; current/,
    );
    expect((await piped(['debug', 'bare', '--image=busybox', '--readonly'])).err).toMatch(/--readonly/);
    expect(await piped(['debug', 'bare', '--image=busybox', '--target=no', '-q'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^podscope: .*targetContainerName.*\n$/) as string,
    });
  });
});

it('the dashboard warns of it too, and says why it waits', async () => {
  const terminal = launch(process.execPath, [PROGRAM, 'pod/box', '-n', space.name], {
    columns: 120,
    rows: 40,
    env: { XDG_STATE_HOME: testFolder() },
  });
  open.push(terminal);
  await terminal.waitFor(/3 Containers[^]* box ─[^]* running /);
  terminal.type(':debug busybox\r');
  await terminal.waitFor(/beside a container of box/);
  terminal.press('enter');
  await terminal.waitFor(/general .*suits/);
  terminal.type('restricted');
  await terminal.waitFor(() => !terminal.screen().includes('netadmin'));
  terminal.press('enter');
  await terminal.waitFor(/Profile restricted rules out root/);
  terminal.press('right', 'enter');
  await terminal.waitFor(/CreateContainerConfigError: container has runAsNonRoot[^]*Ctrl-C gives up/);
  terminal.type('\x03');
  await terminal.waitFor('1 Ownership');
});
