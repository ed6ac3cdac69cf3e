import { map } from 'rxjs';
import type { Feeder } from '../feeding.ts';

/** What can be done through the connection comes with it. */
export const capabilities: Feeder = ({ connection$ }) =>
  connection$.pipe(map(({ capabilities: known }) => ({ type: 'connected', capabilities: known })));
