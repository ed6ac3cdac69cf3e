/** What kubectl's and other tools' users type, and what does it as long as podscope does not. */
const FILES =
  'files are not read yet; `podscope demo --serve` is a cluster to apply them to, without any other';

const FORMATS = 'pods, pod, tree, ps, explain print with -o; the dashboard has `y` for YAML';

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['-f', FILES],
  ['--file', FILES],
  ['--filename', FILES],
  ['--demo', '`podscope demo` is the dashboard on a simulated cluster'],
  ['--ascii', 'the dashboard draws in Unicode alone as yet; `podscope pods` and -o json do without'],
  ['--theme', "the colours are the terminal's own; NO_COLOR=1 or --no-color does without"],
  ['-o', FORMATS],
  ['--output', FORMATS],
  ['--limit-bytes', '--tail LINES and --since TIME bound how much is read'],
  ['--ignore-errors', 'a log that cannot be read is told of, and the others go on'],
  ['--all-pods', 'logs KIND/NAME are those of all its Pods, and --prefix says whose a line is'],
  ['--show-labels', '`kubectl get pods --show-labels` does; -l chooses by them'],
  ['-L', '`kubectl get pods -L` does; -l chooses by labels'],
  ['--label-columns', '`kubectl get pods -L` does; -l chooses by labels'],
  ['-w', '`podscope` shows them live, `kubectl get pods -w` as lines'],
  ['--watch', '`podscope` shows them live, `kubectl get pods -w` as lines'],
  ['--sort-by', '`podscope` sorts what it shows, `kubectl get pods --sort-by` prints it so'],
  [
    '--field-selector',
    '`podscope` filters what it shows (/), `kubectl get pods --field-selector` prints it so',
  ],
  ['--no-headers', '-o json has none'],
  ['--pod-running-timeout', '`kubectl wait --for=condition=Ready` waits for a Pod'],
]);

/** A complaint of commander's about a flag or a word, with what there is instead where that is known. */
export function withInstead(complaint: string): string {
  if (complaint.startsWith("error: too many arguments for 'pods'"))
    return 'error: pods takes no names: `podscope pod NAME` tells of one, -l LABELS chooses some.\n';
  const [, flag = ''] = /^error: unknown option '(--[\w-]+|-\w)/.exec(complaint) ?? [];
  const instead = FLAGS.get(flag);
  return instead === undefined ? complaint : `error: no flag ${flag}: ${instead}.\n`;
}

const CHOOSERS: ReadonlyMap<string, string> = new Map([
  ['-l', 'it is of what is named; pods, logs and the dashboard choose by labels'],
  ['-A', 'it is of what is named, in one namespace (-n); pods and the dashboard take all'],
]);

/** That a command has no such flag, which others have to choose among many. */
export const noChooser = (flag: '-l' | '-A', command: string): string =>
  `error: no flag ${flag} for ${command}: ${CHOOSERS.get(flag)}.`;

/** What is wrong with a format that is none of these. */
export function aboutFormat(value: string, formats: readonly string[]): string {
  const choices = `Allowed choices are ${formats.join(', ')}`;
  if (value === 'yaml')
    return `${choices}; \`kubectl get KIND NAME -o yaml\` and \`y\` in the dashboard are YAML.`;
  const [kind = ''] = value.split('=');
  if (kind === 'name') return `${choices}; \`kubectl get KIND -o name\` prints it.`;
  return KUBECTLS.has(kind)
    ? `${choices}; \`kubectl get KIND -o ${kind}\` prints it, \`jq\` picks from -o json.`
    : `${choices}.`;
}

/** Formats of kubectl's that take what to print. */
const KUBECTLS: ReadonlySet<string> = new Set(
  'jsonpath jsonpath-as-json jsonpath-file custom-columns custom-columns-file go-template go-template-file'.split(
    ' ',
  ),
);

/** What to say of a word that is no command. */
export const INSTEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    get: '`podscope pods` lists Pods, `podscope tree KIND/NAME` shows an object',
    describe: '`podscope pod NAME` tells of a Pod, `podscope tree KIND/NAME` of what owns and is owned',
    version: '`podscope --version` prints it',
    help: '`podscope --help` prints it',
    delete: 'nothing is deleted here yet, `kubectl delete` does',
    edit: 'nothing is edited here yet, `kubectl edit` does',
    restart: 'nothing is restarted here yet, `kubectl rollout restart` does',
    rollout: 'no rollout is changed here yet, `kubectl rollout` does',
    doctor:
      '--log-file FILE has what is asked of a cluster and how it went, `kubectl auth can-i --list` what you may',
    completion: 'no shell is told what there is yet; `podscope --help` and `podscope COMMAND --help` say',
  }),
);
