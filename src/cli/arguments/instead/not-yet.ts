import { type Given, suggested, suggestedOfMany } from './suggested.ts';

/** What kubectl's and other tools' users type, and what does it as long as podscope does not. */
const FILES =
  'files are not read yet; `podscope demo --serve` is a cluster to apply them to, without any other';

const FORMATS = 'pods, pod, tree, ps, explain print with -o; the dashboard has `y` for YAML';

/** What does it by kubectl, about the Pods that the flags choose. */
const kubectlPods = (given: Given, ...flags: readonly string[]): string =>
  suggestedOfMany('kubectl', ['get', 'pods'], given, flags);

const live = (given: Given): string =>
  `${suggestedOfMany('podscope', [], given)} shows them live, ${kubectlPods(given, '-w')} as lines`;

const byLabels = (given: Given): string => `${kubectlPods(given, '-L', 'LABEL')} does; -l chooses by labels`;

type Instead = string | ((given: Given) => string);

const FLAGS: ReadonlyMap<string, Instead> = new Map<string, Instead>([
  ['-f', FILES],
  ['--file', FILES],
  ['--filename', FILES],
  ['--demo', '`podscope demo` is the dashboard on a simulated cluster'],
  [
    '--ascii',
    (given) =>
      `the dashboard draws in Unicode alone as yet; ${suggestedOfMany('podscope', ['pods'], given)} and -o json do without`,
  ],
  ['--theme', "the colours are the terminal's own; NO_COLOR=1 or --no-color does without"],
  ['-o', FORMATS],
  ['--output', FORMATS],
  ['--limit-bytes', '--tail LINES and --since TIME bound how much is read'],
  ['--ignore-errors', 'a log that cannot be read is told of, and the others go on'],
  ['--all-pods', 'logs KIND/NAME are those of all its Pods, and --prefix says whose a line is'],
  ['--show-labels', (given) => `${kubectlPods(given, '--show-labels')} does; -l chooses by them`],
  ['-L', byLabels],
  ['--label-columns', byLabels],
  ['-w', live],
  ['--watch', live],
  [
    '--sort-by',
    (given) =>
      `${suggestedOfMany('podscope', [], given)} sorts what it shows, ${kubectlPods(given, '--sort-by', 'PATH')} prints it so`,
  ],
  [
    '--field-selector',
    (given) =>
      `${suggestedOfMany('podscope', [], given)} filters what it shows (/), ${kubectlPods(given, '--field-selector', 'FIELDS')} prints it so`,
  ],
  ['--no-headers', '-o json has none'],
  [
    '--pod-running-timeout',
    (given) =>
      `${suggested('kubectl', ['wait', '--for=condition=Ready', 'pod/NAME'], given)} waits for a Pod`,
  ],
]);

/**
 * A complaint of commander's about a flag or a word, with what there is instead where that is known.
 * @param given the flags that were typed
 */
export function withInstead(complaint: string, given: () => Given): string {
  if (complaint.startsWith("error: too many arguments for 'pods'"))
    return `error: pods takes no names: ${suggested('podscope', ['pod', 'NAME'], given())} tells of one, -l LABELS chooses some.\n`;
  const [, flag = ''] = /^error: unknown option '(--[\w-]+|-\w)/.exec(complaint) ?? [];
  const instead = FLAGS.get(flag);
  if (instead === undefined) return complaint;
  return `error: no flag ${flag}: ${typeof instead === 'string' ? instead : instead(given())}.\n`;
}

const CHOOSERS: ReadonlyMap<string, string> = new Map([
  ['-l', 'it is of what is named; pods, logs and the dashboard choose by labels'],
  ['-A', 'it is of what is named, in one namespace (-n); pods and the dashboard take all'],
]);

/** That a command has no such flag, which others have to choose among many. */
export const noChooser = (flag: '-l' | '-A', command: string): string =>
  `error: no flag ${flag} for ${command}: ${CHOOSERS.get(flag)}.`;

/** What to say of a word that is no command, by the words that begin with it. */
export const INSTEAD: ReadonlyMap<string, (words: readonly string[], given: Given) => string> = new Map(
  Object.entries({
    get: (_: readonly string[], given: Given) =>
      `${suggestedOfMany('podscope', ['pods'], given)} lists Pods, ${suggested('podscope', ['tree', 'KIND/NAME'], given)} shows an object`,
    describe: (_: readonly string[], given: Given) =>
      `${suggested('podscope', ['pod', 'NAME'], given)} tells of a Pod, ${suggested('podscope', ['tree', 'KIND/NAME'], given)} of what owns and is owned`,
    delete: byKubectl('nothing is deleted here yet'),
    edit: byKubectl('nothing is edited here yet'),
    restart: ([, ...words]: readonly string[], given: Given) =>
      byKubectl('nothing is restarted here yet')(['rollout', 'restart', ...words], given),
    rollout: byKubectl('no rollout is changed here yet'),
    doctor: (_: readonly string[], given: Given) =>
      `--log-file FILE has what is asked of a cluster and how it went, ${suggested('kubectl', ['auth', 'can-i', '--list'], given)} what you may`,
    completion: () =>
      'no shell is told what there is yet; `podscope --help` and `podscope COMMAND --help` say',
  }),
);

/** That kubectl does what was typed. */
function byKubectl(what: string) {
  return (words: readonly string[], given: Given): string =>
    `${what}, ${suggestedOfMany('kubectl', words, given)} does`;
}
