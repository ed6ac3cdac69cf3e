import { definePage } from '../parts/page.ts';
import { messageLines } from './message-lines.ts';

/** What was told besides the screen: warnings, lost connections, what others wanted to write. */
export const messages = definePage({
  id: 'messages',
  title: 'Messages',
  lines: ({ state }) => messageLines(state),
  starts: 'last',
  closes: ['q', 'enter'],
});
