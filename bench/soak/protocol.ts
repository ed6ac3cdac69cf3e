/** What a soak's cluster is to be like. */
export interface ServerOptions {
  readonly seed: number;
  /** About so many at any time. */
  readonly pods: number;
  readonly changesPerSecond: number;
  /** From one fault on the line to the next, on average, in ms; without it there are none. */
  readonly faultEveryMs?: number;
}

/** What its process tells: where it is, and once it is quiet what it has: `NAME PHASE` of each Pod, sorted. */
export type ToSoak =
  | { readonly type: 'up'; readonly kubeconfig: string }
  | { readonly type: 'quiet'; readonly rows: readonly string[]; readonly changes: number };

/** What its process is told. */
export type ToServer = 'begin' | 'be quiet';
