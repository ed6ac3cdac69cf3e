import { resourceValue } from '../explain/container/limits.ts';
import { expanded, textOfWord } from '../explain/container/expansion.ts';
import { fieldValue } from '../explain/container/environment.ts';
import { failureText } from '../refusal.ts';
import { type Beginning, changedSince } from './changed-since.ts';
import { type Fields, fieldLines, fieldsOf, listOf, textOf, type Told } from './fields.ts';
import type { Setting, Settings, SettingsName } from './settings.ts';

/** What of an environment is told: names and where values come from; the values too, but of Secrets; all of it. */
export type Shown = 'names' | 'values' | 'secrets';

/**
 * A container's environment, one by one, and what of it are whole ConfigMaps and Secrets.
 *
 * @param pod the whole Pod, which nobody has checked
 * @param settings what those that it names hold now; undefined while that is not known
 * @param beginning when the container began: what was changed since it does not have
 */
export function environment(
  pod: Fields,
  container: Fields,
  shown: Shown,
  settings: readonly Settings[] | undefined,
  beginning: Beginning,
): readonly Told[] {
  const whose = (kind: SettingsName['kind'], ref: Fields): Holder =>
    new Holder(kind, ref, settings, shown === 'secrets', beginning);
  // As the kubelet does: whole ConfigMaps and Secrets first, and each variable knows those before it.
  const sources = listOf(container.envFrom).map((source) => ({
    holder: holderOf(source, whose),
    prefix: textOf(source.prefix),
  }));
  const known = new Map(sources.flatMap(({ holder, prefix }) => holder.held(prefix)));
  const set = new Set(listOf(container.env).map(({ name }) => textOf(name)));
  const begun = new Set(sources.flatMap(({ holder, prefix }) => holder.names(prefix) ?? []));
  const isSeen = sources.every(({ holder, prefix }) => holder.names(prefix) !== undefined);
  const isLater = (name: string): boolean => isSeen && set.has(name) && !begun.has(name);
  const one = (variable: Fields): string => {
    const name = textOf(variable.name);
    const { valueFrom, value } = variable;
    const source = valueSource(fieldsOf(valueFrom));
    const begin = source === '' ? name : `${name}  from ${source}`;
    if (shown === 'names') return begin;
    const written = textOf(value);
    const {
      text: found,
      since,
      unread = '',
    } = source === ''
      ? expandedText(written, known, isLater)
      : valueText(pod, container, fieldsOf(valueFrom), whose);
    const isShown = found.startsWith('= ') && !found.startsWith(`= ${MASK}`) && !found.endsWith(NO_TEXT);
    if (isShown && found.length <= LONGEST) known.set(name, { text: found.slice(2), since });
    else known.delete(name);
    const as = source === '' && found !== `= ${written}` ? ` (written ${written})` : '';
    begun.add(name);
    return [begin, found + as + unread + since].filter(Boolean).join(' ');
  };
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

/** What is told of a value, and that what it is from was changed since; empty where it was not. */
interface Value {
  readonly text: string;
  readonly since: string;
  /** That it names what is set after it, which stays as it is written: that is always a mistake. */
  readonly unread?: string;
}

/** What a value comes to; a name of which nothing is known, or nothing may be shown, stays as it is written. */
function expandedText(
  written: string,
  known: ReadonlyMap<string, Value>,
  isLater: (name: string) => boolean,
): Value {
  const asWritten = { text: `= ${written}`, since: '' };
  if (written.length > LONGEST || !written.includes('$')) return asWritten;
  const since = new Set<string>();
  const later = new Set<string>();
  const valueOf = (name: string): readonly string[] | undefined => {
    const value = known.get(name);
    if (!value && isLater(name)) later.add(name);
    if (!value) return undefined;
    since.add(value.since);
    return [value.text];
  };
  const found = textOfWord(expanded(written, valueOf)) ?? written;
  return found.length > LONGEST
    ? asWritten
    : { text: `= ${found}`, since: [...since].join(''), unread: laterText(later) };
}

function laterText(later: ReadonlySet<string>): string {
  if (later.size === 0) return '';
  const [stay, have] = later.size === 1 ? ['stays', 'it has'] : ['stay', 'they have'];
  return ` (${[...later].join(', ')} ${stay} as written: ${have} no value before this)`;
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

function valueText(pod: Fields, container: Fields, valueFrom: Fields, whose: Whose): Value {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  const ref = fieldsOf(secretKeyRef ?? configMapKeyRef);
  if (secretKeyRef ?? configMapKeyRef)
    return whose(secretKeyRef ? 'Secret' : 'ConfigMap', ref).one(textOf(ref.key));
  const found = fieldRef
    ? fieldText(pod, textOf(fieldsOf(fieldRef).fieldPath))
    : revalueSource(container, fieldsOf(resourceFieldRef));
  return { text: found === undefined ? '' : `= ${found}`, since: '' };
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
  /** That it was changed since the container began. */
  private readonly since: string;

  constructor(
    private readonly kind: SettingsName['kind'],
    ref: Fields,
    private readonly settings: readonly Settings[] | undefined,
    private readonly open: boolean,
    beginning: Beginning,
  ) {
    this.name = textOf(ref.name);
    this.optional = ref.optional === true;
    this.found = settings?.find((one) => one.kind === kind && one.name === this.name);
    this.since = changedSince(this.name, this.found?.changed, beginning);
  }

  one(key: string): Value {
    const lacks = this.lacks();
    if (lacks !== undefined || !this.found) return { text: lacks ?? '', since: '' };
    const value = this.found.values.get(key);
    const lacking = `${this.kind} ${this.name} has no key ${key}`;
    return { text: value ? `= ${this.text(value)}` : this.missing(lacking), since: this.since };
  }

  /** Its keys with what stands before their names; those that are set one by one are so. */
  all(prefix: string, set: ReadonlySet<string>): readonly string[] {
    const begin = `${prefix === '' ? '' : `${prefix}…  `}every key of ${this.kind} ${this.name}`;
    const lacks = this.lacks();
    if (lacks !== undefined || !this.found) return [`${begin} ${lacks ?? ''}`];
    return [
      begin + this.since,
      ...[...this.found.values].map(([key, value]) => {
        const name = `${prefix}${key}`;
        return `· ${name} = ${this.text(value)}${set.has(name) ? ' (env has another)' : ''}`;
      }),
    ];
  }

  /** What its variables are called; undefined where that is not known. */
  names(prefix: string): readonly string[] | undefined {
    if (!this.found) return undefined;
    if (this.found.failure) return this.found.failure.code === 404 ? [] : undefined;
    return [...this.found.values.keys()].map((key) => `${prefix}${key}`);
  }

  /** Its variables that may be shown. */
  held(prefix: string): readonly (readonly [string, Value])[] {
    return [...(this.found?.values ?? [])].flatMap(([key, { text }]) =>
      text === undefined || text.length > LONGEST
        ? []
        : [[`${prefix}${key}`, { text, since: this.since }] as const],
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
