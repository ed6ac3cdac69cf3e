import { resourceValue } from '../explain/container/limits.ts';
import { expanded, textOfWord } from '../explain/container/expansion.ts';
import { fieldValue } from '../explain/container/environment.ts';
import { failureText } from '../refusal.ts';
import { type Fields, fieldLines, fieldsOf, listOf, textOf, type Told } from './fields.ts';
import type { Setting, Settings, SettingsName } from './settings.ts';

/** What of an environment is told: names and where values come from; the values too, but of Secrets; all of it. */
export type Shown = 'names' | 'values' | 'secrets';

/**
 * A container's environment, one by one, and what of it are whole ConfigMaps and Secrets.
 *
 * @param pod the whole Pod, which nobody has checked
 * @param settings what those that it names hold; undefined while that is not known
 */
export function environment(
  pod: Fields,
  container: Fields,
  shown: Shown,
  settings: readonly Settings[] | undefined,
): readonly Told[] {
  const whose = (kind: SettingsName['kind'], ref: Fields): Holder =>
    new Holder(kind, ref, settings, shown === 'secrets');
  // As the kubelet does: whole ConfigMaps and Secrets first, and each variable knows those before it.
  const known = new Map(
    listOf(container.envFrom).flatMap((source) => holderOf(source, whose).held(textOf(source.prefix))),
  );
  const one = (variable: Fields): string => {
    const name = textOf(variable.name);
    const { valueFrom, value } = variable;
    const source = valueSource(fieldsOf(valueFrom));
    const begin = source === '' ? name : `${name}  from ${source}`;
    if (shown === 'names') return begin;
    const written = textOf(value);
    const found =
      source === ''
        ? `= ${expandedText(written, known)}`
        : valueText(pod, container, fieldsOf(valueFrom), whose);
    const isShown = found.startsWith('= ') && !found.startsWith(`= ${MASK}`) && !found.endsWith(NO_TEXT);
    if (isShown && found.length <= LONGEST) known.set(name, found.slice(2));
    else known.delete(name);
    const as = source === '' && found !== `= ${written}` ? ` (written ${written})` : '';
    return [begin, found + as].filter(Boolean).join(' ');
  };
  const set = new Set(listOf(container.env).map(({ name }) => textOf(name)));
  const whole = (source: Fields): readonly string[] =>
    shown === 'names' ? fieldLines(source) : holderOf(source, whose).all(textOf(source.prefix), set);
  return [
    { label: 'env', texts: listOf(container.env).map(one) },
    { label: 'env from', texts: listOf(container.envFrom).flatMap(whole) },
  ];
}

/** `secretKeyRef db password`; empty where the value stands in the Pod. */
export function valueSource(valueFrom: Fields): string {
  const [source = '', ref] = Object.entries(valueFrom)[0] ?? [];
  const { name, key, fieldPath, resource } = fieldsOf(ref);
  return [source, name, key, fieldPath, resource]
    .filter((word) => typeof word === 'string' && word !== '')
    .join(' ');
}

/** What a value comes to; a name of which nothing is known, or nothing may be shown, stays as it is written. */
function expandedText(text: string, known: ReadonlyMap<string, string>): string {
  if (text.length > LONGEST || !text.includes('$')) return text;
  const valueOf = (name: string): readonly string[] | undefined => {
    const value = known.get(name);
    return value === undefined ? undefined : [value];
  };
  const found = textOfWord(expanded(text, valueOf)) ?? text;
  return found.length > LONGEST ? text : found;
}

/** The ConfigMap or Secret that is taken whole. */
const holderOf = ({ secretRef, configMapRef }: Fields, whose: Whose): Holder =>
  secretRef ? whose('Secret', fieldsOf(secretRef)) : whose('ConfigMap', fieldsOf(configMapRef));

/** Longer values are not put into others: each may name the one before it twice. */
const LONGEST = 1000;

const NO_TEXT = ' that are no text';

/** Stands for what is not shown. */
const MASK = '••••••';

type Whose = (kind: SettingsName['kind'], ref: Fields) => Holder;

