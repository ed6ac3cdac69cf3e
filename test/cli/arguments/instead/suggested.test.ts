/** Commands that are suggested lead where the flags that were typed do, and work as they stand. */
import { expect, it } from 'vitest';
import { parseArguments } from '../../../../src/cli/arguments/arguments.ts';
import { withoutScreen } from '../../../../src/cli/arguments/instead/without-screen.ts';
import { takesScreen } from '../../../../src/cli/program.ts';

function parsed(...argv: readonly string[]) {
  let err = '';
  const output = { out: () => undefined, err: (text: string) => void (err += text) };
  return { invocation: parseArguments(argv, '1', output), said: () => err };
}

function without(...argv: readonly string[]): string {
  const { invocation } = parsed(...argv);
  if (!takesScreen(invocation)) throw new Error('it takes no screen');
  return withoutScreen(invocation);
}

const PLACE = ['--kubeconfig', '/tmp/my config', '--context', 'odd ctx', '-n', 'shop'];
const SHOWN = "--kubeconfig '/tmp/my config' --context 'odd ctx' -n shop";

it('names what works without a terminal, with the flags that were given', () => {
  expect(without()).toBe('use `podscope pods`, `podscope pod NAME` or `podscope tree KIND/NAME`');
  expect(without(...PLACE, '-l', 'app in (a, b)')).toBe(
    `use \`podscope pods ${SHOWN} -l 'app in (a, b)'\`, \`podscope pod NAME ${SHOWN}\` or \`podscope tree KIND/NAME ${SHOWN}\``,
  );
  expect(without('-A', '-n', 'shop', '--as', 'me')).toMatch(/^use `podscope pods --as me -A`, /);
});

it('names what tells of the object that was asked for', () => {
  expect(without('web', '-n', 'shop')).toBe('use `podscope pod web -n shop`');
  expect(without('deploy/web', '-n', 'shop')).toBe('use `podscope tree deploy/web -n shop`');
});

it('does not send who asked for the demo to a real cluster', () => {
  expect(without('demo')).toMatch(/^use `podscope demo --serve`/);
});

it.each([
  [
    ['pods', ...PLACE, '-l', 'a=b', '-o', 'jsonpath={.items[*].metadata.name}'],
    `\`kubectl get pods ${SHOWN} -l a=b -o 'jsonpath={.items[*].metadata.name}'\` prints it, \`jq\` picks from -o json.`,
  ],
  [['pods', '-A', '-o', 'yaml'], '`kubectl get pods -A -o yaml` and `y` in the dashboard are YAML.'],
  [['-n', 'shop', 'pods', '-o', 'name'], '`kubectl get pods -n shop -o name` prints it.'],
  [
    ['pod', 'web', '-n', 'shop', '-o', "go-template={{.metadata.name}}'"],
    "`kubectl get pod web -n shop -o 'go-template={{.metadata.name}}'\\'''` prints it",
  ],
  [['explain', 'po/web', '-o', 'yaml'], '`kubectl get pod web -o yaml` and'],
  [
    ['tree', 'deploy', 'web', '-o', 'custom-columns'],
    '`kubectl get deploy/web -o custom-columns=COLUMNS` prints it',
  ],
  [['pods', '-o', 'jsonpath'], '`kubectl get pods -o jsonpath=TEMPLATE` prints it'],
  [['ps', 'web', '-o', 'jsonpath={.a}'], 'Allowed choices are text, json; `jq` picks from -o json.'],
  [['pods', 'web', '-n', 'shop'], '`podscope pod NAME -n shop` tells of one'],
  [
    ['pods', '-w', '-n', 'shop'],
    '`podscope -n shop` shows them live, `kubectl get pods -n shop -w` as lines.',
  ],
  [
    ['pods', '-n', 'shop', '-l', 'a=b', '--sort-by', '.x'],
    '`kubectl get pods -n shop -l a=b --sort-by PATH`',
  ],
  [
    ['get', 'pods', ...PLACE],
    `\`podscope pods ${SHOWN}\` lists Pods, \`podscope tree KIND/NAME ${SHOWN}\` shows`,
  ],
  [['describe', 'pod', 'web', '-n', 'shop'], '`podscope pod NAME -n shop` tells of a Pod'],
  [['delete', 'pod/web', '-n', 'shop'], '`kubectl delete pod/web -n shop` does.'],
  [['restart', 'deploy/web', '-n', 'shop'], '`kubectl rollout restart deploy/web -n shop` does.'],
  [
    ['rollout', 'undo', 'deploy/web', '--context', 'x'],
    '`kubectl rollout undo deploy/web --context x` does.',
  ],
] as const)('tells of what podscope does not have the whole command that does it: %j', (argv, said) => {
  const { invocation, said: all } = parsed(...argv);
  expect(invocation).toEqual({ command: 'exit', code: 2 });
  expect(all()).toContain(said);
  expect(all().trimEnd()).not.toContain('\n');
});
