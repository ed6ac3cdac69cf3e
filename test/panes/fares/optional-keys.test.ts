import { expect, it } from 'vitest';
import type { ReferencesFeed } from '../../../src/model/feed.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podFeed } from '../../../src/store/selectors/selected/selected-pod.ts';
import { troubled, troubledAt, troubledPod } from '../../fixtures/index.ts';
import { TestDashboard, verdictOn } from '../../support/dashboards/dashboard.ts';

const pod = troubledPod('killed');

/** As the server has it: a list keeps no environments. */
const withEnvironment = (whole: Pod): Pod => ({
  ...whole,
  spec: {
    ...whole.spec,
    containers: (whole.spec?.containers ?? []).map((container) => ({
      ...container,
      env: [
        {
          name: 'DATABASE_URI',
          valueFrom: { configMapKeyRef: { name: 'settings', key: 'database.uri', optional: true } },
        },
      ],
    })),
  },
});

it('of a Pod that crashes, a key that need not be there is looked for, and told as what it may miss', () => {
  const dashboard = new TestDashboard({ now: troubledAt, namespace: 'events-play' });
  dashboard.dispatch({ type: 'resize', columns: 200, rows: 50 });
  dashboard.list('pods', troubled.filter(({ kind }) => kind === 'Pod') as unknown as readonly Pod[]);
  dashboard.dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
  dashboard.tell(podFeed(pod), { type: 'live' }, { type: 'data', data: withEnvironment(pod) });
  const [asked] = dashboard.program
    .needs(dashboard.state)
    .filter((feed): feed is ReferencesFeed => feed.type === 'references')
    .filter(({ names }) => names.some(({ key }) => key === 'database.uri'));
  const keys = ['database.url', 'log.level'];
  const data = asked!.names.map((name) => ({ ...name, state: 'there' as const, keys }));
  dashboard.tell(asked!, { type: 'live' }, { type: 'data', data });
  expect(verdictOn(dashboard)).toContain(
    'DATABASE_URI is not set: ConfigMap settings has no optional key database.uri, the nearest is database.url',
  );
});
