import { failureText } from '../../../model/refusal.ts';
import type { Unlisted } from '../source.ts';

/** Why a kind could not be listed; undefined where it could. */
export function whyUnlisted(unlisted: readonly Unlisted[] | undefined, kind: string): string | undefined {
  const found = unlisted?.find((each) => each.kind === kind);
  return found && failureText(found);
}
