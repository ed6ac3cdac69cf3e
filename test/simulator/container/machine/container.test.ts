import { describe, expect, it } from 'vitest';
import { readWalk } from '../../../../src/model/processes/read-walk.ts';
import { WALK } from '../../../../src/model/processes/walk-script.ts';
import type { Container } from '../../../../src/simulator/container/machine/container.ts';
import { TestPod } from './pod.ts';

describe('a container', () => {
  it('runs its command, says what it says, and ends as it ends', async () => {
    const pod = new TestPod();
    const container = pod.start('busybox', 'echo about to fail; sleep 1; exit 3');
    await pod.clock.pass(500);
    expect(container.log.lines.map(({ text }) => text)).toEqual(['about to fail']);
    expect(container.ended).toBeUndefined();
    await pod.clock.pass(1000);
    expect(container.ended).toMatchObject({ exitCode: 3, reason: 'Error' });
  });

  it('is killed when it takes more memory than it may', async () => {
    const pod = new TestPod();
    const container = pod.start('debian', 'tail /dev/zero', { memoryLimit: 16 << 20 });
    await pod.clock.pass(3000);
    expect(container.ended).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });

  it('does not mind SIGTERM without a handler as its first process, as on Linux', async () => {
    const pod = new TestPod();
    const [sleeps, serves] = [pod.start('busybox', 'exec sleep 100000'), pod.start('nginx', undefined)];
    await pod.clock.pass(100);
    for (const container of [sleeps, serves]) container.kill('SIGTERM');
    await pod.clock.pass(100);
    expect(serves.ended).toMatchObject({ exitCode: 0 });
    expect(sleeps.ended).toBeUndefined();
    sleeps.kill('SIGKILL');
    await pod.clock.pass(100);
    expect(sleeps.ended).toMatchObject({ exitCode: 137, reason: 'Error' });
  });

  it.each([
    ['distroless', ['no-such'], 'exec: "no-such": executable file not found in $PATH: unknown'],
    ['busybox', ['/no/such'], 'exec: "/no/such": stat /no/such: no such file or directory: unknown'],
  ])('of %s cannot be started as %j', (image, command, message) => {
    expect(() => new TestPod().start(image, undefined, { command })).toThrow(message);
  });

  it('without a shell says so in the words of the runtime', () => {
    const pod = new TestPod();
    const container = pod.start('distroless', undefined);
    const exec = (): unknown => container.exec({ argv: ['sh'], stdin: false, tty: false });
    expect(exec).toThrow(
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH: unknown',
    );
  });

  it('tells in /proc who holds which socket, of connections too, for as long as they are there', async () => {
    const pod = new TestPod();
    const nginx = pod.start('nginx', undefined);
    const service = pod.start('shop/cart:2.3', undefined, {
      args: ['--port', '8080', '--calls', '127.0.0.1:5432', 'cart'],
    });
    const database = pod.start('postgres:17', undefined);
    await pod.clock.pass(6000);
    const socketsOf = async (container: Container, pid: number): Promise<string[]> =>
      (await pod.run(container, `ls -ln /proc/${pid}/fd`)).match(/socket:\[\d+\]/g) ?? [];
    const table = await pod.run(nginx, 'cat /proc/net/tcp');
    const inodes = [...table.matchAll(/:(\w{4}) \w{8}:(\w{4}) (0A|01) .* 0 +0 (\d+) 1 /g)];
    const inode = (port: string, state: string): string =>
      `socket:[${inodes.find(([, local, , st]) => local === port && st === state)?.[4]}]`;
    expect(inodes.map(([, , , state]) => state).sort()).toEqual(['01', '01', '0A', '0A', '0A']);
    // Workers have what their master listens on.
    expect(await socketsOf(nginx, 1)).toEqual([inode('0050', '0A')]);
    expect(await socketsOf(nginx, 2)).toEqual([inode('0050', '0A')]);
    const calls = `socket:[${inodes.find(([, , remote]) => remote === '1538')?.[4]}]`;
    expect(await socketsOf(service, 1)).toEqual([inode('1F90', '0A'), calls]);
    expect(await socketsOf(database, 1)).toEqual([inode('1538', '0A'), inode('1538', '01')]);
    database.kill('SIGKILL');
    await pod.clock.pass(100);
    expect((await pod.run(nginx, 'cat /proc/net/tcp')).match(/ (0A|01) /g)).toEqual([' 0A ', ' 0A ']);
  });

  it('gives its ports back when it ends, so that the next one can listen there', async () => {
    const pod = new TestPod();
    const first = pod.start('nginx', undefined);
    await pod.clock.pass(100);
    first.kill('SIGKILL');
    await pod.clock.pass(100);
    const next = pod.start('nginx', undefined);
    await pod.clock.pass(100);
    expect([first.ended?.exitCode, next.ended]).toEqual([137, undefined]);
    expect(await pod.run(next, 'curl -s localhost')).toContain('Welcome to nginx!');
  });

  it('leaves a last message', async () => {
    const pod = new TestPod();
    const container = pod.start('busybox', 'echo the disk is full > /dev/termination-log; exit 1');
    await pod.clock.pass(100);
    expect(container.ended).toMatchObject({ message: 'the disk is full\n' });
  });
});

