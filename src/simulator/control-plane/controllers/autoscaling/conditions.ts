/** A condition of a HorizontalPodAutoscaler: type, status, reason, message. */
export type Verdict = readonly [type: string, status: 'True' | 'False', reason: string, message: string];

/** Whether what is recommended is out of what is allowed. */
export function limitedBy(count: number, least: number, most: number): Verdict {
  const type = 'ScalingLimited';
  if (count > most)
    return [
      type,
      'True',
      'TooManyReplicas',
      'the desired replica count is more than the maximum replica count',
    ];
  if (count < least)
    return [
      type,
      'True',
      'TooFewReplicas',
      'the desired replica count is less than the minimum replica count',
    ];
  return [type, 'False', 'DesiredWithinRange', 'the desired count is within the acceptable range'];
}
