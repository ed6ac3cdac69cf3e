/** What of a long reason of Kubernetes' tells most, the longer form first. */
const GISTS: readonly (readonly [RegExp, ...string[]])[] = [
  [/^MinimumReplicasUnavailable$/, 'Unavailable'],
  [/^ProgressDeadlineExceeded$/, 'DeadlineExceeded', 'Deadline'],
  [/^BackoffLimitExceeded$/, 'RetryLimit'],
  [/^CreateContainerConfigError$/, 'ConfigError', 'Config'],
  [/^FailedCreate$/, 'FailCreate'],
  [/ContainerError$/, 'Error'],
  [/^ContainerCreating$/, 'Creating'],
  [/^PodInitializing$/, 'Initializing', 'Init'],
  [/^(?:ErrImagePull|ImagePullBackOff)$/, 'ImagePull', 'Pull'],
  [/^CrashLoopBackOff$/, 'CrashLoop', 'Crash'],
  [/^OOMKilled$/, 'OOM'],
  [/BackOff$/, ''],
];

/**
 * A reason in ever shorter forms, for where it would be cut: `CrashLoop`, `Init:CrashLoop`, `ImagePull`, `ConfigError`;
 * none of one that has no shorter form.
 */
export function reasonGists(reason: string): readonly string[] {
  const colon = reason.lastIndexOf(':') + 1;
  const last = reason.slice(colon);
  const [long, ...forms] = GISTS.find(([long]) => long.test(last)) ?? [];
  return long ? forms.map((form) => reason.slice(0, colon) + last.replace(long, form)) : [];
}
