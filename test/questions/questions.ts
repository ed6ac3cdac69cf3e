/** A question of those that the program is to answer at once, and what stands on the screen when it has. */
export interface Question {
  readonly asks: string;
  /** The Pod under the cursor: its name begins so. */
  readonly pod: string;
  /** So many keys are allowed at 156×42; at 80×24 one more. */
  readonly most: 0 | 1;
  readonly keys: readonly string[];
  readonly smallKeys: readonly string[];
  /** All of it at once. */
  readonly answers: readonly RegExp[];
  /** Where the small screen says it otherwise. */
  readonly smallAnswers?: readonly RegExp[];
}

const PROCESSES = [
  /S lo\S*shipper +\d+ +\d+ root .*tail -F/,
  /A app +\d+ +\d+ root .*nginx: master/,
  /[├└]─nginx: worker/,
];

const NAMESPACES = [
  /⇄ network +Pod .*Pod \d+ +Pod \d+/,
  /⇄ PID +Pod .*Pod \d+/,
  /· mount +each own .*own \d+/,
];

/** The Pods are those of anatomy.yaml, nginx-deployment.yaml (rolled out twice) and trouble.yaml, or their like in the demo. */
export const QUESTIONS: readonly Question[] = [
  {
    asks: 'which containers share a directory, and where?',
    pod: 'anatomy-0',
    most: 0,
    keys: [],
    smallKeys: ['v'],
    answers: [
      /⇄ work +emptyDir +\/work +– +\/usr\/share\/nginx\/html⟨html⟩ +\/work/,
      /app:\/usr\/share\/nginx\/html = worker:\/work\/html = prepare:\/work\/html/,
    ],
    smallAnswers: [/worker:\/work = prepare:\/work/, /log-shipper:\/logs = app:\/var\/log\/app = /],
  },
  {
    asks: 'who made this Pod, to the top, and which old ReplicaSets are there?',
    pod: 'nginx-deployment-',
    most: 0,
    keys: [],
    smallKeys: ['1'],
    answers: [
      /Deployment nginx-deployment +4\/4[^]*ReplicaSet \S+ rev 2 +4\/4[^]*▌.*Pod \S+[^]*ReplicaSet \S+ rev 1 +0\/0/,
    ],
  },
  {
    asks: 'which IP, node, host network?',
    pod: 'anatomy-0',
    most: 0,
    keys: [],
    smallKeys: [],
    answers: [/▌● anatomy-0 +4\/4 +Running +\d+ .*\d+(?:\.\d+){3} +[a-z]/],
  },
  {
    asks: 'which IP, node, host network?',
    pod: 'host-network',
    most: 0,
    keys: [],
    smallKeys: [],
    answers: [/▌● host-network +1\/1 +Running +\d+ .*\d+(?:\.\d+){3} +⌂ +[a-z]/],
  },
  {
    asks: 'which containers, in start order, init or sidecar?',
    pod: 'anatomy-0',
    most: 0,
    keys: [],
    smallKeys: ['3'],
    answers: [/I prepare .*\n.*S log-\S*ipper .*\n.*A app .*\n.*A worker .*\n.*A shell-less /],
  },
  {
    asks: 'why is it (or its owner) not well?',
    pod: 'crashing',
    most: 0,
    keys: [],
    smallKeys: [],
    answers: [/✖ main: exit 3, \d+ times in \S+, next try [^(]*\(CrashLoopBackOff\)/],
  },
  {
    asks: 'how did it end the last time, with which code and signal, saying what?',
    pod: 'crashing',
    most: 0,
    keys: [],
    smallKeys: ['v'],
    answers: [/exit 3, \d+ times[^]*last said: about to fail/],
    smallAnswers: [/exit 3/, /about to fail/],
  },
  {
    asks: 'how did it end the last time, with which code and signal, saying what?',
    pod: 'killed-by-memory',
    most: 0,
    keys: [],
    smallKeys: ['3'],
    answers: [/OOMKilled \(limit 16Mi\)/, /OOM\S* 137/],
  },
  {
    asks: 'what processes run, in which container?',
    pod: 'anatomy-0',
    most: 1,
    keys: ['P'],
    smallKeys: ['P'],
    answers: PROCESSES,
  },
  {
    asks: 'who listens on which port, declared or not, and which Service leads there?',
    pod: 'anatomy-0',
    most: 1,
    keys: ['W'],
    smallKeys: ['W'],
    answers: [/● 80\/TCP +app http +nginx \(\d+\) +anatomy:80 ready/, /○ 9100\/TCP +app metrics +nobody/],
  },
  {
    asks: 'which namespaces are shared, with whom?',
    pod: 'anatomy-0',
    most: 1,
    keys: ['I'],
    smallKeys: ['I'],
    answers: NAMESPACES,
  },
  {
    asks: 'is this volume persistent, on what class, who else mounts it?',
    pod: 'anatomy-0',
    most: 0,
    keys: [],
    smallKeys: ['4'],
    answers: [
      /⇄ disk +pvc \S+ +– +– +\/data +\/disk ro/,
      /persistent: (?=.*1Gi RWO)(?=.*class manual).*hostPath \/tmp\/pod/,
    ],
    smallAnswers: [/⇄ disk +pvc \S+ .*\/data +\/disk ro/, /persistent: (?=.*1Gi RWO).*class manual/],
  },
  {
    asks: 'what happened to it, in order?',
    pod: 'crashing',
    most: 1,
    keys: ['E'],
    smallKeys: ['E'],
    answers: [
      /✖ \S+ +ended +main .*exit 3[^]*started +main[^]*Scheduled +– .*assi/,
      /BackOff +main .*Back-off restarting/,
      /(?:Pulled|Created|Started) +main +\d+×/,
    ],
    // How it began is further down there, once it was restarted for a while.
    smallAnswers: [
      /✖ \S+ +ended +main .*exit 3[^]*started +main/,
      /BackOff +main .*Back-off restarting/,
      /(?:Pulled|Created|Started) +main +\d+×/,
    ],
  },
  {
    asks: 'how much memory and CPU now, against the limit, by container?',
    pod: 'anatomy-0',
    most: 0,
    keys: [],
    smallKeys: ['3'],
    answers: [
      /S log\S*(?:shi)?pper [^│┃]* \d+Mi +\d+m/,
      /A app +[^│┃]* \d+(?:Mi)?\/64Mi +(?:\d+m?\/200m|\d+%)/,
      /A worker [^│┃]* \d+Mi +\d+m/,
    ],
  },
  {
    asks: 'how much over time?',
    pod: 'anatomy-0',
    most: 1,
    keys: ['U'],
    smallKeys: ['U'],
    answers: [/A app +\d+m .*\d+% +20m?\/200m +[▁-█]+ +\d+Mi .*\d+% +16(?:Mi)?\/64Mi +[▁-█]+/],
  },
];

export const SIZES = [
  { columns: 156, rows: 42 },
  { columns: 80, rows: 24 },
] as const;

/** How a question is put at a size. */
export function asked(question: Question, { columns }: { readonly columns: number }) {
  const small = columns < 100;
  const { keys, smallKeys, answers, smallAnswers = answers, most } = question;
  return {
    keys: small ? smallKeys : keys,
    answers: small ? smallAnswers : answers,
    most: small ? most + 1 : most,
  };
}

export const isAnswered = (answers: readonly RegExp[], text: string): boolean =>
  answers.every((answer) => answer.test(text));

/** That a Pod is selected: panes 3 and 4 are of it, whose titles may cut its name in the middle. */
export const underCursor = (pod: string): RegExp =>
  new RegExp(` (?:${pod}|[a-z0-9-]*…\\S*${pod.slice(-5)}) [─━]`);

/** A new template of the Deployment's Pods, so that it has an old ReplicaSet. */
export const ROLLOUT = { spec: { template: { metadata: { annotations: { release: '2' } } } } };
