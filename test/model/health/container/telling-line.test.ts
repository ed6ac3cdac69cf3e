import { describe, expect, it } from 'vitest';
import { tellingLine } from '../../../../src/model/health/container/telling-line.ts';

const JAVA = `starting
Exception in thread "main" java.lang.IllegalStateException: DB_URL is not set
\tat com.shop.Config.read(Config.java:41)
\tat java.base/java.lang.Thread.run(Thread.java:840) [?:?]
`;
const CAUSED = `${JAVA}Caused by: java.net.ConnectException: Connection refused
\tat com.shop.Db.open(Db.java:7)
\t... 23 more
`;
const GO = `panic: runtime error: index out of range [5] with length 3
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x482c26]

goroutine 1 [running]:
main.load(...)
\t/src/main.go:12
main.main()
\t/src/main.go:8 +0x1d
created by main.run in goroutine 1
\t/src/main.go:30 +0x1d
exit status 2
`;
const NODE = `Error: connect ECONNREFUSED 127.0.0.1:5432
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1595:16) {
  errno: -111,
  code: 'ECONNREFUSED',
  port: 5432
}

Node.js v20.19.0
`;
const RUST = `thread 'main' panicked at src/main.rs:2:5:
no database
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace
`;

describe('what a program said last', () => {
  it.each([
    ['Java', JAVA, 'Exception in thread "main" java.lang.IllegalStateException: DB_URL is not set'],
    ['Java with a cause', CAUSED, 'Caused by: java.net.ConnectException: Connection refused'],
    ['Go under go run', GO, 'panic: runtime error: index out of range [5] with length 3'],
    ['Node', NODE, 'Error: connect ECONNREFUSED 127.0.0.1:5432'],
    ['Rust', RUST, 'no database'],
    [
      '.NET',
      'Unhandled exception. No URL\n   at Shop.Main() in /src/M.cs:line 13\n',
      'Unhandled exception. No URL',
    ],
  ])('is the sentence of a stack trace of %s, not its last frame', (_, text, line) => {
    expect(tellingLine(text)).toBe(line);
  });

  it.each([
    'at least one broker is needed',
    'main.go:12: cannot connect',
    'cannot read (no such file)',
    'exit status 2 of the migration',
  ])('is a sentence that only looks like a frame: %s', (line) => {
    expect(tellingLine(`starting\n${line}\n`)).toBe(line);
  });

  it('is a frame where nothing else is there', () => {
    expect(tellingLine('\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n')).toBe('at a.B.d(B.java:2)');
  });

  it('is read as Logs reads it where it is JSON, and as it is where that says nothing', () => {
    const line = '{"time":"2026-01-01T00:00:00Z","level":"fatal","msg":"cannot connect","err":"refused"}';
    expect(tellingLine(line)).toBe('FATAL cannot connect err=refused');
    expect(tellingLine('{"config":1}')).toBe('{"config":1}');
    expect(tellingLine('{"msg":"cut of')).toBe('{"msg":"cut of');
  });
});