function valueText(pod: Fields, container: Fields, valueFrom: Fields, whose: Whose): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (secretKeyRef) return whose('Secret', fieldsOf(secretKeyRef)).one(textOf(fieldsOf(secretKeyRef).key));
  if (configMapKeyRef)
    return whose('ConfigMap', fieldsOf(configMapKeyRef)).one(textOf(fieldsOf(configMapKeyRef).key));
  const found = fieldRef
    ? fieldText(pod, textOf(fieldsOf(fieldRef).fieldPath))
    : revalueSource(container, fieldsOf(resourceFieldRef));
  return found === undefined ? '' : `= ${found}`;
}

/** What the downward API says: its addresses are in the Pod's status. */
function fieldText(pod: Fields, path: string): string | undefined {
  const { podIP, podIPs } = fieldsOf(pod.status);
  if (path === 'status.podIP') return textOf(podIP);
  if (path === 'status.podIPs')
    return listOf(podIPs)
      .map(({ ip }) => textOf(ip))
      .join(',');
  return fieldValue(pod, path)
    ?.map((part) => (typeof part === 'string' ? part : part.shell))
    .join('');
}

/** Of another container, or without a limit, it is not told. */
function revalueSource(container: Fields, { containerName, resource, divisor }: Fields): string | undefined {
  const named = textOf(containerName);
  if (named !== '' && named !== container.name) return undefined;
  return resourceValue(container, textOf(resource), divisor);
}

/** A ConfigMap or Secret that is referred to. */
class Holder {
  private readonly found: Settings | undefined;
  private readonly name: string;
  private readonly optional: boolean;

  constructor(
    private readonly kind: SettingsName['kind'],
    ref: Fields,
    private readonly settings: readonly Settings[] | undefined,
    private readonly open: boolean,
  ) {
    this.name = textOf(ref.name);
    this.optional = ref.optional === true;
    this.found = settings?.find((one) => one.kind === kind && one.name === this.name);
  }

  one(key: string): string {
    const lacks = this.lacks();
    if (lacks !== undefined || !this.found) return lacks ?? '';
    const value = this.found.values.get(key);
    return value ? `= ${this.text(value)}` : this.missing(`${this.kind} ${this.name} has no key ${key}`);
  }

  /** Its keys with what stands before their names; those that are set one by one are so. */
  all(prefix: string, set: ReadonlySet<string>): readonly string[] {
    const begin = `${prefix === '' ? '' : `${prefix}…  `}every key of ${this.kind} ${this.name}`;
    const lacks = this.lacks();
    if (lacks !== undefined || !this.found) return [`${begin} ${lacks ?? ''}`];
    return [
      begin,
      ...[...this.found.values].map(([key, value]) => {
        const name = `${prefix}${key}`;
        return `· ${name} = ${this.text(value)}${set.has(name) ? ' (env has another)' : ''}`;
      }),
    ];
  }

  /** Its variables that may be shown. */
  held(prefix: string): readonly (readonly [string, string])[] {
    return [...(this.found?.values ?? [])].flatMap(([key, { text }]) =>
      text === undefined || text.length > LONGEST ? [] : [[`${prefix}${key}`, text] as const],
    );
  }

  /** Why nothing of it is known. */
  private lacks(): string | undefined {
    if (!this.settings) return '◐ …';
    if (!this.found) return 'not asked for: its environment names too many';
    const { failure } = this.found;
    if (failure?.code === 404) return this.missing(`there is no ${this.kind} ${this.name}`);
    return failure ? `✖ not known: ${failureText(failure)}` : undefined;
  }

  private missing(what: string): string {
    return this.optional ? `not set: ${what}, which is optional` : `✖ ${what}`;
  }

  private text({ bytes, text }: Setting): string {
    if (text !== undefined) return text;
    const size = `${bytes} byte${bytes === 1 ? '' : 's'}`;
    return this.kind === 'Secret' && !this.open ? `${MASK} (${size})` : size + NO_TEXT;
  }
}
