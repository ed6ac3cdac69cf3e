import { same } from '../same.ts';

/** A JSON patch (RFC 6902) that is none, or does not apply. */
export class JsonPatchError extends Error {}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

type Container = Record<string, unknown> | unknown[];

/** Applies a JSON patch to a copy. Throws `JsonPatchError`. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw new JsonPatchError('a JSON patch is a list of operations');
  const root: Record<string, unknown> = { '': structuredClone(document) };
  for (const operation of patch as Operation[]) apply(root, operation);
  return root[''];
}

function apply(root: Record<string, unknown>, { op, path, from, value }: Operation): void {
  const at = steps(path);
  switch (op) {
    case 'add':
      return put(root, at, structuredClone(value));
    case 'remove':
      return take(root, at);
    case 'replace':
      read(root, at);
      take(root, at);
      return put(root, at, structuredClone(value));
    case 'copy':
      return put(root, at, structuredClone(read(root, steps(from))));
    case 'move': {
      const moved = read(root, steps(from));
      take(root, steps(from));
      return put(root, at, moved);
    }
    case 'test':
      if (!same(read(root, at), value)) throw new JsonPatchError(`test failed at ${String(path)}`);
      return;
    default:
      throw new JsonPatchError(`unknown operation ${String(op)}`);
  }
}

/** A JSON pointer's steps (RFC 6901), from the root's own container on. */
function steps(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    throw new JsonPatchError(`bad path ${String(path)}`);
  }
  return path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function container(root: Container, path: readonly string[]): [Container, string] {
  let at: unknown = root;
  for (const step of path.slice(0, -1)) at = child(at, step);
  if (typeof at !== 'object' || at === null) throw new JsonPatchError(`nothing at ${path.join('/')}`);
  return [at as Container, path.at(-1) ?? ''];
}

function child(parent: unknown, step: string): unknown {
  if (Array.isArray(parent)) return parent[index(parent, step, parent.length - 1)] as unknown;
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, step)) {
    throw new JsonPatchError(`nothing at ${step}`);
  }
  return (parent as Record<string, unknown>)[step];
}

function read(root: Container, path: readonly string[]): unknown {
  const [parent, step] = container(root, path);
  return child(parent, step);
}

function put(root: Container, path: readonly string[], value: unknown): void {
  const [parent, step] = container(root, path);
  if (!Array.isArray(parent)) parent[step] = value;
  else parent.splice(step === '-' ? parent.length : index(parent, step, parent.length), 0, value);
}

function take(root: Container, path: readonly string[]): void {
  const [parent, step] = container(root, path);
  child(parent, step);
  if (Array.isArray(parent)) parent.splice(index(parent, step, parent.length - 1), 1);
  else delete parent[step];
}

function index(list: readonly unknown[], step: string, last: number): number {
  const place = /^(0|[1-9]\d*)$/.test(step) ? Number(step) : NaN;
  if (place <= last) return place;
  throw new JsonPatchError(`no place ${step} in a list of ${list.length}`);
}
