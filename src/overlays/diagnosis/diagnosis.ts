import { siblingFeeds } from '../../store/selectors/fares/sibling.ts';
import { definePage } from '../parts/page.ts';
import { diagnosisLines } from './diagnosis-lines.ts';

/** Why what is selected is as it is, whole: what the band between the halves has no room for. */
export const diagnosis = definePage({
  id: 'diagnosis',
  title: 'Diagnosis',
  needs: siblingFeeds,
  lines: ({ state }) => diagnosisLines(state),
  closes: ['v', 'q', 'enter'],
});
