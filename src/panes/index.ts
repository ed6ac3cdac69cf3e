import type { Pane } from './define-pane.ts';
import { containersPane } from './containers/containers-pane.ts';
import { isolationPane } from './isolation/isolation-pane.ts';
import { explainPane } from './explain/explain-pane.ts';
import { ownershipPane } from './ownership/ownership-pane.ts';
import { logsPane } from './logs/logs-pane.ts';
import { networkPane } from './network/network-pane.ts';
import { podsPane } from './pods/pods-pane.ts';
import { processesPane } from './processes/processes-pane.ts';
import { timelinePane } from './timeline/timeline-pane.ts';
import { usagePane } from './usage/usage-pane.ts';
import { volumesPane } from './volumes/volumes-pane.ts';
import { yamlPane } from './yaml/yaml-pane.ts';

/** Every pane there is, the tabs of a slot in their order. A new pane is one line here. */
export const panes: readonly Pane[] = [
  ownershipPane,
  podsPane,
  containersPane,
  processesPane,
  logsPane,
  volumesPane,
  networkPane,
  isolationPane,
  timelinePane,
  usagePane,
  explainPane,
  yamlPane,
];
