import type { Failure } from '../kinds/watch-event.ts';
import { lacksRight } from '../refusal.ts';
import { type NewDebugContainer, type Profile, PROFILES } from './debug-container.ts';

/** What can be done about a debug container that was refused for what it may do. */
export interface ProfileRefusal {
  /** In a few words, behind the server's. */
  readonly advice: string;
  /** Whether another profile may help. */
  readonly again: boolean;
  /** The one that the words speak for. */
  readonly suggests?: Profile;
}

/** As Pod Security admission writes it (k8s.io/pod-security-admission/admission/admission.go): the namespace's level, and who violates it. */
const LEVEL = /violates PodSecurity "(\w+):/;
const VIOLATORS = /\bcontainers? ("[^"]+"(?:, "[^"]+")*) must/g;
/** As webhooks and admission policies say it, with codes of their own. */
const DENIED = /denied (the )?request/;

/** Undefined where it was refused for another reason, or failed. */
export function profileRefusal(
  failure: Failure,
  { name, profile }: Pick<NewDebugContainer, 'name' | 'profile'>,
): ProfileRefusal | undefined {
  const { code, message } = failure;
  const level = LEVEL.exec(message)?.[1];
  if (level === undefined) {
    const isDenied = DENIED.test(message) || (code === 403 && !lacksRight(failure));
    return isDenied ? { advice: 'another profile may be allowed', again: true } : undefined;
  }
  const violators = [...message.matchAll(VIOLATORS)].flatMap(([, names = '']) => names.split(', '));
  const other = violators.find((each) => each !== `"${name}"`);
  if (other !== undefined)
    return {
      advice: `no profile helps: container ${other.slice(1, -1)} of the Pod violates it too`,
      again: false,
    };
  if (violators.length === 0) return { advice: 'no profile helps: the Pod itself violates it', again: false };
  const suggests = PROFILES.find((each) => each === level && each !== profile);
  if (!suggests) return { advice: 'another profile may be allowed', again: true };
  return { advice: `profile ${suggests} may be allowed`, again: true, suggests };
}
