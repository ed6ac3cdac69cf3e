import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../src/simulator/container/machine/container.ts';
import { TestPod } from '../machine/pod.ts';

async function container(): Promise<{ readonly pod: TestPod; readonly debian: Container }> {
  const pod = new TestPod();
  const debian = pod.start('debian', 'exec sleep infinity');
  await pod.clock.pass(10);
  return { pod, debian };
}

describe('sh -c', () => {
  it.each([
    ['echo "a  b" c\\ d \'e f\'', 'a  b c d e f\n'],
    ['x=1; y="$x 2"; echo $y ${z:-none} ${#y} ${y% *}', '1 2 none 3 1\n'],
    ['echo $((2 + 3 * 4)) $(( (1 + 2) * 3 ))', '14 9\n'],
    ['echo $(echo inner) `echo old`', 'inner old\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i + 1)); echo $i; done', '1\n2\n3\n'],
    ['for f in b a; do echo $f; done | sort', 'a\nb\n'],
    ['if false; then echo no; elif true; then echo yes; else echo no; fi', 'yes\n'],
    ['case web-1 in db*) echo db;; web-*) echo web;; esac', 'web\n'],
    ['true && echo and || echo or; false || echo or', 'and\nor\n'],
    ['f() { echo "$1 of $#"; return 4; }; f a b; echo $?', 'a of 2\n4\n'],
    ['cat <<EOF\nhello $((1+1))\nEOF', 'hello 2\n'],
    ['echo one > /tmp/x; echo two >> /tmp/x; cat < /tmp/x; wc -l < /tmp/x', 'one\ntwo\n2\n'],
    ['ls /no/such 2>/dev/null; echo $?', '2\n'],
    ['ls /no/such 2>&1 | grep -c cannot', '1\n'],
    [
      'mkdir -p /tmp/d; touch /tmp/d/a /tmp/d/b; echo /tmp/d/*; cd /tmp/d; echo *',
      '/tmp/d/a /tmp/d/b\na b\n',
    ],
    ['set -- x "y z"; for i in "$@"; do echo "<$i>"; done', '<x>\n<y z>\n'],
    ['echo "a b" | { read x y; echo $y; }', 'b\n'],
    ['printf "%s-%03d\\n" a 7', 'a-007\n'],
    ['trap "echo caught; exit 5" TERM; kill $$; sleep 1; echo not reached', 'caught\n[5]'],
    ['set -e; false; echo not reached', '[1]'],
    ['yes | head -n 2', 'y\ny\n'],
    ['while true; do echo y; done | head -n 1', 'y\n'],
    ['x=$(exit 3); echo $?', '3\n'],
    ['printf "%5.2f|%x\\n" 3.14159 255; printf plain a b', ' 3.14|ff\nplain'],
    ['sleep 100 & exit 3', '[3]'],
    ['kill -0 $$ && echo alive', 'alive\n'],
    ['exit 7', '[7]'],
    ['nosuch', 'sh: nosuch: not found\n[127]'],
    ['echo "unfinished', 'sh: 1: Unterminated quoted string\n[2]'],
    ['echo a | tr a-z A-Z | sed s/A/b/', 'b\n'],
    ['seq 5 | head -n 2 | tail -n 1', '2\n'],
    ['(cd /tmp; pwd); pwd', '/tmp\n/\n'],
    ['sleep 5 & wait; echo done', 'done\n'],
    ['hostname; id -u; command -v ls', 'pod\n0\n/usr/bin/ls\n'],
  ])('%s', async (script, seen) => {
    const { pod, debian } = await container();
    expect(await pod.run(debian, script)).toBe(seen);
  });

  it('gives way to all else in a loop that waits for nothing', async () => {
    const { pod, debian } = await container();
    const loop = debian.exec({ argv: ['sh', '-c', 'while true; do :; done'], stdin: false, tty: false });
    expect(loop).toBeDefined();
    const beside = debian.exec({ argv: ['echo', 'alive'], stdin: false, tty: false });
    let said = '';
    beside.onStdout((bytes) => void (said += Buffer.from(bytes).toString()));
    for (let turn = 0; said === '' && turn < 50; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(said).toBe('alive\n');
    void pod;
  });
});

describe('who takes much', () => {
  it.each([
    'f() { f | f & }; f; sleep 1000',
    'f() { f & f & }; f; sleep 1000',
    'while :; do sleep 1000 & done',
    'f() { sh /tmp/again | cat; }; echo "sh /tmp/again" > /tmp/again; f',
  ])('is given no more processes than a Pod may have, and gives way to all else: %s', async (script) => {
    const { pod, debian } = await container();
    let said = '';
    const bomb = debian.exec({ argv: ['sh', '-c', script], stdin: false, tty: false });
    bomb.onStderr((bytes) => void (said += Buffer.from(bytes).toString()));
    await pod.clock.until(() => said !== '', 60_000);
    expect(said).toMatch(/^(sh|again): fork: Resource temporarily unavailable\n/);
    expect(await pod.run(debian, ['echo', 'alive'])).toBe('alive\n');
  });

  it('is read as fast as it writes, and gives way meanwhile', async () => {
    const { pod, debian } = await container();
    let isOver = false;
    const long = debian.exec({ argv: ['sh', '-c', 'seq 100000 | tail -n 1'], stdin: false, tty: false });
    void long.end.then(() => (isOver = true));
    expect(await pod.run(debian, ['echo', 'alive'])).toBe('alive\n');
    expect(isOver).toBe(false);
    const began = performance.now();
    await pod.clock.until(() => isOver, 60_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it.each(['seq 100000 | tail -n 1', 'while :; do :; done | cat', 'echo $(while :; do :; done)'])(
    'is ended by ^C before a pipe too: %s',
    async (line) => {
      const { pod, debian } = await container();
      const { type } = pod.terminal(debian);
      await type(`${line}\r`, 20);
      await type('\x03', 20);
      expect(await type('echo al""ive\r', 20)).toContain('\r\nalive\r\n');
    },
  );
});

describe('programs', () => {
  it('follow a file that grows', async () => {
    const pod = new TestPod();
    const writer = pod.start(
      'busybox',
      'while true; do date >> /log; sleep 2; done & touch /log; exec tail -F /log',
    );
    await pod.clock.pass(7000);
    expect(writer.log.lines.map(({ text }) => text)).toEqual([
      'Thu Jan  1 00:00:00 UTC 2026',
      'Thu Jan  1 00:00:02 UTC 2026',
      'Thu Jan  1 00:00:04 UTC 2026',
      'Thu Jan  1 00:00:06 UTC 2026',
    ]);
  });

  it('see processes, sockets and addresses', async () => {
    const pod = new TestPod();
    const nginx = pod.start('nginx', undefined);
    await pod.clock.pass(10);
    expect(await pod.run(nginx, 'ps aux')).toMatch(
      /1 .* nginx: master process nginx -g daemon off;\n.*nginx: worker process/,
    );
    expect(await pod.run(nginx, 'ss -lnt')).toContain('0.0.0.0:80');
    expect(await pod.run(nginx, 'ip addr')).toContain('inet 10.0.0.2/24');
    expect(await pod.run(nginx, 'curl -s -I localhost/none')).toContain('404 Not Found');
    expect(await pod.run(nginx, 'curl localhost:81')).toContain('Failed to connect to localhost port 81');
  });

  it('know whose the time is', async () => {
    const { pod, debian } = await container();
    expect(await pod.run(debian, 'date -u +%F')).toBe('2026-01-01\n');
  });
});
