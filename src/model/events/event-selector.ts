import type { EventsFeed } from '../feed.ts';

/**
 * Which events are of an object. Only core/v1 has these fields, in lists and in watches; what a name has of a comma or
 * an equals sign, which no name that the API takes does, would be taken for more of the selector.
 */
export function eventSelector({ kind, name, uid }: EventsFeed['of']): string {
  const fields = uid === undefined ? { kind, name } : { uid };
  return Object.entries(fields)
    .map(([field, value]) => `involvedObject.${field}=${value.replace(/[\\,=]/g, '\\$&')}`)
    .join(',');
}