describe('containers of one Pod', () => {
  it('share what is in a volume', async () => {
    const pod = new TestPod();
    const volume = pod.machines.hostPath('node', '/tmp/podscope-data');
    const nginx = pod.start('nginx', undefined, {
      mounts: [{ path: '/usr/share/nginx/html', volume, readOnly: false }],
    });
    const debian = pod.start('debian', 'exec sleep infinity', {
      mounts: [{ path: '/pod-data', volume, readOnly: false }],
    });
    await pod.clock.pass(100);
    await pod.run(debian, 'echo Hello from the debian container > /pod-data/index.html');
    expect(await pod.run(nginx, 'cat /usr/share/nginx/html/index.html')).toBe(
      'Hello from the debian container\n',
    );
    expect(await pod.run(debian, 'curl -s localhost')).toBe('Hello from the debian container\n');
    expect(nginx.log.lines.at(-1)!.text).toContain('"GET / HTTP/1.1" 200');
  });

  it('do not share their own files, nor what they changed of the image', async () => {
    const pod = new TestPod();
    const [one, two] = [pod.start('nginx', undefined), pod.start('debian', 'sleep infinity')];
    await pod.clock.pass(100);
    await pod.run(one, 'echo mine > /tmp/file; echo changed > /etc/debian_version');
    expect(await pod.run(two, 'cat /tmp/file')).toContain('No such file or directory');
    expect(await pod.run(two, 'cat /etc/debian_version')).toBe('12.11\n');
    expect(await pod.run(one, 'cat /etc/debian_version')).toBe('changed\n');
  });

  it('may only read what is mounted to be read, and write no more than fits', async () => {
    const pod = new TestPod();
    const volume = pod.machines.emptyDirectory({ memory: true, sizeLimit: 100 });
    const container = pod.start('busybox', 'sleep infinity', {
      mounts: [
        { path: '/ro', volume, readOnly: true },
        { path: '/rw', volume, readOnly: false },
      ],
    });
    await pod.clock.pass(100);
    expect(await pod.run(container, 'echo x > /ro/file')).toContain('Read-only file system');
    expect(await pod.run(container, 'dd if=/dev/zero of=/rw/big bs=1k count=1')).toContain(
      'No space left on device',
    );
    expect(await pod.run(container, 'echo fits > /rw/file; cat /ro/file')).toBe('fits\n');
  });

  it('mount single files, and lose nothing that could not be moved', async () => {
    const pod = new TestPod();
    const settings = pod.machines.emptyDirectory({ memory: true });
    settings.fill(new Map([['app.conf', Buffer.from('level = info\n')]]));
    const container = pod.start('busybox', 'sleep infinity', {
      mounts: [
        { path: '/etc/app.conf', volume: settings, subPath: 'app.conf', readOnly: true },
        { path: '/rw', volume: settings, readOnly: false },
        { path: '/ro', volume: settings, readOnly: true },
      ],
    });
    await pod.clock.pass(100);
    expect(await pod.run(container, 'cat /etc/app.conf')).toBe('level = info\n');
    expect(await pod.run(container, 'mv /rw/app.conf /ro/other')).toContain('Read-only file system');
    expect(await pod.run(container, 'cat /rw/app.conf')).toBe('level = info\n');
  });

  it('log what is written to the descriptors of their first process', async () => {
    const pod = new TestPod();
    const container = pod.start('busybox', 'echo out > /dev/stdout; sleep infinity');
    await pod.clock.pass(100);
    await pod.run(container, 'echo from beside > /proc/1/fd/1');
    expect(container.log.lines.map(({ text }) => text)).toEqual(['out', 'from beside']);
  });

  it('see their own processes, or all where they share them', async () => {
    const walk =
      'for p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline; readlink $p/ns/mnt; tail -n 1 $p/cgroup; done';
    for (const shareProcessNamespace of [false, true]) {
      const pod = new TestPod({ shareProcessNamespace });
      const nginx = pod.start('nginx', undefined);
      const busybox = pod.start('busybox', 'exec sleep infinity');
      await pod.clock.pass(100);
      const seen = await pod.run(busybox, walk);
      expect(seen).toContain('sleep infinity');
      expect(seen).toContain(busybox.id);
      expect(seen.includes(nginx.id)).toBe(shareProcessNamespace);
      expect(seen.includes('nginx: worker process')).toBe(shareProcessNamespace);
      expect(seen.includes('/pause')).toBe(shareProcessNamespace);
    }
  });
});

