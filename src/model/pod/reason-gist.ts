/** What of a long reason of Kubernetes' tells most, the longer form first: its own words, with … for those left out. */
const GISTS: readonly (readonly [RegExp, ...string[]])[] = [
  [/^MinimumReplicasUnavailable$/, '…Unavailable', 'Unavail…'],
  [/^ProgressDeadlineExceeded$/, 'ProgressDeadline…', 'ProgressDeadl…', 'Deadline…'],
  [/^BackoffLimitExceeded$/, 'BackoffLimit…', 'BackoffLim…', 'Backoff…'],
  [/^CreateContainerConfigError$/, 'Create…ConfigError', '…ConfigError', 'ConfigErr…'],
  [/^FailedCreate$/, 'FailedCrea…'],
  [/ContainerError$/, '…Error'],
  [/^ContainerCreating$/, '…Creating'],
  [/^PodInitializing$/, '…Initializing', 'PodInit…'],
  [/^ErrImagePull$/, 'ErrImage…', '…Pull'],
  [/^ImagePullBackOff$/, 'ImagePull…', 'Image…'],
  [/^CrashLoopBackOff$/, 'CrashLoop…', 'Crash…'],
  [/^OOMKilled$/, 'OOM…'],
  [/^.+NotReady$/, '…NotReady'],
  [/(?<=.)BackOff$/, '…'],
];

/**
 * A reason in ever shorter forms, for where it would be cut: `CrashLoop…`, `Init:CrashLoop…`, `…ConfigError`; of one that has no shorter form.
 */
export function reasonGists(reason: string): readonly string[] {
  const colon = reason.lastIndexOf(':') + 1;
  const last = reason.slice(colon);
  const [long, ...forms] = GISTS.find(([long]) => long.test(last)) ?? [];
  return long ? forms.map((form) => reason.slice(0, colon) + last.replace(long, form)) : [];
}
