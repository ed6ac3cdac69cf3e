import type { UserFields } from './fields.ts';

const GROUP = 'client.authentication.k8s.io';
const VERSIONS = ['v1', 'v1beta1'].map((version) => `${GROUP}/${version}`);
/** These have a mode by default. */
const BEFORE_V1 = ['v1alpha1', 'v1beta1'].map((version) => `${GROUP}/${version}`);
const MODES = ['Never', 'IfAvailable', 'Always'];

/** What kubectl refuses of a credential plugin, in its words: client-go's validation.go and plugin/pkg/client/auth/exec. */
export function execProblems({ exec, 'auth-provider': provider }: UserFields, name: string): string[] {
  if (!exec) return [];
  const use = `for ${name} to use exec authentication plugin`;
  const { command, apiVersion, interactiveMode: mode, env } = exec;
  const isDefault = apiVersion !== undefined && BEFORE_V1.includes(apiVersion);
  const problems = [
    provider && `authProvider cannot be provided in combination with an exec plugin for ${name}`,
    !command && `command must be specified ${use}`,
    !apiVersion && `apiVersion must be specified ${use}`,
    env?.some((variable) => !variable.name) && `env variable name must be specified ${use}`,
    !mode && !isDefault && `interactiveMode must be specified ${use}: one of ${MODES.join(', ')}`,
    mode &&
      !MODES.includes(mode) &&
      `invalid interactiveMode for ${name}: "${mode}" is not one of ${MODES.join(', ')}`,
    apiVersion &&
      !VERSIONS.includes(apiVersion) &&
      `exec plugin: invalid apiVersion "${apiVersion}": it is one of ${VERSIONS.join(', ')}`,
  ];
  return problems.filter((problem) => typeof problem === 'string');
}
