/** What the demo's cluster is to be like. */
export interface DemoOptions {
  readonly pods: number;
  readonly seed: number;
  readonly faults: boolean;
}

/** What its thread tells, once, when the cluster is up. */
export interface FromWorker {
  /** The text of a kubeconfig. */
  readonly kubeconfig: string;
}
