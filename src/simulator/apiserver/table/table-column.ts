import { epochMs, humanDuration } from '../../../model/ages.ts';
import type { StoredObject } from '../../api/stored-object.ts';

export type Cell = (object: StoredObject, now: number) => string | number | boolean;

/** A column of `kubectl get`. Those of priority 1 are shown with `-o wide`. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
  readonly cell: Cell;
}

type Traits = Partial<Pick<TableColumn, 'type' | 'format' | 'description' | 'priority'>>;

export const column = (name: string, cell: Cell, traits: Traits = {}): TableColumn => ({
  name,
  type: 'string',
  format: '',
  description: '',
  priority: 0,
  ...traits,
  cell,
});

/** Shown with `-o wide` alone. */
export const wide = (name: string, cell: Cell, description = ''): TableColumn =>
  column(name, cell, { priority: 1, description });

export const integer = (name: string, path: string, description = ''): TableColumn =>
  column(name, number(path), { type: 'integer', description });

/** A field of an object, by its path; undefined where there is none. */
export function at(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step],
      object,
    );
}

/** The items of a list at a path; none where there is no list. */
export function listAt(object: unknown, path: string): readonly unknown[] {
  const found = at(object, path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

export const text =
  (path: string, otherwise = ''): Cell =>
  (object) =>
    String(at(object, path) ?? otherwise);

export const number =
  (path: string): Cell =>
  (object) =>
    Number(at(object, path) ?? 0);

/** `2/3`. */
export const outOf =
  (ready: string, all: string): Cell =>
  (object) =>
    `${Number(at(object, ready) ?? 0)}/${Number(at(object, all) ?? 0)}`;

/** How many entries a map has. */
export const size = (object: unknown, path: string): number => Object.keys(at(object, path) ?? {}).length;

/** The time that has passed since: `5m`. */
export function since(time: unknown, now: number): string {
  const then = epochMs(typeof time === 'string' ? time : undefined);
  return then === undefined ? '<unknown>' : humanDuration(now - then);
}

/** `a=b,c=d`, by name. */
export function labelsText(labels: unknown): string {
  const entries = Object.entries((labels ?? {}) as Readonly<Record<string, string>>);
  return (
    entries
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(',') || '<none>'
  );
}

const NAME_DESCRIPTION =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names';
const AGE_DESCRIPTION =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata';

const nameCell: Cell = ({ metadata }) => metadata.name;

export const NAME = column('Name', nameCell, { format: 'name', description: NAME_DESCRIPTION });
/** Events are seldom asked for by their names. */
export const WIDE_NAME = column('Name', nameCell, {
  format: 'name',
  description: NAME_DESCRIPTION,
  priority: 1,
});
export const AGE = column('Age', ({ metadata }, now) => since(metadata.creationTimestamp, now), {
  description: AGE_DESCRIPTION,
});
