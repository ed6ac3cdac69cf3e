/** What a cluster, a kubelet or a controller may need on a slow and busy machine, in ms. */
export const PATIENCE = 90_000;

/**
 * How soon the screen is to tell what the cluster knows, in ms: ten seconds by a clock where nothing else runs
 * (`PODSCOPE_CALM=1`), and as long as the cluster itself may need where other tests want the same cores.
 */
export const SOON = process.env['PODSCOPE_CALM'] ? 10_000 : PATIENCE;
