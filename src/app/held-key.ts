import { type BehaviorSubject, Observable, Subscription } from 'rxjs';
import { isChosen, isLookedFor, waitsForNamed } from '../screen/named-object.ts';
import type { Action } from '../store/actions.ts';
import type { State } from '../store/state.ts';
import type { Key, UserInput } from '../view/input.ts';
import { isTooSmall } from '../view/layout.ts';

/**
 * Input in which a key waits that is about the object which was named, as long as that is looked for: the latest one is heard
 * once it is found, and the window is large enough to show anything. That it waits is told; `esc` forgets it, and so does
 * whatever opens or leads elsewhere.
 *
 * @param isAbout whether a key can do nothing before
 */
export function untilFound(
  input$: Observable<UserInput>,
  state$: BehaviorSubject<State>,
  isAbout: (key: string) => boolean,
  tell: (actions: readonly Action[]) => void,
): Observable<UserInput> {
  return new Observable((observer) => {
    let held: Key | undefined;
    const keys = input$.subscribe((input) => {
      if (held && input.type === 'key' && input.name === 'escape') {
        held = undefined;
        tell(isLookedFor(state$.value));
      } else if (input.type === 'key' && isAbout(input.name)) {
        held = input;
        tell(waitsForNamed(input.name, state$.value));
      } else observer.next(input);
    });
    const found = state$.subscribe((state) => {
      // What is open has the keys.
      if (state.look.overlays.length > 0) held = undefined;
      // Nor does a window do anything that shows nothing.
      if (!held || state.look.wanted || isTooSmall(state.look.size)) return;
      const key = held;
      held = undefined;
      // What this state came of is not done yet.
      if (isChosen(state)) queueMicrotask(() => observer.next(key));
    });
    return new Subscription(() => [keys, found].forEach((each) => each.unsubscribe()));
  });
}
