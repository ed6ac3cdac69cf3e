import { isOptional } from '../kept-files.ts';
import { isPassed } from './passed-names.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../whole/fields.ts';
import { own } from '../../own.ts';
import { containerSpecs } from './container-specs.ts';
import { expanded } from './expansion.ts';
import { resourceValue } from './limits.ts';
import { type Argument, arg, type Saying } from '../shell/saying.ts';
import { plainName, shellWord, type Word } from '../shell/shell.ts';

/** A container's environment, and what of it is in files that the cluster fills. */
export interface Environment extends Saying {
  /**
   * The files whose texts stand as `${value[1]}`, `${value[2]}` … in the arguments. One that may be missing has what stands
   * for it then: what `$(NAME)` is without it.
   */
  readonly files: readonly { readonly file: string; readonly orElse?: Word }[];
  /** Directories all of whose files are variables, each with what their names begin with. */
  readonly wholes: readonly {
    readonly directory: string;
    readonly prefix: string;
    readonly secret: boolean;
    readonly optional: boolean;
    readonly why: string;
  }[];
  /** Variables of Secrets, which docker takes from its own environment: `NAME=value`. */
  readonly passed: readonly Word[];
  /** The value of a variable as it stands in a command; undefined where it is not known. */
  readonly valueOf: (name: string) => Word | undefined;
  /** The same where nothing but the spec counts, as in probes. */
  readonly specValueOf: (name: string) => Word | undefined;
}

/** As the kubelet makes it (kubelet_pods.go, makeEnvironmentVariables): whole ConfigMaps first, then one by one. */
export function environment(pod: Fields, container: Fields): Environment {
  const args: Argument[] = [];
  const notes: string[] = [];
  const files: Environment['files'][number][] = [];
  const values = new Map<string, Word>();
  const literal = new Map<string, Word>();
  const passed: Word[] = [];
  const secrets = new Set<string>();
  const fileWord = (file: string, orElse?: Word): Word => {
    const shell = `"\${value[${files.push({ file, ...(orElse && { orElse }) })}]}"`;
    if (file.startsWith('secret/')) secrets.add(shell);
    return [{ shell }];
  };
  const isSecret = (word: Word): boolean =>
    word.some((part) => typeof part !== 'string' && secrets.has(part.shell));
  for (const variable of listOf(container.env)) {
    const name = textOf(variable.name);
    const { value, why, note, optional } = valueIn(pod, container, variable, values, fileWord);
    if (note !== undefined) notes.push(`env ${name}: ${note}`);
    if (!value) continue;
    values.set(name, value);
    if (variable.valueFrom === undefined) literal.set(name, value);
    const hidden = isSecret(value) && isPassed(name);
    if (hidden) passed.push([`${name}=`, ...value]);
    else if (isSecret(value)) notes.push(`env ${name}: ${OPEN}`);
    const from = why === '' ? '' : ` from ${why}`;
    const word = hidden ? [`--env=${name}`] : [`--env=${name}=`, ...value];
    args.push({ word: optional ? whereThere(files.length, word) : word, why: `env ${name}${from}` });
  }
  const wholes = listOf(container.envFrom).flatMap(wholeSource);
  if (wholes.length > 0) notes.push('what of envFrom is $(NAME) in command or args is not expanded here');
  if (wholes.some(({ secret }) => secret))
    notes.push(`of Secrets in envFrom, names in small letters: ${OPEN}`);
  return {
    passed,
    args: [...(wholes.length > 0 ? [WHOLE] : []), ...args],
    notes,
    files,
    wholes,
    valueOf: (name) => values.get(name),
    specValueOf: (name) => literal.get(name),
  };
}

/** An argument that there is only where the file of a variable that may be missing is there: the kubelet leaves it unset. */
const whereThere = (file: number, word: Word): Word => [{ shell: `\${there[${file}]+${shellWord(word)}}` }];

const OPEN = 'a secret on the command line, where who may see processes can read it while it starts';

const WHOLE: Argument = { word: [{ shell: '${whole[@]+"${whole[@]}"}' }], why: 'envFrom' };

interface Value {
  readonly value?: Word;
  readonly why: string;
  readonly note?: string;
  /** Whether it may be missing. */
  readonly optional?: boolean;
}