describe('a walk of a simulated /proc', () => {
  it('reads processes with their namespaces, as of a real container', async () => {
    const pod = new TestPod({ shareProcessNamespace: true });
    pod.start('nginx', undefined);
    const busybox = pod.start('busybox', 'exec sleep infinity');
    await pod.clock.pass(100);
    const walk = readWalk(await pod.run(busybox, WALK));
    const [pause, nginx, sleep] = ['pause', 'nginx', 'sleep'].map((name) =>
      walk?.processes.find(({ comm }) => comm === name),
    );
    expect(pause?.namespaces).toHaveProperty('net');
    expect(sleep?.namespaces).toEqual(walk?.namespaces);
    const { mnt, ...shared } = walk?.namespaces ?? {};
    expect(nginx?.namespaces).toMatchObject(shared);
    expect(nginx?.namespaces.mnt).not.toBe(mnt);
    // Nothing of the walk stays.
    await pod.clock.pass(100);
    const again = readWalk(await pod.run(busybox, WALK));
    expect(again?.processes.map(({ comm }) => comm)).toEqual(walk?.processes.map(({ comm }) => comm));
    expect(walk?.users).toEqual([{ inside: 0, outside: 0, count: 4294967295 }]);
  });
});

describe('a shell on a terminal', () => {
  it('has a prompt, edits lines, remembers them, and is interrupted', async () => {
    const pod = new TestPod();
    const container = pod.start('debian', 'sleep infinity');
    await pod.clock.pass(100);
    const { type, seen } = pod.terminal(container);
    expect(await type('')).toBe('root@pod:/# ');
    expect(await type('echo helo\x1b[Dl\r')).toMatch(/\r\nhello\r\nroot@pod:\/# $/);
    seen.text = '';
    expect(await type('\x1b[A\r')).toMatch(/echo hello.*\r\nhello\r\nroot@pod:\/# $/s);
    seen.text = '';
    await type('sleep 100\r');
    expect(await type('\x03')).toMatch(/\^C\r\nroot@pod:\/# $/);
    expect(await type('echo $?\r')).toMatch(/\r\n130\r\n/);
    await type('cd /etc\r');
    expect(await type('cat deb\t\r')).toContain('12.11');
    seen.text = '';
    await type('exit 7\r');
    expect(seen.code).toBe(7);
  });

  it('ends a reader with ^D, and not the shell around it', async () => {
    const pod = new TestPod();
    const container = pod.start('debian', 'sleep infinity');
    await pod.clock.pass(100);
    const { type, seen } = pod.terminal(container);
    await type('');
    await type('cat > /tmp/note\r');
    await type('one line\r');
    await type('\x04');
    expect(await type('cat /tmp/note\r')).toMatch(/cat \/tmp\/note\r\none line\r\nroot@pod:\/# $/);
    expect(seen.code).toBeUndefined();
  });

  it('asks for the rest of a command that goes on over several lines', async () => {
    const pod = new TestPod();
    const container = pod.start('debian', 'sleep infinity');
    await pod.clock.pass(100);
    const { type } = pod.terminal(container, ['bash']);
    await type('');
    expect(await type('if true; then\r')).toMatch(/> $/);
    await type('echo joined\r');
    expect(await type('fi\r')).toMatch(/\r\njoined\r\nroot@pod:\/# $/);
    expect(await type('nosuch\r')).toContain('bash: nosuch: command not found');
  });

  it('knows how large it is', async () => {
    const pod = new TestPod();
    const container = pod.start('busybox', 'sleep infinity');
    await pod.clock.pass(100);
    const { type, session, seen } = pod.terminal(container);
    expect(await type('')).toBe('/ # ');
    session.resize(100, 30);
    expect(await type('stty size\r')).toContain('30 100\r\n');
    await type('\x04');
    expect(seen.code).toBe(0);
  });
});
