import { grouped } from './grouped.ts';

/** That objects of a list are left out, since they are not as Kubernetes has them: `4 cannot be read`. */
export const unreadText = (count: number): string =>
  count === 0
    ? 'all can be read'
    : `${grouped(count)} cannot be read, and ${count === 1 ? 'is' : 'are'} left out`;
