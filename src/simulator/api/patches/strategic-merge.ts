type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * By which key the elements of a list are told apart, by the list's own name: the patchMergeKey tags in
 * k8s.io/api (core/v1/types.go, meta/v1/types.go). Lists that are not here are replaced whole. `ports` are told
 * apart by containerPort in containers and by port in Services.
 */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
  podIPs: ['ip'],
  hostIPs: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  addresses: ['type'],
  taints: ['key'],
  secrets: ['name'],
};
/** Lists of plain values that are merged as sets. */
const SETS: ReadonlySet<string> = new Set(['finalizers']);

const DIRECTIVE = /^\$(patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/;

/**
 * Strategic merge patch, as apimachinery's pkg/util/strategicpatch does it for the built-in kinds: objects are merged,
 * lists with a merge key element by element; `$patch`, `$retainKeys`, `$setElementOrder` and
 * `$deleteFromPrimitiveList` are obeyed.
 */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const merged = retained(isJson(target) ? target : {}, patch['$retainKeys']);
  for (const [key, value] of Object.entries(patch)) {
    if (DIRECTIVE.test(key)) continue;
    if (value === null) delete merged[key];
    else if (Array.isArray(value)) merged[key] = mergeList(key, merged[key], value);
    else merged[key] = strategicMerge(merged[key], value);
  }
  for (const [key, value] of Object.entries(patch)) {
    const [directive, list = ''] = key.split('/');
    const elements = merged[list];
    if (!Array.isArray(value) || !Array.isArray(elements)) continue;
    if (directive === '$deleteFromPrimitiveList') {
      merged[list] = elements.filter((one) => !value.includes(one));
    } else if (directive === '$setElementOrder')
      merged[list] = ordered(list, elements, value, asList(isJson(target) ? target[list] : []));
  }
  return merged;
}

/** A copy, with only the keys that `$retainKeys` names where there is one. */
function retained(target: Json, keys: unknown): Json {
  const entries = Object.entries(target);
  return Object.fromEntries(Array.isArray(keys) ? entries.filter(([key]) => keys.includes(key)) : entries);
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function mergeList(name: string, target: unknown, patch: readonly unknown[]): unknown {
  const old = asList(target);
  if (SETS.has(name)) return [...new Set([...old, ...patch])];
  const key = mergeKey(name, [...patch, ...old]);
  const replace = patch.some((one) => isJson(one) && one['$patch'] === 'replace');
  if (key === undefined || replace) {
    return patch.filter((one) => !(isJson(one) && '$patch' in one)).map(withoutDirectives);
  }
  const merged = [...old];
  for (const element of patch) {
    if (!isJson(element)) continue;
    const place = merged.findIndex((one) => isJson(one) && one[key] === element[key]);
    if (element['$patch'] === 'delete') {
      if (place >= 0) merged.splice(place, 1);
    } else if (place < 0) merged.push(withoutDirectives(element));
    else merged[place] = strategicMerge(merged[place], element);
  }
  return ordered(name, merged, patch, old);
}

/**
 * The elements that a patch names in its order, and between them the others where they were: before a named one
 * only if they were before it already (normalizeElementOrder of strategicpatch).
 */
function ordered(
  name: string,
  list: readonly unknown[],
  order: readonly unknown[],
  old: readonly unknown[],
): unknown[] {
  const key = mergeKey(name, order);
  const id = (one: unknown): unknown => (key !== undefined && isJson(one) ? one[key] : one);
  const wanted = order.map(id);
  const before = old.map(id);
  const place = (one: unknown): number => before.indexOf(id(one));
  const named = list
    .filter((one) => wanted.includes(id(one)))
    .sort((one, other) => wanted.indexOf(id(one)) - wanted.indexOf(id(other)));
  const others = list.filter((one) => !wanted.includes(id(one)));
  const result: unknown[] = [];
  for (const one of named) {
    while (others.length > 0 && place(one) >= 0 && place(others[0]) < place(one)) result.push(others.shift());
    result.push(one);
  }
  return [...result, ...others];
}

function mergeKey(name: string, elements: readonly unknown[]): string | undefined {
  return MERGE_KEYS[name]?.find((key) => elements.some((one) => isJson(one) && key in one));
}

/** What is new has nothing to be merged with: nulls and directives fall away. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((one) => !(isJson(one) && '$patch' in one)).map(withoutDirectives);
  }
  if (!isJson(value)) return value;
  const kept = Object.entries(value).filter(([key, one]) => one !== null && !DIRECTIVE.test(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutDirectives(one)]));
}
