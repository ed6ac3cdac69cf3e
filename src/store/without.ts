import type { State } from './state.ts';

type OptionalKey = 'scope' | 'overlay' | 'message' | 'document' | 'serverVersion' | 'wanted' | 'peek';

/** A state without some of its optional keys: absent and undefined are not the same to the compiler. */
export function without(state: State, keys: readonly OptionalKey[]): State {
  if (keys.every((key) => !(key in state))) return state;
  const copy = { ...state };
  for (const key of keys) delete copy[key];
  return copy;
}
