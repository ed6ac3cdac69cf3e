import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { endGroup } from '../../../src/cluster/credentials/child-groups.ts';
import { runPlugin } from '../../../src/cluster/credentials/exec-plugin.ts';
import { tellingLines } from '../../../src/cluster/credentials/telling-lines.ts';
import { runProgram } from '../../../src/cluster/credentials/plugin-process.ts';
import { testFolder } from '../../support/test-folder.ts';

const V1 = 'client.authentication.k8s.io/v1';
const LIMITS = { longestRun: 60_000, longestTold: 60_000, mostOutput: 1000 };
const env = { PATH: process.env.PATH ?? '' };

const run = (script: string, limits = LIMITS): ReturnType<typeof runProgram> =>
  runProgram('sh', ['-c', script], env, limits);

const ask = (script: string, more: object = {}, cluster: object = {}): ReturnType<typeof runPlugin> =>
  runPlugin(
    { apiVersion: V1, command: 'sh', args: ['-c', script], interactiveMode: 'Never', ...more },
    { cluster, user: 'u', env },
  );

/** Waits until a process is gone; the test's own limit ends that. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a plugin ends with podscope', () => {
  it.each(['exit', 'throw', 'SIGTERM'])(
    'when that ends by %s',
    async (end) => {
      const file = path.join(testFolder(), 'pid');
      const host = path.join(import.meta.dirname, '../../support/programs/plugin-host.ts');
      const program = spawn(process.execPath, ['--import', 'tsx', host, file, end], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = new Promise<unknown>((resolve) =>
        program.on('exit', (code, signal) => resolve(signal ?? code)),
      );
      await new Promise((resolve) => program.stdout.once('data', resolve));
      const pid = Number(readFileSync(file, 'utf8'));
      if (end.startsWith('SIG')) program.kill(end as NodeJS.Signals);
      expect(await ended).toBe({ exit: 3, throw: 1 }[end] ?? end);
      await gone(pid);
    },
    60_000,
  );

  it('and leaves no handler behind when it has ended', async () => {
    const before = process.listenerCount('SIGTERM');
    const running = run('exit 0');
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await running;
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('of what is gone already nothing comes of it', () => {
    expect(() => endGroup(2 ** 30)).not.toThrow();
  });
});

describe('a plugin is bounded', () => {
  it('in time', async () => {
    expect(await run('sleep 300', { ...LIMITS, longestRun: 50 })).toMatchObject({ how: 'too long' });
    const login = 'echo log in >&2; sleep 1.5; exit 3';
    expect(await run(login, { ...LIMITS, longestRun: 1000 })).toMatchObject({ how: 'exit', code: 3 });
    expect(await run('echo log in >&2; sleep 300', { ...LIMITS, longestTold: 50 })).toMatchObject({
      how: 'too long',
    });
  });

  it('in what it prints, and stopped with all it has started', async () => {
    const file = path.join(testFolder(), 'pid');
    const script = `sh -c 'echo $$ > ${file}; exec sleep 300' & while [ ! -s ${file} ]; do sleep 0.01; done`;
    expect(await run(`${script}; while :; do echo 0123456789; done`)).toMatchObject({ how: 'too much' });
    await gone(Number(readFileSync(file, 'utf8')));
    await expect(ask('cat /dev/zero')).rejects.toThrow('sh printed more than 1024 KiB and was stopped');
  });

  it('in what it says: beginning and end are kept', async () => {
    const { err } = await run(
      'echo first >&2; head -c 100000 /dev/zero | tr "\\0" x >&2; echo last >&2; exit 1',
    );
    expect(err.length).toBeLessThan(40_000);
    expect(err).toMatch(/^first\n[^]*last\n$/);
  });

  it('by its own end, not by that of what it leaves behind', async () => {
    const { out, how } = await run('sleep 300 & echo $!');
    expect(how).toBe('exit');
    const left = Number(out.toString());
    expect(() => process.kill(left, 0)).not.toThrow();
    process.kill(left);
  });
});

describe('a plugin is told', () => {
  it('the cluster as client-go tells it, its authority as data and the extension for it', async () => {
    const folder = testFolder();
    const [authority, file] = ['ca.crt', 'info'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(authority, 'PEM');
    const cluster = {
      server: 'https://a:6443',
      'certificate-authority': authority,
      'tls-server-name': 'b',
      extensions: [
        { name: 'other', extension: { a: 1 } },
        { name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } },
      ],
    };
    const document = JSON.stringify({ kind: 'ExecCredential', apiVersion: V1, status: { token: 't' } });
    const script = `printf %s "$KUBERNETES_EXEC_INFO" > ${file}; printf %s '${document}'`;
    expect(await ask(script, { provideClusterInfo: true }, cluster)).toEqual({ token: 't' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      kind: 'ExecCredential',
      apiVersion: V1,
      spec: {
        interactive: false,
        cluster: {
          server: 'https://a:6443',
          'tls-server-name': 'b',
          'certificate-authority-data': Buffer.from('PEM').toString('base64'),
          config: { audience: 'x' },
        },
      },
    });
    await ask(script, {}, cluster);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ spec: { interactive: false } });
  });
});

describe('what a plugin gives is checked', () => {
  const credential = (status: unknown): string =>
    JSON.stringify({ kind: 'ExecCredential', apiVersion: V1, status });
  it.each([
    [credential(undefined), 'printed an ExecCredential without a status'],
    [credential({ token: 7 }), 'gave a token that is a number, not text'],
    [credential({ token: 'a\nb' }), 'gave a token with a line end in it: an invalid header field value'],
    [credential({ token: 't', clientCertificateData: 'c' }), 'gave a certificate or a key, but not both'],
    [credential({ token: 't', expirationTimestamp: 'soon' }), 'gave an expirationTimestamp that is no time'],
    ['{}', `printed no kind, not ExecCredential ${V1}`],
    ['[]', 'did not print an ExecCredential'],
    ['{"kind":"ExecCredential","apiVersion":"v1"}', `printed ExecCredential v1, not ExecCredential ${V1}`],
  ])('%s', async (output, message) => {
    await expect(ask(`printf %s '${output}'`)).rejects.toThrow(
      `the credential plugin of the user "u": sh ${message}`,
    );
  });
});

describe('a plugin may print YAML', () => {
  const yaml = `apiVersion: ${V1}\nkind: ExecCredential\nstatus:\n  token: t\n`;
  it('as kubectl takes it, a time without quotes included', async () => {
    const document = `${yaml}  expirationTimestamp: 2030-01-01T00:00:00Z\n`;
    const expiresAt = Date.parse('2030-01-01T00:00:00Z');
    expect(await ask(`printf %s '${document}'`)).toEqual({ token: 't', expiresAt });
    expect(
      await ask(`printf %s '{\t"kind":\t"ExecCredential", "apiVersion": "${V1}", "status": {"token": "t"}}'`),
    ).toEqual({ token: 't' });
  });

  it('but no bomb of aliases', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const of = level === 0 ? 'x' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 9 }, () => of).join(', ')}]`;
    });
    await expect(ask(`printf %s '${yaml}${levels.join('\n')}'`)).rejects.toThrow('excessive aliasing');
  });
});

describe('of what a plugin says its telling lines are told', () => {
  it('all where it is short', () => {
    expect(tellingLines('one\n\n  two\ntwo\n', 300)).toBe('one; two');
  });

  it('the cause at the beginning and the conclusion at the end, without stacks and chatter', () => {
    const chatter = Array.from({ length: 100 }, (_, index) => `DEBUG step ${index} of many`);
    const trace = ['Traceback (most recent call last):', '  File "/x.py", line 1, in y'];
    const text = [
      'Error: the session of your login has expired',
      ...chatter,
      ...trace,
      'Run: acme login',
    ].join('\n');
    expect(tellingLines(text, 300)).toBe('Error: the session of your login has expired; Run: acme login');
  });

  it('never more than there is room for', () => {
    expect(tellingLines(`error ${'x'.repeat(100_000)}\n`.repeat(9), 600).length).toBeLessThanOrEqual(600);
  });
});
