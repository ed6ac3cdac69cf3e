/** Marks Pods that came with the cluster: they get processes only when somebody asks for them. */
export const FILLED = 'demo.podscope.dev/filled';
