/** What a filter looks at. */
export interface Searched {
  /** @param wanted in small letters */
  contains(wanted: string): boolean;
  /** Whether one of its texts, in small letters, fits: where expressions (`/re/`) and letters (`-f x`) are asked for. */
  fits?(test: (text: string) => boolean): boolean;
  /** Where labels may be asked for: `-l app=x`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Where it is on one or may be: what `node=x` asks for. */
  readonly node?: string;
  /** Where things of several kinds are filtered: what `kind=x` asks for. */
  readonly kind?: string;
  /** What may be compared: `restarts>3`, `age<2h`. */
  readonly restarts?: number;
  readonly created?: number | undefined;
}
