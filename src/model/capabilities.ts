/** Whether something can be done: true, or the reason why not, for whoever tries. */
export type Able = true | string;

/** What can be done through a connection. */
export interface Capabilities {
  /** What is shown goes on changing as the cluster does, and can be listed anew. */
  readonly live: Able;
  /** Commands can be run in containers. */
  readonly exec: Able;
  /** Objects can be changed. */
  readonly change: Able;
}

export const ABLE: Capabilities = { live: true, exec: true, change: true };
