/**
 * How much a line of the log matters: `debug` is for the log's file alone (requests, watches that come and
 * go); `info` and above are messages, which the dashboard keeps on show.
 */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/**
 * Takes what the program tells besides its screen: `source` is one word (`request`, `watch`, `node`), `text`
 * may be any text of anyone, `lastsMs` is how long it is so. Never hand it a header or a body: they have tokens, and the values of Secrets.
 */
export type Log = (level: LogLevel, source: string, text: string, lastsMs?: number) => void;

/** Something that was told. */
export interface LogEntry {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly level: LogLevel;
  readonly source: string;
  readonly text: string;
  /** How long it is so, in ms, where it passes. */
  readonly lastsMs?: number;
}

/** Who asks for no log gets this one. */
export const noLog: Log = () => undefined;

/** Whether it is what a credential plugin says itself while it runs, a line of it: it may ask to log in. */
export const isPluginsOwn = ({ level, source }: Pick<LogEntry, 'level' | 'source'>): boolean =>
  source === 'plugin' && level === 'info';
