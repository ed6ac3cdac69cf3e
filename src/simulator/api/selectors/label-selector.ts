import { type LabelMatcher, parsedSelector } from '../../../model/network/parsed-selector.ts';
import { badRequest } from '../api-error.ts';

/** Reads a label selector. Throws `ApiError` 400 for what cannot be read. */
export function labelSelector(text: string): LabelMatcher {
  const matches = parsedSelector(text);
  if (typeof matches === 'string') throw badRequest(matches);
  return matches;
}
