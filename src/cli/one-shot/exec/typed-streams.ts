import { Observable, Subject } from 'rxjs';
import { ESCAPES_HELP } from '../../../model/sessions/escapes.ts';
import { Typing } from '../../../model/sessions/typing.ts';
import type { SessionStreams } from '../../../ports/connection.ts';
import type { Writer } from '../../arguments/arguments.ts';

/** The terminal as the ends of a session: but for what is typed for podscope itself. */
export function typedStreams(
  streams: SessionStreams,
  output: Writer,
  leave: () => void,
  attach = false,
): { readonly ends: SessionStreams; readonly close: () => void } {
  const typed$ = new Subject<Uint8Array>();
  const typing = new Typing(
    {
      send: (bytes) => typed$.next(bytes),
      leave,
      help: () => output.err(`\r\n${ESCAPES_HELP}\r\n`),
    },
    attach,
  );
  const reading = streams.input$.subscribe((bytes) => typing.take(bytes));
  const input$ = new Observable<Uint8Array>((reader) => {
    const subscription = typed$.subscribe(reader);
    typing.read();
    // What is attached to may say nothing for long.
    if (attach) typing.heard();
    return subscription;
  });
  return {
    ends: {
      input$,
      size$: streams.size$,
      write: (stream, data) => {
        typing.heard();
        return streams.write(stream, data);
      },
    },
    close: () => reading.unsubscribe(),
  };
}
