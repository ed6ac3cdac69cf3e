import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { containerSpecs } from './container/container-specs.ts';
import { fieldValue } from './container/environment.ts';
import { resourceValue } from './container/limits.ts';
import { isOptional } from './kept-files.ts';
import { type Command } from './shell/saying.ts';
import { pathBelow, plainName, shellWord, type Word } from './shell/shell.ts';

const DEFAULT_MODE = 0o644;

/** What fills a volume of files. */
export interface Filled {
  readonly told: readonly string[];
  readonly commands: readonly Command[];
}

/**
 * The files of a ConfigMap, a Secret or the downward API in a directory.
 *
 * @param kind the field of the API
 */
export function volumeFiles(pod: Fields, kind: string, fields: Fields, directory: Word): Filled {
  if (kind === 'downwardAPI') return downward(pod, listOf(fields.items), directory);
  if (kind === 'configMap' || kind === 'secret') return keys(kind, fields, directory);
  if (kind === 'serviceAccountToken')
    return {
      told: [`serviceAccountToken ${textOf(fields.path)}: without Kubernetes there is none`],
      commands: [],
    };
  return { told: [`${kind || 'unknown'}: not made here`], commands: [] };
}

/** The parts of a projected volume, one after the other into one directory. */
export function projectedFiles(pod: Fields, { sources, defaultMode }: Fields, directory: Word): Filled {
  const parts = listOf(sources).map((source) => {
    const [kind = '', fields] = Object.entries(source)[0] ?? [];
    return volumeFiles(pod, kind, { ...fieldsOf(fields), defaultMode }, directory);
  });
  return {
    told: ['projected, of:', ...parts.flatMap(({ told }) => told)],
    commands: parts.flatMap(({ commands }) => commands),
  };
}

function keys(kind: 'configMap' | 'secret', fields: Fields, directory: Word): Filled {
  const name = textOf(fields.secretName) || textOf(fields.name);
  const from = `${kind.toLowerCase()}/${plainName(name)}`;
  const items = listOf(fields.items);
  const optional = isOptional(fields);
  const named = items.length === 0 ? '' : ' that is named';
  const told = [
    `${kind} ${name}: a file for each key${named}${optional ? '; optional: without it none' : ''}`,
  ];
  const rest = (mode: unknown): string =>
    modeText(mode ?? fields.defaultMode) + (optional ? ' optional' : '');
  if (items.length === 0)
    return {
      told,
      commands: [{ text: `put ${from} ${shellWord(directory)} ${rest(undefined)}`, why: '' }],
    };
  return items.reduce<Filled>(
    (filled, { key, path, mode }) => {
      const below = pathBelow(textOf(path));
      if (!below)
        return { ...filled, told: [...filled.told, `key ${textOf(key)} leads out of the volume: left out`] };
      const word = shellWord([...directory, `/${below}`]);
      const text = `put ${from}/${plainName(textOf(key))} ${word} ${rest(mode)}`;
      return { ...filled, commands: [...filled.commands, { text, why: `key ${textOf(key)}` }] };
    },
    { told, commands: [] },
  );
}

/** As chmod reads it. */
function modeText(mode: unknown): string {
  const bits = typeof mode === 'number' ? mode & 0o777 : DEFAULT_MODE;
  return `0${bits.toString(8).padStart(3, '0')}`;
}

function downward(pod: Fields, items: readonly Fields[], directory: Word): Filled {
  const told = ['downwardAPI: what Kubernetes knows of the Pod, as files'];
  const commands: Command[] = [];
  for (const { path, fieldRef, resourceFieldRef } of items) {
    const below = pathBelow(textOf(path));
    const field = textOf(fieldsOf(fieldRef).fieldPath) || textOf(fieldsOf(resourceFieldRef).resource);
    const value = fieldRef ? mapOrField(pod, field) : resource(pod, fieldsOf(resourceFieldRef));
    if (!below || !value) told.push(`${textOf(path)} from ${field}: not known here`);
    else
      commands.push({
        text: `mkdir -p -- "$(dirname -- ${shellWord([...directory, `/${below}`])})" && printf %s ${shellWord(value)} >${shellWord([...directory, `/${below}`])}`,
        why: field,
      });
  }
  return { told, commands };
}

/** All labels, a line each, as the kubelet writes them (FormatMap of pkg/fieldpath). */
function mapOrField(pod: Fields, field: string): Word | undefined {
  const [, map] = /^metadata\.(labels|annotations)$/.exec(field) ?? [];
  if (map === undefined) return fieldValue(pod, field);
  const { labels, annotations } = fieldsOf(pod.metadata);
  const entries = Object.entries(fieldsOf(map === 'labels' ? labels : annotations)).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return [entries.map(([key, value]) => `${key}=${JSON.stringify(textOf(value))}`).join('\n')];
}

function resource(pod: Fields, { containerName, resource: name, divisor }: Fields): Word | undefined {
  const of = containerSpecs(fieldsOf(pod.spec)).find((container) => container.name === containerName);
  const value = of && resourceValue(of, textOf(name), divisor);
  return value === undefined ? undefined : [value];
}
