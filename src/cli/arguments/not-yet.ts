/** What kubectl's and other tools' users type, and what does it as long as podscope does not. */
const FILES =
  'files are not read yet; `podscope demo --serve` is a cluster to apply them to, without any other';

const FORMATS = 'pods, pod, tree, ps, explain print with -o; the dashboard has `y` for YAML';

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['-f', FILES],
  ['--file', FILES],
  ['--filename', FILES],
  ['--ascii', 'the dashboard draws in Unicode alone as yet; `podscope pods` and -o json do without'],
  ['--theme', "the colours are the terminal's own; NO_COLOR=1 or --no-color does without"],
  ['-o', FORMATS],
  ['--output', FORMATS],
  ['--limit-bytes', '--tail LINES and --since TIME bound how much is read'],
  ['--ignore-errors', 'a log that cannot be read is told of, and the others go on'],
  ['--all-pods', 'logs KIND/NAME are those of all its Pods, and --prefix says whose a line is'],
  ['--pod-running-timeout', '`kubectl wait --for=condition=Ready` waits for a Pod'],
]);

/** A complaint of commander's about a flag, with what there is instead where that is known. */
export function aboutFlag(complaint: string): string {
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
  return value === 'yaml'
    ? `${choices}; \`kubectl get -o yaml\` and \`y\` in the dashboard are YAML.`
    : `${choices}.`;
}

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
