import type { Failure } from '../kinds/watch-event.ts';
import { shortened } from '../text/shortened.ts';
import { strictUtf8 } from '../text/utf8.ts';
import { changedAt } from './changed-since.ts';
import { type Fields, fieldsOf, listOf, textOf } from './fields.ts';

/** What an environment is from: a ConfigMap or a Secret of the Pod's namespace. */
export interface SettingsName {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** A value of one of their keys. */
export interface Setting {
  readonly bytes: number;
  /** Undefined where it is no text, and of a Secret until that is asked for. */
  readonly text?: string;
}

/** What one of them holds, or why that is not known. */
export interface Settings extends SettingsName {
  readonly values: ReadonlyMap<string, Setting>;
  /** When that was changed last, in epoch ms, where it is known. */
  readonly changed?: number;
  readonly failure?: Failure;
}

/** More of them are not asked for, and of one no more keys are told. */
const MOST = 30;
const MOST_KEYS = 200;

/** What a container's environment names, each once. */
export function settingsNames(container: Fields): readonly SettingsName[] {
  const refs = [
    ...listOf(container.env).map(({ valueFrom }) => {
      const { configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom);
      return [configMapKeyRef, secretKeyRef];
    }),
    ...listOf(container.envFrom).map(({ configMapRef, secretRef }) => [configMapRef, secretRef]),
  ];
  const names = refs.flatMap(([configMap, secret]): SettingsName[] => [
    { kind: 'ConfigMap', name: textOf(fieldsOf(configMap).name) },
    { kind: 'Secret', name: textOf(fieldsOf(secret).name) },
  ]);
  const known = new Map(
    names.filter(({ name }) => name !== '').map((one) => [`${one.kind} ${one.name}`, one]),
  );
  return [...known.values()].slice(0, MOST);
}

/**
 * What a ConfigMap or Secret from a server holds for an environment: of a ConfigMap its texts, since its binaryData is
 * for volumes alone.
 *
 * @param open whether what a Secret holds was asked for: else nothing of it leaves here
 */
export function readSettings(of: SettingsName, object: unknown, open: boolean): Settings {
  const data = Object.entries(fieldsOf(fieldsOf(object).data)).slice(0, MOST_KEYS);
  const values = data.map(([key, value]): [string, Setting] => [
    key,
    of.kind === 'Secret' ? secretValue(textOf(value), open) : plainValue(textOf(value)),
  ]);
  const changed = changedAt(object);
  return { ...of, values: new Map(values), ...(changed !== undefined && { changed }) };
}

const plainValue = (text: string): Setting => ({
  bytes: new TextEncoder().encode(text).length,
  text: shortened(text),
});

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function secretValue(encoded: string, open: boolean): Setting {
  const bytes = BASE64.test(encoded) && encoded.length % 4 === 0 ? atob(encoded) : '';
  const text = open ? strictUtf8(bytes) : undefined;
  return { bytes: bytes.length, ...(text !== undefined && { text: shortened(text) }) };
}