function valueIn(
  pod: Fields,
  container: Fields,
  { name: variable, value, valueFrom }: Fields,
  before: ReadonlyMap<string, Word>,
  fileWord: (file: string, orElse?: Word) => Word,
): Value {
  if (valueFrom === undefined || valueFrom === null)
    return { value: expanded(textOf(value), (name) => before.get(name)), why: '' };
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom);
  const [kind, ref] = secretKeyRef ? ['secret', secretKeyRef] : ['configmap', configMapKeyRef];
  if (ref) {
    const { name, key } = fieldsOf(ref);
    const file = `${kind}/${plainName(textOf(name))}/${plainName(textOf(key))}`;
    const why = `key ${textOf(key)} of ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${textOf(name)}`;
    if (!isOptional(ref)) return { value: fileWord(file), why };
    const without = before.get(textOf(variable)) ?? [`$(${textOf(variable)})`];
    return {
      value: fileWord(file, without),
      why: `${why}, which is optional: without it unset`,
      optional: true,
    };
  }
  if (fieldRef) {
    const path = textOf(fieldsOf(fieldRef).fieldPath);
    const found = fieldValue(pod, path);
    return found ? { value: found, why: path } : { why: path, note: `${path} is not known` };
  }
  if (resourceFieldRef) return resourceIn(pod, container, fieldsOf(resourceFieldRef));
  return {
    why: '',
    note: `from ${Object.keys(fieldsOf(valueFrom)).join(', ') || 'nothing'}, which is not known here`,
  };
}

function resourceIn(pod: Fields, container: Fields, ref: Fields): Value {
  const resource = textOf(ref.resource);
  const named = textOf(ref.containerName);
  const of = named === '' ? container : containerSpecs(fieldsOf(pod.spec)).find(({ name }) => name === named);
  const value = of && resourceValue(of, resource, ref.divisor);
  return value === undefined
    ? { why: resource, note: `${resource} is not set, so Kubernetes gives what the node can allocate` }
    : { value: [value], why: resource };
}

/** `metadata.labels['app']` */
const KEYED = /^metadata\.(labels|annotations)\['(.*)'\]$/;

/** What the downward API says of this Pod; its addresses are those of the Pod that the script makes. */
export function fieldValue(pod: Fields, path: string): Word | undefined {
  const metadata = fieldsOf(pod.metadata);
  const [, map = '', key = ''] = KEYED.exec(path) ?? [];
  if (map !== '') return [textOf(own(fieldsOf(own(metadata, map)), key))];
  if (path === 'status.podIP' || path === 'status.podIPs') return [{ shell: '"$ip"' }];
  if (path === 'status.hostIPs') return [textOf(fieldsOf(pod.status).hostIP)];
  const [part = '', field = '', ...more] = path.split('.');
  const value = own(fieldsOf(own(pod, part)), field);
  const isText = more.length === 0 && (typeof value === 'string' || typeof value === 'number');
  return isText ? [textOf(value)] : undefined;
}

function wholeSource({ prefix, configMapRef, secretRef }: Fields): Environment['wholes'] {
  const [kind, ref] = secretRef ? ['secret', secretRef] : ['configmap', configMapRef];
  if (!ref) return [];
  const name = textOf(fieldsOf(ref).name);
  const optional = isOptional(ref);
  const why = `envFrom: every key of ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${name}`;
  return [
    {
      directory: `${kind}/${plainName(name)}`,
      prefix: textOf(prefix),
      secret: kind === 'secret',
      optional,
      why: optional ? `${why}, which is optional` : why,
    },
  ];
}

/** Its directory, its command and its arguments, with the environment in them. */
export function commandSaying(
  container: Fields,
  valueOf: Environment['valueOf'],
): { start: Argument[]; end: Argument[] } {
  const listed = (value: unknown): Word[] =>
    (Array.isArray(value) ? value : []).map((text) => expanded(textOf(text), valueOf));
  const [program, ...rest] = listed(container.command);
  const directory = textOf(container.workingDir);
  return {
    start: [
      ...(directory === '' ? [] : [arg(`--workdir=${directory}`, 'workingDir')]),
      ...(program ? [{ word: ['--entrypoint=', ...program], why: "command: in place of the image's" }] : []),
    ],
    end: [
      ...rest.map((word): Argument => ({ word, why: 'command' })),
      ...listed(container.args).map((word): Argument => ({ word, why: 'args' })),
    ],
  };
}
