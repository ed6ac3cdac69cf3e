import type { Observable } from 'rxjs';
import type { LogEntry } from '../model/log.ts';
import type { ShellEnvironment } from '../model/sessions/shell/shell-command.ts';
import type { Clock } from './clock.ts';
import type { Clusters } from './connection.ts';
import type { Terminal } from './terminal.ts';

/** What the dashboard needs of the world. `main` hands it the real things, tests their own. */
export interface World {
  readonly clusters: Clusters;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** What shells in containers are told of the terminal. */
  readonly shellEnvironment: ShellEnvironment;
  /** What `~` is in a path that is typed; undefined: nothing. */
  readonly home?: string | undefined;
  /** What is remembered from one start to the next, by name; undefined: nothing. Neither rejects. */
  readonly memory: {
    read(name: string): Promise<string | undefined>;
    write(name: string, text: string): Promise<void>;
  };
  /** What the program tells besides its screen, from its beginning. */
  readonly told$: Observable<LogEntry>;
  /** Writes a new file where the program was started; gives its path. Rejects where it cannot, or it is there. */
  save(name: string, text: string): Promise<string>;
  /** Ends the program. */
  exit(code: number): void;
}
