import type { ContainerView } from '../../pod/containers.ts';

/**
 * Whether a container is started anew once it ended, and by what: `will restart (Always)`,
 * `will restart (rule for exit 42)`, `will not restart (Never)`. Rules come before policies (KEP-5307).
 *
 * @param exitCode how it ends; undefined: as it should
 */
export function restartText(container: ContainerView, exitCode = 0): string {
  const { restartPolicy, restartRules } = container;
  if (hasRule(restartRules, exitCode)) return `will restart (rule for exit ${exitCode})`;
  const again = startsAgain(container, exitCode);
  return `will ${again ? '' : 'not '}restart (${restartPolicy})`;
}

/** Whether it does. */
export function startsAgain({ restartPolicy, restartRules }: ContainerView, exitCode: number): boolean {
  if (hasRule(restartRules, exitCode)) return true;
  return restartPolicy !== 'Never' && (restartPolicy !== 'OnFailure' || exitCode !== 0);
}

function hasRule(rules: ContainerView['restartRules'], exitCode: number): boolean {
  return rules.some(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes?.operator === 'NotIn' ? !listed : listed;
  });
}

/** The same whatever it will end with: `restarts: Never, but after exit 42`. */
export function restartPolicyText({ restartPolicy, restartRules }: ContainerView): string {
  const rules = restartRules.map(({ exitCodes }) => {
    const codes = (exitCodes?.values ?? []).join(', ');
    return `${exitCodes?.operator === 'NotIn' ? 'not after' : 'after'} exit ${codes}`;
  });
  return ['restarts: ', restartPolicy, rules.length > 0 ? `, but ${rules.join(', ')}` : ''].join('');
}
