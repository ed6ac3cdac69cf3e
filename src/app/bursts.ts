import { Observable } from 'rxjs';
import type { UserInput } from '../view/input.ts';

/**
 * Input as it is to be heard: letters that come at once (typed ahead, or pasted by a terminal that does not say
 * so) are one text where they are typed into something, and not a thousand keys. Whatever is no such letter is
 * heard at once, since it may lend the terminal to a session that gets the rest.
 *
 * @param typed the text that a key types as things stand; undefined where it does something else
 * @param soon runs something after what comes at once, and before anything else
 */
export function inBursts(
  input$: Observable<UserInput>,
  typed: (key: string, behindText: boolean) => string | undefined,
  soon: (run: () => void) => void = queueMicrotask,
): Observable<UserInput> {
  return new Observable((observer) => {
    let text = '';
    const flush = (): void => {
      if (text === '') return;
      const input: UserInput = { type: 'paste', text };
      text = '';
      observer.next(input);
    };
    return input$.subscribe((input) => {
      const letter = input.type === 'key' ? typed(input.name, text !== '') : undefined;
      if (letter === undefined) {
        flush();
        observer.next(input);
      } else {
        if (text === '') soon(flush);
        text += letter;
      }
    });
  });
}
