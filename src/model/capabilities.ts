/** Whether something can be done: true, or the reason why not, for whoever tries. */
export type Able = true | string;

/** What can be done through a connection. */
export interface Capabilities {
  /** What is shown goes on changing as the cluster does, and can be listed anew. */
  readonly live: Able;
  /** Containers can be entered: commands run in them, files looked at and copied, what runs attached to. */
  readonly exec: Able;
  /** Ports can be forwarded. */
  readonly forward: Able;
  /** Objects can be changed. */
  readonly change: Able;
}

export const ABLE: Capabilities = { live: true, exec: true, forward: true, change: true };
