import type { ToldEvent } from '../../events/told-event.ts';
import type { Pod } from '../../kinds/objects.ts';
import { nearestName } from '../../text/letters.ts';
import { fieldsOf, listOf, textOf } from '../../whole/fields.ts';
import type { Reference } from '../pod-facts.ts';
import { configMessages } from './config-messages.ts';
import { someOf } from '../../text/shortened.ts';

/** A key that a Pod wants of a ConfigMap or Secret that does not have it. */
export interface MissingKey {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  readonly volume?: string;
}

/** More are not looked for. */
const MOST = 4;

/** Which keys a Pod misses, as its kubelet says of its containers, and of its volumes where it does not start. */
export function missingKeys(pod: Pod, events: readonly ToldEvent[]): readonly MissingKey[] {
  const { phase } = pod.status ?? {};
  const said = configMessages(pod).flatMap(inEnvironment);
  const mount =
    phase === 'Pending'
      ? events.find(({ kind, reason }) => kind === 'Pod' && reason === 'FailedMount')
      : undefined;
  const found = [...said, ...(mount ? inVolume(pod, mount.message) : [])];
  const seen = new Map(found.map((one) => [`${one.kind} ${one.name} ${one.key}`, one]));
  return [...seen.values()].slice(0, MOST);
}

function inEnvironment(message: string): readonly MissingKey[] {
  const found = /couldn't find key (\S{1,253}) in (ConfigMap|Secret) [^\s/]{1,63}\/(\S{1,253})/.exec(message);
  if (!found) return [];
  const [, key = '', kind, name = ''] = found;
  return [{ kind: kind as MissingKey['kind'], name, key }];
}

function inVolume(pod: Pod, message: string): readonly MissingKey[] {
  const told =
    /failed for volume "([^"]{1,253})" ?: (?:configmap )?references non-existent (config|secret) key: (\S{1,253})/.exec(
      message,
    );
  if (!told) return [];
  const [, volume = '', what, key = ''] = told;
  const kind = what === 'secret' ? 'Secret' : 'ConfigMap';
  const source = fieldsOf(pod.spec?.volumes?.find(({ name }) => name === volume));
  const field = kind === 'Secret' ? 'secret' : 'configMap';
  const { name, secretName = name } = fieldsOf(source[field]);
  const named = textOf(secretName) || projectedFrom(source.projected, field, key);
  return named === '' ? [] : [{ kind, name: named, key, volume }];
}

/** The part of a projected volume that asks for a key: without such a list it takes all that there are. */
function projectedFrom(projected: unknown, field: 'secret' | 'configMap', key: string): string {
  const parts = listOf(fieldsOf(projected).sources).map((part) => fieldsOf(part[field]));
  const asking = parts.find(({ items }) => listOf(items).some((item) => item.key === key));
  return textOf(asking?.name);
}

/** Which keys there are instead, the nearest where one is near. Names alone: what they hold is nobody's business here. */
export function keyClauses(references: readonly Reference[]): readonly string[] {
  return references.flatMap((reference) => {
    const { kind, name, key = '', keys, mountedAt } = reference;
    if (mountedAt !== undefined) return [];
    if (keys?.includes(key)) return [`${kind} ${name} has ${key} by now`];
    return lackTexts(reference);
  });
}

/** `ConfigMap settings has no databse-url, the nearest is database-url`; nothing where it has it, or that is not known. */
export const lackTexts = (reference: Reference): readonly string[] =>
  keyText(reference).map((text) => `${reference.kind} ${reference.name} ${text}`);

/** `has no databse-url, the nearest is database-url`, `has no optional key databse-url, …`; nothing where it has what is wanted, or that is not known. */
export function keyText({ key, keys, unset }: Reference): readonly string[] {
  if (key === undefined || !keys || keys.includes(key)) return [];
  const nearest = nearestName(keys, key);
  const wanted = unset ? `optional key ${key}` : key;
  if (nearest !== undefined) return [`has no ${wanted}, the nearest is ${nearest}`];
  return [`has no ${wanted}, ${keys.length === 0 ? 'nor any other key' : `only ${someOf(keys, NAMED)}`}`];
}

const NAMED = 6;
