import type { Failure } from '../../model/kinds/watch-event.ts';
import { failureText } from '../../model/refusal.ts';
import type { ContainerRef } from '../../model/session.ts';
import type { DebugContainer } from '../../model/sessions/debug-container.ts';
import { profileRefusal } from '../../model/sessions/profile-refusal.ts';
import type { Action } from '../../store/actions.ts';

/** Why a debug container was not made, in the server's words, and what can be done where it was refused for its profile. */
export function notMadeText(failure: Failure, debug: DebugContainer): string {
  const refusal = profileRefusal(failure, debug);
  return failureText(failure) + (refusal ? `; ${refusal.advice}` : '');
}

type Asking = Pick<ContainerRef, 'namespace' | 'pod'>;

/** Asks for another profile where that may help: target and image stay as they were chosen. */
export function askAgain(
  { namespace, pod }: Asking,
  debug: DebugContainer,
  failure: Failure,
): readonly Action[] {
  const refusal = profileRefusal(failure, debug);
  if (!refusal?.again) return [];
  const { target: container, image, profile } = debug;
  const { suggests } = refusal;
  const refused = { profile, text: failureText(failure), ...(suggests && { suggests }) };
  return [{ type: 'ask-debug', target: { namespace, pod, container }, image, refused }];
}

/** Why it was not made, for who may be asked again by a key. */
export const askableText = (pod: Asking, debug: DebugContainer, failure: Failure): string =>
  notMadeText(failure, debug) +
  (askAgain(pod, debug, failure).length > 0 ? ': shift-d asks for another one' : '');
