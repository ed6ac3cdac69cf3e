import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Credentials } from '../../../src/cluster/credentials/credentials.ts';
import { ToldWait } from '../../../src/cluster/transport/answers/told-wait.ts';
import { openTransport } from '../../../src/cluster/transport/transport.ts';
import type { Log } from '../../../src/model/log.ts';
import { testFolder } from '../../support/test-folder.ts';

describe('a wait that is told', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is told after a moment, and for as long as it takes', async () => {
    const told: unknown[] = [];
    const waiting = new ToldWait((...words) => void told.push(words), 'plugin');
    const work = waiting.during(new Promise<string>((done) => setTimeout(() => done('token'), 7000)), 'it');
    expect(waiting.awaited).toBe('it');
    await vi.advanceTimersByTimeAsync(1999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(5001);
    expect(await work).toBe('token');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([
      ['warning', 'plugin', 'waiting for it', 3000],
      ['warning', 'plugin', 'waiting for it', 3000],
    ]);
    expect(waiting.awaited).toBeUndefined();
  });

  it('is over where what is waited for fails', async () => {
    const told: unknown[] = [];
    const waiting = new ToldWait((...words) => void told.push(words), 'plugin');
    await expect(waiting.during(Promise.reject(new Error('no')), 'it')).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
    expect(waiting.awaited).toBeUndefined();
  });
});

/** A transport with a credential plugin that ends once the file `go` is there. */
function withPlugin(requestTimeout?: number, first = ':', log?: Log) {
  const folder = testFolder();
  const go = path.join(folder, 'go');
  const script = `${first}\ntouch "${folder}/began"; while [ ! -e "${go}" ]; do sleep 0.02; done; exit 3`;
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', script] };
  const info = { name: 'c', cluster: 'k', user: 'u', namespace: 'default' };
  const server = 'https://127.0.0.1:1';
  const context = { info, cluster: { server }, user: { exec } };
  const credentials = new Credentials(context, { PATH: process.env.PATH ?? '' }, Date.now, undefined, log);
  const transport = openTransport(server, credentials, { requestTimeout });
  return {
    transport,
    began: () => vi.waitFor(() => expect(existsSync(`${folder}/began`)).toBe(true)),
    end: () => {
      writeFileSync(go, '');
      transport.close();
    },
  };
}

describe('what a credential plugin says while it is waited for', () => {
  const LOGIN = 'To sign in, open https://login.example/device and enter ABC-123';

  it('is told at once, line by line, and again for as long as it waits, in place of that it does', async () => {
    const { told, end } = saying(`echo >&2 'Hello.'; printf '${LOGIN}' >&2`);
    await vi.waitFor(() => expect(told).toEqual(['Hello.', LOGIN]), { timeout: 5000 });
    await vi.waitFor(() => expect(told.slice(2)).toEqual([LOGIN, LOGIN]), { timeout: 10_000 });
    end();
  }, 20_000);

  it('is in the words of the time-out', async () => {
    const { failed, end } = saying(`echo '${LOGIN}' >&2`, 2000);
    await expect(failed).resolves.toMatchObject({
      message: `the credential plugin of the user "u": sh, which said last “${LOGIN}”, did not end within 2 s (--request-timeout)`,
    });
    end();
  });

  it('is told once where it ends at once: with how it ended', async () => {
    const { told, failed, end } = saying(`echo 'no session: log in' >&2; exit 3`);
    await expect(failed).resolves.toMatchObject({
      message: 'the credential plugin of the user "u": sh failed with exit code 3: no session: log in',
    });
    expect(told).toEqual([]);
    end();
  });

  it('shows a line that is written anew as it stands at last, and is bounded', async () => {
    const many = 'i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo line $i >&2; done';
    const { told, end } = saying(`printf 'waiting |\rwaiting /\rwaiting -\r\n' >&2; ${many}`);
    await vi.waitFor(() => expect(told).toHaveLength(100), { timeout: 5000 });
    expect(told.slice(0, 2)).toEqual(['waiting -', 'line 1']);
    end();
  });
});

/** What is told of a plugin that runs such a script and then waits, and what asking with it fails with. */
function saying(script: string, requestTimeout?: number) {
  const told: string[] = [];
  const log = (_: string, source: string, text: string): void =>
    void (source === 'plugin' && told.push(text));
  const { transport, end } = withPlugin(requestTimeout, script, log);
  const failed = transport.json('/x').catch((error: unknown) => error);
  return { told, failed, end };
}

describe('a credential plugin that does not end', () => {
  it('is named in place of a server that was never asked, at --request-timeout and not later', async () => {
    const { transport, end } = withPlugin(300);
    await expect(transport.json('/x')).rejects.toMatchObject({
      reason: 'Timeout',
      message: 'the credential plugin of the user "u": sh did not end within 0.3 s (--request-timeout)',
    });
    end();
  });

  it('is what a request waits for, which can be given up meanwhile', async () => {
    const { transport, began, end } = withPlugin();
    expect(transport.awaits()).toBeUndefined();
    const aborter = new AbortController();
    const asked = transport.request('/x', { signal: aborter.signal });
    await began();
    expect(transport.awaits()).toBe('the credential plugin of the user "u": sh did not end');
    aborter.abort();
    await expect(asked).rejects.toMatchObject({ reason: 'Aborted' });
    end();
    await vi.waitFor(() => expect(transport.awaits()).toBeUndefined());
  });
});
