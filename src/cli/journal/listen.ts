import { distinctUntilChanged, filter, type Observable, type Subscription } from 'rxjs';
import { isPluginsOwn, type Log, type LogEntry } from '../../model/log.ts';
import type { Writer } from '../arguments/arguments.ts';
import { Journal } from './journal.ts';

type Warning = Error & { readonly code?: string };

/** A journal that hears of Node's warnings and of what nobody caught. */
export function startJournal(program: NodeJS.Process, now: () => number): Journal {
  const journal = new Journal(now);
  listen(program, journal.log);
  return journal;
}

/**
 * Takes Node's warnings (deprecations, timeouts, insecure TLS) for the log, from Node itself, which would write
 * them on standard error, with its process id and advice for developers. What nobody caught is logged before it
 * ends the program.
 */
function listen(program: NodeJS.Process, log: Log): void {
  program.removeAllListeners('warning');
  program.on('warning', ({ name, code, message }: Warning) => {
    const level = name === 'DeprecationWarning' ? 'info' : 'warning';
    log(level, 'node', `${name}: ${message}${code === undefined ? '' : ` (${code})`}`);
  });
  program.on('uncaughtExceptionMonitor', (error: unknown) =>
    log('error', 'podscope', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}

/** Tidies at the end, where there is something to tidy, and says meanwhile what of it fails: there is no screen any more. */
export function saidWhileTidying(
  tidy: () => Promise<unknown> | undefined,
  told$: Observable<LogEntry>,
  output: Writer,
): () => Promise<unknown> | undefined {
  let said: Subscription | undefined;
  return () => {
    const tidying = tidy();
    let isNew = false;
    if (tidying) said ??= sayWarnings(told$.pipe(filter(() => isNew)), output);
    isNew = true;
    return tidying;
  };
}

/** What is true for long is said so often at most, in ms: what waits for a busy server is asked every second. */
const SAID_AGAIN = 30_000;

/**
 * While there is no screen, warnings are said where errors are; a watch's are the command's own error already. What a
 * credential plugin says goes through as it is, as with kubectl.
 */
export function sayWarnings(told$: Observable<LogEntry>, output: Writer): Subscription {
  return told$
    .pipe(
      filter(
        (entry) =>
          (entry.level === 'warning' && entry.source !== 'watch') ||
          entry.source === 'log' ||
          isPluginsOwn(entry),
      ),
      distinctUntilChanged(
        (said, one) => said.text === one.text && (isPluginsOwn(one) || one.time - said.time < SAID_AGAIN),
      ),
    )
    .subscribe((entry) => output.err(isPluginsOwn(entry) ? `${entry.text}\n` : `podscope: ${entry.text}\n`));
}
