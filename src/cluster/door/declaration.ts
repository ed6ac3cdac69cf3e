/**
 * What is kept of an object from outside, said as data: one declaration a type, its fields by name.
 * `check.ts` makes of it what checks and trims. A declaration is typed by what it yields, so that it has
 * every field of the model's type and no other.
 */

import { own } from '../../model/own.ts';

/** Texts longer than their bound lose their end or their middle, or, where a part would be a lie, are refused. */
export type Cut = 'end' | 'middle' | 'never';

export type Shape =
  | { readonly is: 'text'; readonly most: number; readonly cut: Cut; readonly shared: boolean }
  /** A text that is not empty and is no path of its own, since it becomes a part of one. */
  | { readonly is: 'name'; readonly shared: boolean }
  | { readonly is: 'volume name' }
  | { readonly is: 'integer' }
  | { readonly is: 'boolean' }
  | { readonly is: 'integer or text' }
  /** A moment, in text as RFC 3339 has it. */
  | { readonly is: 'time'; readonly shared: boolean; readonly micro?: true }
  /** An amount (k8s.io/apimachinery pkg/api/resource): text, or a number, which is the same amount. */
  | { readonly is: 'quantity' }
  | { readonly is: 'list'; readonly of: Shape; readonly most: number }
  /** Texts as keys. `only` these are kept where it is given, and no empty map. */
  | { readonly is: 'map'; readonly of: Shape; readonly most: number; readonly only?: ReadonlySet<string> }
  | MessageShape
  /** Of values that are equal one is kept (see Interned). */
  | { readonly is: 'alike'; readonly pool: 'template' | 'state'; readonly of: Shape };

export interface MessageShape {
  readonly is: 'message';
  readonly fields: readonly Field[];
  /** What becomes of fields that are not declared; without it they are left out. */
  readonly others: Shape | undefined;
  /** Whether a message without any field is absent. */
  readonly unlessEmpty: boolean;
}

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Without it the whole message is refused. */
  readonly needed: boolean;
  /** Where it stands in protobuf; undefined where the API has no such field. */
  readonly wire: Wire | undefined;
}

/** A field's place in a message of protobuf, as the API's generated.proto files number them. */
export interface Wire {
  /** The field's number; of a field of an inlined message that message's number and the field's own. */
  readonly path: readonly [number] | readonly [number, number];
  /** Go writes every field, and leaves out of JSON what is empty: but for these, where empty is an answer. */
  readonly told: boolean;
}

declare const yields: unique symbol;

/** A declaration of what is a `T` once it was checked. */
export type Type<T> = Shape & { readonly [yields]?: T };
type Needed<T> = { readonly needed: Type<T> };

type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K] ? Type<NonNullable<T[K]>> : Needed<T[K]>;
};
/** The numbers of fields in protobuf, by their names. */
export type Numbers<Name extends PropertyKey = string> = { readonly [K in Name]?: number | Wire };

interface Rest {
  readonly others?: Type<unknown>;
  readonly unlessEmpty?: boolean;
}

const typed = <T>(shape: Shape): Type<T> => shape as Type<T>;

/** A word of the API's, as a reason, a phase, a type: in characters of UTF-16, as all bounds here. */
const LONGEST_WORD = 256;
/** What stands in the header beside all else. */
const LONGEST_BRIEF = 64;
/** Paths, images, schedules, commands. */
const LONGEST_TEXT = 4096;
/** What somebody wrote to be read. The kubelet keeps 4096 bytes of a container's last words. */
const LONGEST_MESSAGE = 8192;
/** No name that the API takes is longer than 253. */
export const LONGEST_NAME = 1024;
const MOST_ENTRIES = 1000;

const textOf = (most: number, cut: Cut, shared = false): Type<string> =>
  typed({ is: 'text', most, cut, shared });

