/** The image of the Pod that looks at a node, where no other is named: any with sh, head and grep serves. */
export const HELPER_IMAGE = 'busybox';

/** What the names of such Pods begin with. */
export const HELPER_NAME = 'podscope-node-view-';

/** The name of one: its end is chance, of which others have none; two digits a byte. */
export const helperName = (chance: Uint8Array): string =>
  HELPER_NAME + Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What they are labelled with, so that what a crash left is found. */
export const HELPER_LABELS = {
  'app.kubernetes.io/managed-by': 'podscope',
  'app.kubernetes.io/component': 'node-view',
} as const;

/** How long one lives at most, in seconds: its container, once it runs, and the Pod in all, images included. */
export const HELPER_LIVES = 20;
export const HELPER_DEADLINE = 60;

export const HELPER_CONTAINER = 'look';
