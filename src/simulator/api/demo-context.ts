import type { ContextInfo } from '../../model/connection.ts';

/** The one context of a simulated cluster's kubeconfig. */
export const DEMO_CONTEXT: Omit<ContextInfo, 'namespace'> = {
  name: 'demo',
  cluster: 'demo',
  user: 'podscope-demo',
};