export const brief = textOf(LONGEST_BRIEF, 'end');
export const word = textOf(LONGEST_WORD, 'end');
export const text = textOf(LONGEST_TEXT, 'end');
/** What is only good whole: a version, a token, a time. */
export const exact = textOf(LONGEST_TEXT, 'never');
/** The end may be what matters: middles are cut. */
export const sentence = textOf(LONGEST_MESSAGE, 'middle');
export const name: Type<string> = typed({ is: 'name', shared: false });
export const volumeName: Type<string> = typed({ is: 'volume name' });
export const integer: Type<number> = typed({ is: 'integer' });
export const boolean: Type<boolean> = typed({ is: 'boolean' });
/** When something was: in protobuf a number of seconds. */
export const time: Type<string> = typed({ is: 'time', shared: false });
/** A meta/v1 MicroTime: JSON has its six digits also of a whole second. */
export const microTime: Type<string> = typed({ is: 'time', shared: false, micro: true });
export const integerOrText: Type<number | string> = typed({ is: 'integer or text' });
export const quantity: Type<string> = typed({ is: 'quantity' });

/** Texts that many objects have alike, each kept once. */
export const shared = {
  word: textOf(LONGEST_WORD, 'end', true),
  text: textOf(LONGEST_TEXT, 'end', true),
  time: typed<string>({ is: 'time', shared: true }),
  sentence: textOf(LONGEST_MESSAGE, 'middle', true),
  name: typed<string>({ is: 'name', shared: true }),
};

/** What is wrong of a list's entries is left out of it. */
export const list = <T>(of: Type<T>, most = MOST_ENTRIES): Type<readonly T[]> =>
  typed({ is: 'list', of, most });

export const map = <T>(of: Type<T>, only?: readonly string[]): Type<Readonly<Record<string, T>>> =>
  typed({ is: 'map', of, most: MOST_ENTRIES, ...(only && { only: new Set(only) }) });

export const needed = <T>(type: Type<T>): Needed<T> => ({ needed: type });

/**
 * An object of the model: of each of its fields what it is; what it cannot be without is `needed`.
 *
 * @param numbers where the fields stand in protobuf; none of what comes as JSON only
 */
export const message = <T extends object>(
  fields: NoInfer<Fields<T>>,
  numbers: NoInfer<Numbers<keyof T>> = {},
  rest: Rest = {},
): Type<T> => record(fields, numbers, rest);

/** An object that the model has no type for. */
export function record<T, Name extends string = string>(
  fields: Readonly<Record<Name, Shape | Needed<unknown>>>,
  numbers: NoInfer<Numbers<Name>> = {},
  { others, unlessEmpty = false }: Rest = {},
): Type<T> {
  const declared = Object.entries<Shape | Needed<unknown>>(fields).map(([fieldName, field]): Field => {
    const number = own(numbers as Numbers, fieldName);
    const wire = typeof number === 'number' ? { path: [number] as const, told: false } : number;
    return 'needed' in field
      ? { name: fieldName, shape: field.needed, needed: true, wire }
      : { name: fieldName, shape: field, needed: false, wire };
  });
  return typed({ is: 'message', fields: declared, others, unlessEmpty });
}

/** A field that JSON tells even where it is empty or zero: Go has a pointer there, or no `omitempty`. */
export const told = (number: number): Wire => ({ path: [number], told: true });

/** Fields of a message that Go inlines: in JSON they stand among the outer one's. */
export function within<Name extends string>(
  number: number,
  numbers: Readonly<Record<Name, number | Wire>>,
): Readonly<Record<Name, Wire>> {
  const inner = Object.entries<number | Wire>(numbers).map(([inlined, at]): [string, Wire] =>
    typeof at === 'number'
      ? [inlined, { path: [number, at], told: false }]
      : [inlined, { path: [number, at.path[0]], told: at.told }],
  );
  return Object.fromEntries(inner) as Record<Name, Wire>;
}

/** What comes from a template, and so is the same in all objects made of it. */
export const template = <T>(of: Type<T>): Type<T> => typed({ is: 'alike', pool: 'template', of });
/** What a status says, alike in fewer. */
export const state = <T>(of: Type<T>): Type<T> => typed({ is: 'alike', pool: 'state', of });
