import type { Sharing } from '../interned.ts';
import { type Cut, LONGEST_NAME, type MessageShape, type Shape, type Type } from './declaration.ts';
import type { Refusals } from './refusals.ts';
import { own } from '../../model/own.ts';
import { type Kept, roomy } from './roomy.ts';

/** What one check shares with others, and where it tells what it left out. */
export interface Pass {
  readonly interned: Sharing;
  readonly refusals: Refusals;
  /** Gives a volume the name it is kept by; see pod.ts. */
  readonly volumeName?: ((name: string) => string) | undefined;
  /** The name of the Pod's automatic volume, by which else alike Pods differ. */
  readonly automatic?: Buffer | undefined;
}

/**
 * The declared of a value, in a new object; undefined where it is not of its type, or lacks what it needs.
 * Absent and null fields get no key.
 */
export type Check<T> = (value: unknown, pass: Pass) => T | undefined;

type AnyCheck = Check<unknown>;

/** @param at what the value is called where it is refused: a kind and, below it, a path */
export function checkOf<T>(type: Type<T>, at: string): Check<T> {
  return make(type, at) as Check<T>;
}

function make(shape: Shape, at: string): AnyCheck {
  switch (shape.is) {
    case 'text':
      return checkText(shape.most, shape.cut, shape.shared, at);
    case 'name':
      return checkName(shape.shared, at);
    case 'volume name': {
      const check = checkName(false, at);
      return (value, pass) => {
        const checked = check(value, pass) as string | undefined;
        return checked === undefined ? undefined : (pass.volumeName?.(checked) ?? checked);
      };
    }
    case 'integer':
      return (value, pass) => (Number.isSafeInteger(value) ? value : noInteger(value, at, pass));
    case 'boolean':
      return (value, pass) => (typeof value === 'boolean' ? value : refuse(value, 'true or false', at, pass));
    case 'time':
      return checkText(LONGEST_NAME, 'never', shape.shared, at);
    case 'integer or text':
      return checkEither(Number.isSafeInteger, (value) => value, at);
    case 'quantity':
      return checkEither(Number.isFinite, String, at);
    case 'list':
      return checkList(make(shape.of, `${at}[]`), shape.most, at);
    case 'map':
      return checkMap(make(shape.of, `${at}{}`), shape.most, shape.only, at);
    case 'message':
      return checkMessage(shape, at);
    case 'alike': {
      const check = make(shape.of, at);
      const { pool } = shape;
      return (value, pass) => {
        const checked = check(value, pass);
        return checked === undefined ? undefined : pass.interned[pool](checked);
      };
    }
  }
}

function checkText(most: number, cut: Cut, shared: boolean, at: string): AnyCheck {
  return (value, pass) => {
    if (typeof value !== 'string') return refuse(value, 'text', at, pass);
    const kept = value.length <= most ? value : shorten(value, most, cut, at, pass);
    return shared && kept !== undefined ? pass.interned.text(kept) : kept;
  };
}

function shorten(value: string, most: number, cut: Cut, at: string, { refusals }: Pass): string | undefined {
  refusals.add(`${at}: longer than ${most} characters`);
  if (cut === 'never') return undefined;
  const tail = cut === 'end' ? 0 : most >> 1;
  const kept = `${value.slice(0, most - tail - 1)}…${value.slice(value.length - tail)}`;
  // A copy of its own: a slice would hold the whole of it in memory.
  return Buffer.from(kept).toString();
}

/** As IsValidPathSegmentName in k8s.io/apimachinery pkg/api/validation/path; half a character is none either. */
const NO_SEGMENT = /^\.\.?$|[/%\p{Cs}]/u;

function checkName(shared: boolean, at: string): AnyCheck {
  return (value, pass) => {
    if (typeof value !== 'string') return refuse(value, 'a name', at, pass);
    if (value === '' || value.length > LONGEST_NAME || NO_SEGMENT.test(value)) {
      pass.refusals.add(`${at}: no name that Kubernetes takes`);
      return undefined;
    }
    return shared ? pass.interned.text(value) : value;
  };
}

