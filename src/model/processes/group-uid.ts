import type { Pod } from '../kinds/objects.ts';

/** By which a kubelet marks what it made in the API for a static Pod, with the hash that is that Pod's own uid (kubernetes, pkg/kubelet/types). */
export const CONFIG_MIRROR = 'kubernetes.io/config.mirror';

/**
 * The uid by which a Pod's control groups and directories on the node are named. Of a static Pod the API server has but
 * an image with another uid: its node knows it by the hash of its manifest.
 */
export const groupUid = ({ metadata: { uid, annotations } }: Pod): string =>
  annotations?.[CONFIG_MIRROR] || uid;
