/** The namespace of the shop: what the demo opens on. */
export const SHOP_NAMESPACE = 'shop';

/** What the demo's cluster is to be like. */
export interface DemoOptions {
  readonly pods: number;
  readonly seed: number;
  readonly faults: boolean;
}

/** What its thread tells: which part of its start is over, from 0 to 1; and once, when it is up, a kubeconfig's text. */
export type FromWorker = { readonly part: number } | { readonly kubeconfig: string };
