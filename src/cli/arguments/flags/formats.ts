import type { Command } from 'commander';
import { podOf, targetOf } from '../target.ts';
import { type Given, suggestedOfMany } from '../instead/suggested.ts';

/**
 * What is wrong with the format that a command is asked for; undefined of one that it has. Throws an
 * `InvalidArgumentError` where the command's words cannot be read.
 *
 * @param typed the flags that were, of use where something is wrong
 */
export function formatProblem(command: Command, typed: () => Given): string | undefined {
  const option = command.options.find(({ long }) => long === '--output');
  const value = command.opts<{ output?: string }>().output ?? '';
  const formats = option?.argChoices ?? [];
  if (!option || formats.includes(value)) return undefined;
  const given = typed();
  const instead = byKubectl(value, objectOf(command, given), given);
  return `option '${option.flags}' argument '${value}' is invalid. Allowed choices are ${formats.join(', ')}${instead}.`;
}

/** What kubectl calls what a command tells of; undefined of processes, of which it knows nothing. */
function objectOf(command: Command, given: Given): readonly string[] | undefined {
  switch (command.name()) {
    case 'pods':
      return ['pods'];
    case 'ps':
      return undefined;
    case 'tree': {
      const { kind = 'KIND', name = 'NAME' } = targetOf(command.args, () => given) ?? {};
      return [`${kind}/${name}`];
    }
    default:
      return ['pod', podOf(command.args, given)];
  }
}

function byKubectl(format: string, object: readonly string[] | undefined, given: Given): string {
  const [kind = '', ...template] = format.split('=');
  const takes = TEMPLATES.get(kind);
  if (takes === undefined && kind !== 'yaml' && kind !== 'name') return '';
  if (!object) return takes === undefined ? '' : '; `jq` picks from -o json';
  const whole = takes === undefined || template.length > 0 ? format : `${kind}=${takes}`;
  const command = suggestedOfMany('kubectl', ['get', ...object], given, ['-o', whole]);
  if (kind === 'yaml') return `; ${command} and \`y\` in the dashboard are YAML`;
  return `; ${command} prints it${takes === undefined ? '' : ', `jq` picks from -o json'}`;
}

/** Formats of kubectl's that take what to print, and what that is where it was not typed. */
const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ...['jsonpath', 'jsonpath-as-json', 'go-template'].map((kind) => [kind, 'TEMPLATE'] as const),
  ...['jsonpath-file', 'go-template-file', 'custom-columns-file'].map((kind) => [kind, 'FILE'] as const),
  ['custom-columns', 'COLUMNS'] as const,
]);
