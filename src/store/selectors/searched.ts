/** What a filter looks at. */
export interface Searched {
  /** @param wanted in small letters */
  contains(wanted: string): boolean;
  /** Whether one of its texts, in small letters, fits: where expressions (`/re/`) and letters (`-f x`) are asked for. */
  fits?(test: (text: string) => boolean): boolean;
  /** Where labels may be asked for: `-l app=x`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What `status=x` and the like ask for, as the columns have it; undefined where there is no such column. */
  readonly name?: string;
  readonly namespace?: string;
  readonly ready?: string;
  readonly status?: string;
  readonly ip?: string;
  readonly node?: string;
  readonly kind?: string;
  /** What may be compared: `restarts>3`, `age<2h`. */
  readonly restarts?: number;
  readonly created?: number | undefined;
}
