import { EMPTY, first, from, ignoreElements, mergeMap, type Observable, withLatestFrom } from 'rxjs';
import type { KubeObject, ObjectRef, WholeObject } from '../../model/kinds/objects.ts';
import { failureOf } from '../../model/failure.ts';
import { failureText } from '../../model/refusal.ts';
import { fieldsOf, textOf } from '../../model/whole/fields.ts';
import type { ContainerRef } from '../../model/session.ts';
import {
  type DebugContainer,
  debuggerName,
  fittingProfile,
  PROFILE_NOTES,
  PROFILES,
  rootWarning,
} from '../../model/sessions/debug-container.ts';
import type { Profile } from '../../model/sessions/debug-container.ts';
import { whyNoDebug } from '../../model/sessions/debug-progress.ts';
import { debugImages } from '../../model/sessions/debug-images.ts';
import type { Connection } from '../../ports/connection.ts';
import type { World } from '../../ports/world.ts';
import type { Action } from '../../store/actions.ts';
import { type Choice, type Choices, type Question, subjectOf } from '../../store/choice.ts';
import { ownOf } from '../../store/own.ts';
import type { State } from '../../store/state.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';

/** Under which the image is remembered. */
const REMEMBERED = 'debug-image';

const PICKER = 'picker';

type Asked = Extract<Action, { readonly type: 'ask-debug' }>;
type Made = Extract<Action, { readonly type: 'shell' | 'add-debug' }>;

/** Asks for image, profile and agreement, with what suits first; and remembers the image that was taken. */
export const askDebug: Effect = ({ world, actions$, connection$, state$ }) =>
  actions$.pipe(
    mergeMap((action): Observable<Action> => {
      if (action.type === 'shell' || action.type === 'add-debug')
        return from(remembered(world, action)).pipe(ignoreElements());
      if (action.type !== 'ask-debug') return EMPTY;
      return connection$.pipe(
        first(),
        mergeMap((connection) => questions(world, connection, action)),
        withLatestFrom(state$),
        mergeMap(([answer, state]) => (isWanted(state, action) ? answer : [])),
      );
    }),
  );

async function remembered(world: World, { debug }: Made): Promise<void> {
  if (debug) await world.memory.write(REMEMBERED, debug.image);
}

/** Whether the answer has somebody: one that is awaited comes where it is awaited. */
function isWanted(state: State, { awaited, target }: Asked): boolean {
  const picker = ownOf<{ readonly given: unknown }>(state, PICKER)?.given as Choices | undefined;
  return !awaited || picker?.awaits === target;
}

async function questions(world: World, connection: Connection, asked: Asked): Promise<readonly Action[]> {
  const { target, image, refused } = asked;
  const { namespace, pod } = target;
  const got = (ref: Omit<ObjectRef, 'apiVersion'>): Promise<KubeObject | undefined> =>
    connection.get({ apiVersion: 'v1', ...ref }).catch(() => undefined);
  try {
    const whole = await connection.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod });
    const why = whyNoDebug(whole);
    if (why !== undefined) throw new Error(why);
    const nodeName = textOf(fieldsOf(whole.spec).nodeName);
    const [node, space, last] = await Promise.all([
      // What helps to choose an image is asked where none was given.
      image === undefined ? got({ kind: 'Node', name: nodeName }) : undefined,
      got({ kind: 'Namespace', name: namespace }),
      image === undefined ? world.memory.read(REMEMBERED) : undefined,
    ]);
    const fits: Fits = { whole, fitting: fittingProfile(whole, space), refused };
    return [image === undefined ? imagePicker(target, fits, node, last) : profilePicker(target, image, fits)];
  } catch (error) {
    const text = `debug container in ${pod}: ${failureText(failureOf(error))}`;
    const title = `A debug container for ${target.container}`;
    return [
      ...(asked.awaited ? [pick({ title, choices: [], empty: `✖ ${text}` })] : []),
      say(text, 'failing'),
    ];
  }
}

/** The Pod, the profile that suits it, and how another one was refused just now. */
interface Fits {
  readonly whole: WholeObject;
  readonly fitting: Profile;
  readonly refused: Asked['refused'];
}

const pick = (choices: Choices): Action => ({ type: 'open', overlay: PICKER, with: choices });

function imagePicker(
  target: ContainerRef,
  fits: Fits,
  node: KubeObject | undefined,
  last: string | undefined,
): Action {
  const { offered, first: cursor } = debugImages(node, last);
  return pick({
    title: `Image of a debug container for ${target.container}`,
    cursor,
    of: subjectOf(fits.whole),
    empty: 'another image: :debug IMAGE',
    choices: offered.map(({ image, onNode }) => ({
      label: image,
      ...(onNode !== undefined && { note: onNode ? 'on the node' : 'has to be pulled' }),
      actions: [profilePicker(target, image, fits)],
    })),
  });
}

function profilePicker(target: ContainerRef, image: string, { whole, fitting, refused }: Fits): Action {
  const suits = refused?.suggests ?? fitting;
  return pick({
    title: `${refused ? 'Another profile' : 'Profile'} of the debug container (${image})`,
    cursor: suits,
    of: subjectOf(whole),
    empty: 'no profile has this name',
    ...(refused && { warning: `${refused.profile} was refused: ${refused.text}` }),
    choices: PROFILES.map((profile) => ({
      label: profile,
      note: PROFILE_NOTES[profile] + besides(profile, suits, refused),
      actions: [{ type: 'open', overlay: 'confirm', with: question(target, image, profile, whole) }],
    })),
  });
}

function besides(profile: Profile, suits: Profile, refused: Asked['refused']): string {
  if (profile === refused?.profile) return ' · was refused';
  if (profile !== suits) return '';
  return refused?.suggests ? ' · may be allowed' : ' · suits this Pod and namespace';
}

function question(target: ContainerRef, image: string, profile: Profile, whole: WholeObject): Question {
  const { namespace, pod, container } = target;
  const name = debuggerName(crypto.getRandomValues(new Uint8Array(5)));
  const described = (copies: boolean): DebugContainer => ({
    name,
    image,
    profile,
    target: container,
    copies,
  });
  const make = (copies: boolean): readonly Action[] => [
    { type: 'shell', target: { ...target, container: name }, debug: described(copies) },
  ];
  const warning = rootWarning(whole, profile);
  // None has a letter: what was typed ahead would add what cannot be taken out.
  const choices: readonly Choice[] = [
    { label: 'make it', actions: make(false) },
    { label: 'with mounts and env', actions: make(true) },
    { label: 'to look through', actions: [{ type: 'add-debug', target, debug: described(false) }] },
  ];
  return {
    title: `Add a debug container to ${pod}?`,
    of: subjectOf(whole),
    lines: [
      `${name}: ${image}, profile ${profile},`,
      `in the process namespace of ${container}, in ${namespace}/${pod}.`,
      'Its shell is opened, or it only serves Processes, Network, Namespaces and Files.',
      'It stays in the Pod until that goes: Kubernetes cannot take it out.',
      ...(warning === undefined ? [] : [`${warning[0]?.toUpperCase()}${warning.slice(1)}.`]),
    ],
    choices,
  };
}
