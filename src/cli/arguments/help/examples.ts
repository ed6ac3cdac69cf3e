import type { Command } from 'commander';

/** What is typed most, by command; '' is the dashboard. Each is a command line that is taken as it stands. */
export const EXAMPLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '': ['podscope', 'podscope deploy/web -n shop', 'podscope -A -l app=web', 'podscope demo'],
    tree: ['podscope tree deploy/web', 'podscope tree web-1', 'podscope tree ns/shop'],
    pods: ['podscope pods -A', 'podscope pods -l app=web -o json'],
    pod: ['podscope pod web-1', 'podscope pod web-1 --processes'],
    ps: ['podscope ps web-1', 'podscope ps web-1 --node'],
    explain: ['podscope explain web-1 > web-1.sh', 'podscope explain web-1 --podman'],
    logs: ['podscope logs web-1', 'podscope logs deploy/web -f --since 5m', 'podscope logs web-1 -c app -p'],
    forward: [
      'podscope forward web-1 8080:80',
      'podscope forward svc/web 8080:http',
      'podscope forward deploy/web :80',
    ],
    cp: ['podscope cp web-1:/etc/hosts hosts', 'podscope cp conf shop/web-1:/tmp/conf -c app'],
    exec: [
      'podscope exec web-1',
      'podscope exec web-1 -c app -- ls -l /',
      'podscope exec deploy/web -it -- sh',
    ],
    attach: ['podscope attach web-1 -it', 'podscope attach deploy/web -c app'],
    debug: [
      'podscope debug web-1 --image busybox -it',
      'podscope debug web-1 --image busybox --target app -it -- sh',
    ],
    demo: ['podscope demo', 'podscope demo --pods 1000', 'podscope demo --serve'],
  }),
);

/** Has a command's help, and that of all below it, end with examples. */
export function withExamples(program: Command): void {
  for (const command of [program, ...program.commands]) {
    const lines = EXAMPLES.get(command === program ? '' : command.name());
    if (lines)
      command.addHelpText('after', ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n'));
  }
}
