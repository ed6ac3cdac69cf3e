import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../src/cli/arguments/help/examples.ts';
import { parseArguments } from '../../../src/cli/arguments/arguments.ts';

function parse(line: string) {
  const said = { out: '', err: '' };
  const invocation = parseArguments(line === '' ? [] : line.split(' '), '1.2.3', {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  });
  return { invocation, ...said };
}

describe('the command line', () => {
  it('opens the dashboard, on an object or on none', () => {
    expect(parse('').invocation).toMatchObject({ command: 'dashboard', connection: {} });
    expect(parse('web-1').invocation).toMatchObject({ target: { kind: 'Pod', name: 'web-1' } });
    expect(parse('deploy/web').invocation).toMatchObject({ target: { kind: 'deploy', name: 'web' } });
  });

  it('takes every flag of the dashboard', () => {
    const line =
      'sts/db -n shop --context c --kubeconfig /k --cluster cl --user u --as a --as-group g --as-group h ' +
      '--request-timeout 1m30s -l app=x -A --readonly --no-color --no-mouse';
    expect(parse(line).invocation).toMatchObject({
      command: 'dashboard',
      target: { kind: 'sts', name: 'db' },
      connection: {
        namespace: 'shop',
        context: 'c',
        kubeconfig: '/k',
        cluster: 'cl',
        user: 'u',
        as: 'a',
        asGroup: ['g', 'h'],
        requestTimeout: 90_000,
      },
      flags: { allNamespaces: true, selector: 'app=x', readonly: true, color: false, mouse: false },
    });
  });

  it.each([
    ['mine', 'mine'],
    ['./mine', 'mine'],
    // Behind a symbolic link that is another one than `mine`.
    ['sub/../mine', 'sub/../mine'],
  ])(
    'tells where the kubeconfig %s is from anywhere, for the commands that are suggested',
    (given, named) => {
      const { invocation } = parse(`pods --kubeconfig ${given}`);
      expect(invocation).toMatchObject({ connection: { kubeconfig: `${process.cwd()}/${named}` } });
    },
  );

  it.each([
    '--log-file x',
    'demo --log-file x',
    '--log-file x demo',
    'pods --log-file x',
    '--log-file x pod y',
    'tree a/b --log-file x',
  ])('takes a file for the log with every command: %s', (line) => {
    expect(parse(line).invocation).toMatchObject({ logFile: 'x' });
    expect(parse(line.replace('--log-file x', '').trim()).invocation).not.toHaveProperty('logFile');
  });

  it.each(['pods', 'demo', 'exec web'])('takes no file without a name for it: %s', (command) => {
    for (const line of [`${command} --log-file `, `--log-file= ${command}`])
      expect(parse(line)).toMatchObject({
        invocation: { command: 'exit', code: 2 },
        err: "error: option '--log-file <file>' argument '' is invalid. give the name of a file.\n",
      });
  });

  it.each(['demo --readonly --serve', '--readonly demo --serve', 'demo --serve --readonly'])(
    'says that a cluster alone is not only read: %s',
    (line) => {
      const { invocation, err } = parse(line);
      expect(invocation).toEqual({ command: 'exit', code: 2 });
      expect(err).toBe(
        'error: --readonly is for the dashboard, which --serve has not: give it to the `podscope` that uses the cluster.\n',
      );
    },
  );

  it.each([
    ['5', 5_000],
    ['0', 0],
    ['5s', 5_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['200ms', 200],
    ['9999999h', 2 ** 31 - 1],
    ['99999999999', 2 ** 31 - 1],
  ])('reads the time %s as %i ms', (text, ms) => {
    expect(parse(`--request-timeout ${text}`).invocation).toMatchObject({
      connection: { requestTimeout: ms },
    });
  });

  it.each(['pods -A -l app=x -o json -n shop', '-A -l app=x -n shop pods -o json'])(
    'takes flags before and after the command: %s',
    (line) => {
      expect(parse(line).invocation).toEqual({
        command: 'pods',
        connection: { namespace: 'shop' },
        allNamespaces: true,
        selector: 'app=x',
        output: 'json',
      });
    },
  );

  it.each(['tree deploy web', 'tree deploy/web', 'deploy web -n shop', 'demo deploy web', 'demo deploy/web'])(
    'takes KIND NAME as it takes KIND/NAME: %s',
    (line) => {
      expect(parse(line).invocation).toMatchObject({ target: { kind: 'deploy', name: 'web' } });
    },
  );

  it.each(['web-1', 'po/web-1', 'pods/web-1', 'Pod/web-1', 'pod web-1', 'pods.v1./web-1'])(
    'takes a Pod with its kind or without: %s',
    (words) => {
      expect(parse(`pod ${words}`).invocation).toMatchObject({ command: 'pod', name: 'web-1' });
    },
  );

  it('says of an unknown word that it is no command, and what there is', () => {
    expect(parse('get pods').err).toMatch(/^error: no command get; `podscope pods` lists Pods/);
    expect(parse('cordon x').err).toBe(
      'error: no command cordon; the commands are tree, pods, pod, ps, logs, exec, attach, debug, forward, cp, explain, demo.\n',
    );
    expect(parse('create').err).toContain('; a Pod of that name is pod/create.');
  });

  it.each([
    ['-f dump.yaml', /^error: no flag -f: .*`podscope demo --serve`/],
    ['pods --file dump.yaml', /^error: no flag --file: files are not read yet/],
    ['pod web -f dump.yaml', /^error: no flag -f: files are not read yet/],
    ['--demo', /^error: no flag --demo: `podscope demo` is/],
    ['--ascii', /^error: no flag --ascii: .*-o json/],
    ['demo --theme dark', /^error: no flag --theme: the colours are the terminal's own; NO_COLOR/],
    ['-o json', /^error: no flag -o: .*pods, pod, tree, ps, explain/],
    [
      'pod web -o yaml',
      /'yaml' is invalid\. Allowed choices are text, json; `kubectl get pod web -o yaml` and `y` in the dashboard/,
    ],
    [
      'pods -o yaml',
      /'yaml' is invalid\. Allowed choices are text, wide, json; `kubectl get pods -o yaml` and/,
    ],
    [
      'pods -o name',
      /'name' is invalid\. Allowed choices are text, wide, json; `kubectl get pods -o name` prints it\.\n$/,
    ],
    [
      'pod web -o jsonpath={.a}',
      /are text, json; `kubectl get pod web -o 'jsonpath={\.a}'` prints it, `jq` picks from -o json\.\n$/,
    ],
    [
      'pods -o custom-columns=A:.a',
      /; `kubectl get pods -o custom-columns=A:\.a` prints it, `jq` picks from -o json\.\n$/,
    ],
    ['pods -o nonsense', /'nonsense' is invalid\. Allowed choices are text, wide, json\.\n$/],
    [
      'pods web',
      /^error: pods takes no names: `podscope pod NAME` tells of one, -l LABELS chooses some\.\n$/,
    ],
    ['pods web-1 web-2', /^error: pods takes no names: /],
    [
      'pods --show-labels',
      /^error: no flag --show-labels: `kubectl get pods --show-labels` does; -l chooses by them\.\n$/,
    ],
    ['pods -L app', /^error: no flag -L: `kubectl get pods -L LABEL` does/],
    ['pods -w', /^error: no flag -w: `podscope` shows them live, `kubectl get pods -w` as lines\.\n$/],
    ['pods --watch', /^error: no flag --watch: `podscope` shows them live/],
    ['pods --sort-by=.a', /^error: no flag --sort-by: `podscope` sorts what it shows/],
    ['pods --field-selector a=b', /^error: no flag --field-selector: `podscope` filters what it shows/],
    ['pods --no-headers', /^error: no flag --no-headers: -o json has none/],
    [
      'cp web:/a -',
      /^error: nothing is copied to -: `podscope exec web -- cat \/a` prints a file; one of that name is \.\/-\.\n$/,
    ],
    ['cp -c db web:/a -', /`podscope exec web -c db -- cat \/a` prints a file/],
    ['cp shop/web:/a -', /`podscope exec web -n shop -- cat \/a` prints a file/],
    [
      'cp web:/a - -n shop --context dev',
      /`podscope exec web --context dev -n shop -- cat \/a` prints a file/,
    ],
    [
      'cp - web:/a',
      /^error: nothing is copied from -: `podscope exec -i web -- tee \/a` writes a file; one of that name is \.\/-\.\n$/,
    ],
    ['describe pod web', /^error: no command describe; `podscope pod NAME` tells of a Pod/],
    [
      'delete pod/web',
      /^error: no command delete; nothing is deleted here yet, `kubectl delete pod\/web` does/,
    ],
    [
      'edit deploy/web',
      /^error: no command edit; nothing is edited here yet, `kubectl edit deploy\/web` does/,
    ],
    ['restart deploy/web', /^error: no command restart; .*`kubectl rollout restart deploy\/web` does/],
    ['rollout undo deploy/web', /^error: no command rollout; .*`kubectl rollout undo deploy\/web` does/],
    ['doctor', /^error: no command doctor; .*--log-file/],
    ['logs web --limit-bytes=9', /^error: no flag --limit-bytes: .*--tail/],
    ['logs web --ignore-errors', /^error: no flag --ignore-errors: .*others/],
    ['logs deploy/web --all-pods=true', /^error: no flag --all-pods: .*KIND\/NAME/],
    ['exec web --pod-running-timeout 5s -- a', /^error: no flag --pod-running-timeout: .*`kubectl wait/],
    ['completion bash', /^error: no command completion; .*--help/],
  ])('says of what is not there yet what does it instead: %s', (line, said) => {
    const { invocation, err } = parse(line);
    expect(invocation).toEqual({ command: 'exit', code: 2 });
    expect(err).toMatch(said);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it.each(['-l', 'pods -l', 'logs --selector', 'demo -l'])(
    'says what of labels cannot be read, before anything is asked: %s',
    (words) => {
      const { invocation, err } = parse(`${words} a==b==c`);
      expect(invocation).toEqual({ command: 'exit', code: 2 });
      expect(err).toMatch(
        /^error: option '-l, --selector <labels>' argument 'a==b==c' is invalid\. found '=='/,
      );
      expect(parse(`${words} a=b,c!=d,e`).err).toBe('');
    },
  );

  it('reads what attaches and debugs as kubectl does', () => {
    expect(parse('attach deploy/web -c app -it').invocation).toMatchObject({
      command: 'attach',
      target: { kind: 'deploy', name: 'web' },
      container: 'app',
      stdin: true,
      tty: true,
    });
    expect(parse('debug web -i --image a --target app --env B=c=d -- sh -c x').invocation).toMatchObject({
      command: 'debug',
      pod: 'web',
      attach: true,
      made: {
        image: 'a',
        profile: 'general',
        target: 'app',
        stdin: true,
        tty: false,
        command: ['sh', '-c', 'x'],
        env: [{ name: 'B', value: 'c=d' }],
      },
    });
    expect(parse('debug web --image a --arguments-only -- x').invocation).toMatchObject({
      attach: false,
      made: { args: ['x'] },
    });
  });

  it('leaves words to the cluster that may be kinds', () => {
    expect(parse('rollout web').invocation).toMatchObject({ target: { kind: 'rollout', name: 'web' } });
    expect(parse('pod/version').invocation).toMatchObject({ target: { kind: 'pod', name: 'version' } });
  });

  it('takes the program that explain is to speak of', () => {
    expect(parse('explain web --podman').invocation).toMatchObject({
      name: 'web',
      tool: 'podman',
      output: 'text',
    });
    expect(parse('explain pod/web -o json').invocation).toMatchObject({
      name: 'web',
      tool: 'docker',
      output: 'json',
    });
  });

  it('takes the words and flags of kubectl exec, and what is behind -- as it is', () => {
    expect(parse('exec deploy/web -n shop -c app -it -- ls -l --color -n x').invocation).toMatchObject({
      command: 'exec',
      target: { kind: 'deploy', name: 'web' },
      connection: { namespace: 'shop' },
      container: 'app',
      stdin: true,
      tty: true,
      run: ['ls', '-l', '--color', '-n', 'x'],
    });
    expect(parse('exec web -- --').invocation).toMatchObject({ stdin: false, tty: false, run: ['--'] });
    expect(parse('exec web').invocation).toMatchObject({ stdin: true, tty: true, run: [] });
    expect(parse('--readonly exec web -q').invocation).toMatchObject({ readonly: true, quiet: true });
    expect(parse('exec web ls').err).toBe('error: give the command behind --: exec web -- ls\n');
    const writer = { out: () => undefined, err: (text: string) => void (said += text) };
    let said = '';
    parseArguments(['exec', 'web', 'echo', 'a b'], '1', writer);
    expect(said).toContain("exec web -- echo 'a b'\n");
    expect(parse('exec').invocation).toEqual({ command: 'exit', code: 2 });
  });

  it('takes the words and flags of kubectl logs', () => {
    expect(parse('logs web').invocation).toMatchObject({
      of: { target: { kind: 'Pod', name: 'web' } },
      follow: false,
      previous: false,
      stamps: false,
    });
    expect(parse('logs web').invocation).not.toHaveProperty('tail');
    expect(
      parse('logs deploy/web -f -c app -p --since 90s --tail 5 --timestamps --prefix').invocation,
    ).toMatchObject({
      of: { target: { kind: 'deploy', name: 'web' } },
      follow: true,
      previous: true,
      container: 'app',
      sinceSeconds: 90,
      tail: 5,
      stamps: true,
      prefix: true,
    });
    expect(parse('logs web --since 0s').invocation).not.toHaveProperty('sinceSeconds');
    expect(parse('logs -l app=web').invocation).toMatchObject({ of: { selector: 'app=web' }, tail: 10 });
    expect(parse('logs logs').invocation).toMatchObject({ of: { target: { kind: 'Pod', name: 'logs' } } });
    const target = { kind: 'a', name: 'b' };
    expect(parse('logs a b').invocation).toMatchObject({ of: { target, apart: true } });
    expect(parse('logs a/b').invocation).toHaveProperty('of', { target });
    expect(parse('logs a/b c').invocation).toMatchObject({ of: { target }, container: 'c' });
    expect(parse('logs a/b c').invocation).not.toHaveProperty('of.apart');
    expect(parse('logs web --since 0').invocation).not.toHaveProperty('sinceSeconds');
  });

  it.each([
    ['logs -l app=web -A', 'one namespace'],
    ['logs web --tail -5', 'greater than or equal to -1'],
    ['logs web --since 5', "'--since <time>' argument '5' is invalid. which unit? 5s, 5m, 5h."],
    ['logs web --since 1m5', 'give a time such as 5s or 1m30s.'],
    ['logs pod/web app -c db', 'give one container: -c db, or app behind the name.'],
    ['logs pod/web app -l a=b', 'give an object or -l, not both.'],
    ['logs pod/web app db', 'give one object'],
  ])('refuses %s, which no log would answer', (line, why) => {
    const { invocation, err } = parse(line);
    expect(invocation).toEqual({ command: 'exit', code: 2 });
    expect(err).toContain(why);
  });

  it('names the object of tree and pod', () => {
    expect(parse('tree cj/nightly').invocation).toMatchObject({ target: { kind: 'cj', name: 'nightly' } });
    expect(parse('pod pod/web-1').invocation).toMatchObject({
      command: 'pod',
      name: 'web-1',
      output: 'text',
    });
  });

  it.each([
    '--wrong',
    'a/b/c',
    '/b',
    'a/',
    'tree',
    'pod',
    'pods -o xml',
    '--request-timeout soon',
    'a b c',
    'a/b c',
    'a b/c',
    'tree a/b c/d',
    'pod deploy/web',
    'pod deploy web',
    'logs',
    'logs x -l app=web',
    'logs x --since soon',
    'logs x --since 5s --since-time 2026-01-01T00:00:00Z',
    'logs x --tail many',
    'logs x --since-time yesterday',
    'logs x --since-time 2026-13-01T00:00:00Z',
    'cordon x',
    'debug x',
    'debug x --image=a -t',
    'debug x --image=a --profile=no',
    'debug x --image=a --env=b',
    'debug node/x --image=a',
    'attach',
    'get pods',
    'describe pod x',
    'demo logs x',
    'tree get x',
    '-n',
  ])('refuses %s in one line, with exit code 2', (line) => {
    const { invocation, out, err } = parse(line);
    expect(invocation).toEqual({ command: 'exit', code: 2 });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toMatch(/^error: /);
    expect(out).toBe('');
  });

  it.each(['tree deploy/cart', 'pods', 'tree deploy cart', 'exec web', 'logs'])(
    'says of a command behind demo what it works on: %s',
    (words) => {
      const [command, second] = words.split(' ');
      const alone = second === undefined ? `; a Pod of that name is pod/${command}` : '';
      const { invocation, err } = parse(`demo ${words}`);
      expect(invocation).toEqual({ command: 'exit', code: 2 });
      expect(err).toBe(
        `error: demo takes no command; \`podscope demo --serve\` is a cluster for \`podscope ${command}\`${alone}.\n`,
      );
    },
  );

  it('says of a command where an object is expected that it is one of its own', () => {
    for (const line of ['tree logs web', 'tree tree deploy/cart', 'pod exec web'])
      expect(parse(line).err).toMatch(
        /^error: give KIND\/NAME; `podscope (logs|tree|exec)` is a command of its own\.\n$/,
      );
    for (const line of ['tree help', 'tree version', 'pod help web', 'demo help', 'demo version'])
      expect(parse(line).err, line).toMatch(
        /^error: give KIND\/NAME; `podscope (help|version)` is a command of its own\.\n$/,
      );
  });

  it('takes words behind a command for names, whatever they are elsewhere', () => {
    for (const pod of ['shell', 'top', 'debug', 'logs']) expect(parse(`logs ${pod} main`).err).toBe('');
    expect(parse('logs crash loop fine').err).toMatch(/^error: give one object/);
  });

  it('tells who names two Pods where one is asked for that it is one', () => {
    expect(parse('pod web-1 web-2').err).toBe('error: give the NAME of one Pod; web-1 web-2 are two.\n');
    expect(parse('pod shop/web').err).toBe(
      'error: give the NAME of a Pod; if shop is its namespace: web -n shop.\n',
    );
    expect(parse('ps deploy web -n shop --context dev').err).toContain(
      '`podscope tree deploy/web --context dev -n shop` shows',
    );
    expect(parse('ps deploy web').err).toBe(
      'error: this is about Pods; `podscope tree deploy/web` shows other objects.\n',
    );
  });

  it('prints help and version, with exit code 0', () => {
    expect(parse('--version')).toEqual({ invocation: { command: 'exit', code: 0 }, out: '1.2.3\n', err: '' });
    const { invocation, out } = parse('--help');
    expect(invocation).toEqual({ command: 'exit', code: 0 });
    for (const word of ['tree', 'pods', 'pod', '--readonly', '--namespace', '--as-group'])
      expect(out).toContain(word);
  });
});

describe('what fingers and scripts that know kubectl type', () => {
  it.each(['true', 'TRUE', 'True', 't', 'T', '1'])('sets a flag by =%s', (yes) => {
    const line = `logs web --all-containers=${yes} --prefix=${yes} --timestamps=${yes} -f=${yes} -p=${yes}`;
    const set = { all: true, prefix: true, stamps: true, follow: true, previous: true };
    expect(parse(line).invocation).toMatchObject(set);
    expect(parse(`pods -A=${yes}`).invocation).toMatchObject({ allNamespaces: true });
    expect(parse(`--readonly=${yes} exec web -it=${yes}`).invocation).toMatchObject({
      readonly: true,
      tty: true,
    });
  });

  it.each(['false', 'FALSE', 'False', 'f', 'F', '0'])('clears a flag by =%s', (no) => {
    const line = `logs web --all-containers=${no} --prefix=${no} --timestamps=${no} -f=${no} --no-color=${no}`;
    const cleared = { all: false, prefix: false, stamps: false, follow: false, colours: true };
    expect(parse(line).invocation).toMatchObject(cleared);
    expect(parse(`exec web --stdin=true -it=${no} -q=${no} -- true`).invocation).toMatchObject({
      stdin: true,
      tty: false,
      quiet: false,
    });
    expect(parse(`cp web:/a b --no-preserve=${no}`).invocation).toMatchObject({ preserve: true });
    expect(parse(`debug web --image=a -i --attach=${no}`).invocation).toMatchObject({ attach: false });
    expect(parse(`demo --serve=${no} --faults=1`).invocation).toMatchObject({
      demo: { serve: false, faults: true },
    });
    expect(parse(`--help=${no} pods`).invocation).toMatchObject({ command: 'pods' });
  });

  it('takes the last of what is said of a flag', () => {
    expect(parse('logs web -f -f=false').invocation).toMatchObject({ follow: false });
    expect(parse('logs web --follow=false -f').invocation).toMatchObject({ follow: true });
  });

  it.each([
    ['logs web -f=maybe', '"maybe" for "-f, --follow"'],
    ['logs web --prefix=', '"" for "--prefix"'],
    ['exec web -it=yes', '"yes" for "-t, --tty"'],
    ['-A=2', '"2" for "-A, --all-namespaces"'],
  ])('says which value is none of a flag: %s', (line, which) => {
    const { invocation, err } = parse(line);
    expect(invocation).toEqual({ command: 'exit', code: 2 });
    expect(err).toBe(`error: invalid argument ${which} flag: give true or false.\n`);
  });

  it('takes the value of a letter behind =', () => {
    expect(parse('logs web -n=shop -fc=app').invocation).toMatchObject({
      connection: { namespace: 'shop' },
      container: 'app',
      follow: true,
    });
    expect(parse('pods -l=app=x -o=json').invocation).toMatchObject({ selector: 'app=x', output: 'json' });
    expect(parse('pods -lapp=x').invocation).toMatchObject({ selector: 'app=x' });
  });

  it.each([
    'tree a/b',
    'pod a',
    'ps a',
    'exec a',
    'attach a',
    'forward a 80',
    'cp a:/b c',
    'explain a',
    'debug a --image=b',
  ])('refuses what chooses among many where one is named: %s', (line) => {
    const [command] = line.split(' ');
    const labels = parse(`${line} -l app=x`);
    expect(labels.invocation).toEqual({ command: 'exit', code: 2 });
    expect(labels.err).toMatch(new RegExp(`^error: no flag -l for ${command}: .*pods`));
    const all = parse(`-A ${line}`);
    expect(all.invocation).toEqual({ command: 'exit', code: 2 });
    expect(all.err).toMatch(new RegExp(`^error: no flag -A for ${command}: .*-n`));
    expect(parse(`${line} -A=false`).err).toMatch(/no flag -A/);
  });

  it('takes an empty flag, of a variable that is not set, for one that is not given', () => {
    const output = { out: () => undefined, err: () => undefined };
    const invocation = parseArguments(['pods', '-n', '', '--context', ''], '1.2.3', output);
    expect(invocation).toMatchObject({ command: 'pods', connection: {} });
    expect(invocation).not.toHaveProperty('connection.namespace');
  });

  it('answers version and help as kubectl does', () => {
    expect(parse('version')).toEqual(parse('--version'));
    for (const [asked, flag] of [
      ['help', '--help'],
      ['help logs', 'logs --help'],
      ['help debug', 'debug --help'],
    ] as const) {
      const { invocation, out } = parse(asked);
      expect(invocation).toEqual({ command: 'exit', code: 0 });
      expect(out).toBe(parse(flag).out);
    }
  });

  const COMMANDS = [...EXAMPLES.keys()];

  it.each(COMMANDS)('ends the help of %s with examples, all of which it takes', (command) => {
    const { out } = parse(`${command} --help`.trim());
    for (const line of EXAMPLES.get(command) ?? []) {
      expect(out).toContain(`\n  ${line}\n`);
      const { invocation, err } = parse(line.replace(/^podscope ?| > .*/g, ''));
      expect({ invocation, err }).toMatchObject({
        invocation: { command: command || expect.any(String) },
        err: '',
      });
    }
  });

  it.each(COMMANDS)(
    'names in the help of %s no default that says nothing, and no more words than it takes',
    (command) => {
      const { out } = parse(`${command} --help`.trim());
      expect(out).not.toMatch(/default: (false|\[\])|<name\.\.\.>/);
    },
  );

  it.each([
    ['pod', 'give the NAME of a Pod.'],
    ['ps', 'give the NAME of a Pod.'],
    ['explain', 'give the NAME of a Pod.'],
    ['debug', 'give the NAME of a Pod.'],
    ['tree', 'give the NAME of a Pod, or KIND/NAME.'],
    ['exec', 'give the NAME of a Pod, or KIND/NAME.'],
    ['attach', 'give the NAME of a Pod, or KIND/NAME.'],
    ['forward', 'give the NAME of a Pod, or KIND/NAME.'],
    ['forward deploy/web', 'give a port: PORT, LOCAL:REMOTE or :REMOTE; REMOTE may be the name of a port.'],
    ['cp', 'give what to copy, and where to: [NAMESPACE/]POD:PATH and a local path.'],
    ['cp web:/a', 'give what to copy, and where to: [NAMESPACE/]POD:PATH and a local path.'],
    ['logs', 'give the NAME of a Pod, KIND/NAME, or -l LABELS.'],
  ])('says what is missing in words of its own: %s', (line, why) => {
    expect(parse(line)).toMatchObject({ invocation: { command: 'exit', code: 2 }, err: `error: ${why}\n` });
  });

  it.each([
    ['--nope', "error: unknown option '--nope'; `podscope --help` lists them\n"],
    ['pods --nope', "error: unknown option '--nope'; `podscope pods --help` lists them\n"],
    [
      'pod web --outptu json',
      "error: unknown option '--outptu' (Did you mean --output?); `podscope pod --help` lists them\n",
    ],
  ])('says of a flag that it does not know where the others are told: %s', (line, said) => {
    expect(parse(line).err).toBe(said);
  });

  it('takes -o wide of pods, which are wide anyway, and of nothing else', () => {
    expect(parse('pods -o wide').invocation).toMatchObject({ command: 'pods', output: 'text' });
    expect(parse('pods -o json').invocation).toMatchObject({ output: 'json' });
    expect(parse('pods -o nonsense').invocation).toEqual({ command: 'exit', code: 2 });
    expect(parse('pod web -o wide').invocation).toEqual({ command: 'exit', code: 2 });
  });
});

it.each([
  ['localhost', ['localhost']],
  ['127.0.0.1,127.0.0.1', ['127.0.0.1']],
  ['localhost,127.0.0.1,::1,10.0.0.1', ['localhost', '10.0.0.1']],
])('forward listens on each address of %s once', (given, addresses) => {
  const writer = { out: () => undefined, err: () => undefined };
  expect(parseArguments(['forward', 'x', '80', '--address', given], '1', writer)).toMatchObject({
    addresses,
  });
});