function checkEither(
  isNumber: (value: unknown) => boolean,
  ofNumber: (value: unknown) => unknown,
  at: string,
): AnyCheck {
  const asText = checkText(LONGEST_NAME, 'never', false, at);
  return (value, pass) => {
    if (typeof value === 'string') return asText(value, pass);
    return isNumber(value) ? ofNumber(value) : refuse(value, 'a number or text', at, pass);
  };
}

function checkList(check: AnyCheck, most: number, at: string): AnyCheck {
  return (value, pass) => {
    if (!Array.isArray(value)) return refuse(value, 'a list', at, pass);
    const kept: unknown[] = [];
    for (const entry of value as unknown[]) {
      if (kept.length === most) {
        pass.refusals.add(`${at}: more than ${most} entries`);
        break;
      }
      const checked = entry == null ? undefined : check(entry, pass);
      if (checked !== undefined) kept.push(checked);
    }
    // An array that was pushed to has room for 16 more, which is as much as all else of a small Pod.
    return kept.slice();
  };
}

function checkMap(
  check: AnyCheck,
  most: number,
  only: ReadonlySet<string> | undefined,
  at: string,
): AnyCheck {
  return (value, pass) => {
    if (!isRecord(value)) return refuse(value, 'an object', at, pass);
    const kept: Record<string, unknown> = {};
    let count = 0;
    for (const key of only ?? Object.keys(value)) {
      const entry = own(value, key);
      if (entry == null) continue;
      if (key === '__proto__' || key.length > LONGEST_NAME || count === most) {
        pass.refusals.add(
          `${at}: ${count === most ? `more than ${most} entries` : 'no key that Kubernetes takes'}`,
        );
        if (count === most) break;
        continue;
      }
      const checked = check(entry, pass);
      if (checked === undefined) continue;
      kept[key] = checked;
      count++;
    }
    return only && count === 0 ? undefined : kept;
  };
}

function checkMessage({ fields, others, unlessEmpty }: MessageShape, at: string): AnyCheck {
  const below = (field: string): string => (at.includes(' ') ? `${at}.${field}` : `${at} ${field}`);
  const keys = fields.map((field) => field.name);
  const checks = fields.map((field) => make(field.shape, below(field.name)));
  const isNeeded = fields.map((field) => field.needed);
  const other = others && { declared: new Set(keys), check: make(others, below('*')) };
  const Message = roomy();
  return (value, pass) => {
    if (!isRecord(value)) return refuse(value, 'an object', at, pass);
    const kept = new Message();
    let empty = true;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      // eslint-disable-next-line podscope/no-foreign-keys -- declared, and no name that objects have by themselves
      const field = value[key];
      const checked = field == null ? undefined : (checks[index] as AnyCheck)(field, pass);
      if (checked !== undefined) {
        kept[key] = checked;
        empty = false;
      } else if (isNeeded[index]) {
        if (field == null) pass.refusals.add(`${below(key)}: missing`);
        return undefined;
      }
    }
    if (other) takeOthers(value, kept, other, pass);
    return empty && unlessEmpty ? undefined : kept;
  };
}

function takeOthers(
  value: Readonly<Record<string, unknown>>,
  kept: Kept,
  { declared, check }: { declared: ReadonlySet<string>; check: AnyCheck },
  pass: Pass,
): void {
  for (const key of Object.keys(value)) {
    const source = own(value, key);
    if (declared.has(key) || key === '__proto__' || source == null) continue;
    const checked = check(source, pass);
    if (checked !== undefined) kept[key] = checked;
    // One is enough: nothing of the API has two.
    return;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noInteger(value: unknown, at: string, pass: Pass): undefined {
  if (!Number.isInteger(value)) return refuse(value, 'a whole number', at, pass);
  pass.refusals.add(`${at}: a whole number beyond 2^53`);
  return undefined;
}

function refuse(value: unknown, wanted: string, at: string, { refusals }: Pass): undefined {
  refusals.add(`${at}: ${nameOf(value)} instead of ${wanted}`);
  return undefined;
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return Number.isInteger(value) ? 'a number' : 'a fraction';
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'nothing';
    default:
      return value === null ? 'null' : 'an object';
  }
}
