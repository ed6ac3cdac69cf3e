/**
 * What of a long reason of Kubernetes' tells most, the longer form first: its own words, with … for those left out in its
 * middle; at its end only behind a prefix, where there is no room for both ends.
 */
const GISTS: readonly (readonly [RegExp, ...string[]])[] = [
  [/^MinimumReplicasUnavailable$/, 'Minimum…Unavailable', '…Unavailable'],
  [/^ProgressDeadlineExceeded$/, 'Progress…Exceeded', 'Prog…Exceeded'],
  [/^DeadlineExceeded$/, 'Dead…Exceeded'],
  [/^BackoffLimitExceeded$/, 'Backoff…Exceeded', 'Back…Exceeded'],
  [/^CreateContainerConfigError$/, 'Create…ConfigError', '…ConfigError'],
  [/ContainerError$/, '…Error'],
  [/^ContainerCreating$/, '…Creating'],
  [/^PodInitializing$/, '…Initializing'],
  [/^ErrImagePull$/, 'Err…Pull'],
  [/^ImagePullBackOff$/, 'Image…BackOff', 'ImagePull…', 'Image…'],
  [/^CrashLoopBackOff$/, 'Crash…BackOff', 'CrashLoop…', 'Crash…'],
  [/^OOMKilled$/, 'OOM…'],
  [/^.+NotReady$/, '…NotReady'],
];

/**
 * A reason in ever shorter forms, for where it would be cut: `Crash…BackOff`, `Init:CrashLoop…`, `…ConfigError`; of one that has no shorter form.
 */
export function reasonGists(reason: string): readonly string[] {
  const colon = reason.lastIndexOf(':') + 1;
  const last = reason.slice(colon);
  const [long, ...forms] = GISTS.find(([long]) => long.test(last)) ?? [];
  return long ? forms.map((form) => reason.slice(0, colon) + last.replace(long, form)) : [];
}
