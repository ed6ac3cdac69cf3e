/** No key of the logs is silent, whatever they are of and however they stand. */
import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podNamed } from '../../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';
import { silentKeys } from '../../support/dashboards/silent-keys.ts';

const SIZE = { columns: 80, rows: 24 };

/** The logs of a Pod, by a key, and so many lines of them. */
function logsBy(key: 'l' | 'p', count: number, over = false): TestDashboard {
  const dashboard = screenOf(SIZE, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press(key);
  const feed = logsOf(dashboard.state)?.feed;
  const source = feed?.with.sources[0];
  if (!feed || !source) throw new Error('no logs are meant');
  const buffer = new LogBuffer(1024 * 1024);
  buffer.add(
    Array.from({ length: count }, (_, index) => ({
      source,
      time: 1.7e15 + index * 1000,
      text: `n ${index}`,
    })),
  );
  buffer.over = over;
  dashboard.tell(feed, { type: 'live' }, { type: 'data', data: buffer.kept });
  return dashboard;
}

const footer = (dashboard: TestDashboard): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';

describe.each([0, 3, 300])('of %i lines', (count) => {
  it.each<[string, 'l' | 'p', boolean, readonly string[]]>([
    ['that are followed', 'l', false, []],
    ['that stand still', 'l', false, ['k', 'k']],
    ['at their first line', 'l', false, ['g']],
    ['that are wrapped', 'l', false, ['w']],
    ['of all that was said', 'l', false, ['1']],
    ['that have ended', 'l', true, []],
    ['that have ended, at the first', 'l', true, ['g']],
    ['of what ran before', 'p', true, []],
    ['of what ran before, while it is read', 'p', false, []],
    ['of what ran before, further up', 'p', true, ['k', 'k']],
  ])('every key in logs %s changes the screen or says why not', (_, key, over, then) => {
    const dashboard = logsBy(key, count, over);
    dashboard.press(...then);
    // A mark is the feed's to put between the lines.
    expect(silentKeys(dashboard).filter((each) => each !== 'm')).toEqual([]);
  });
});

it.each(['stale', 'failed'] as const)('no key is silent in logs whose feed is %s', (type) => {
  for (const count of [0, 3, 300]) {
    const dashboard = logsBy('l', count);
    const feed = logsOf(dashboard.state)?.feed;
    if (!feed) throw new Error('no logs are meant');
    dashboard.tell(feed, { type, failure: { reason: 'Broke', message: 'it broke' } });
    expect(silentKeys(dashboard).filter((each) => each !== 'm')).toEqual([]);
  }
});

describe('s', () => {
  it('is offered where there is something to follow, and follows', () => {
    const dashboard = logsBy('l', 300);
    expect(footer(dashboard)).toContain('s follow');
    dashboard.press('s');
    expect(dashboard.text()).toContain('stands still');
  });

  it.each<[string, () => TestDashboard, string]>([
    ['of what ran before', () => logsBy('p', 300), 'what ran before says no more: p shows what runs now'],
    [
      'that have ended',
      () => logsBy('l', 300, true),
      'these logs have ended: there is nothing more to follow',
    ],
    ['of a Pod that is gone', () => ofGone(), 'the Pod is deleted: there is nothing more to follow'],
  ])('is not offered in logs %s, and says why it does nothing', (_, make, why) => {
    const dashboard = make();
    for (const way of [[], ['k', 'k']]) {
      dashboard.press(...way);
      expect(footer(dashboard)).toContain('w wrap');
      expect(footer(dashboard)).not.toContain('follow');
      dashboard.press('s');
      expect(footer(dashboard)).toContain(why);
      dashboard.press('w', 'w');
    }
  });

  it('is offered again once what runs now is on show', () => {
    const dashboard = logsBy('p', 300);
    dashboard.press('p');
    expect(footer(dashboard)).toContain('s follow');
  });
});

describe('of a Pod that is gone', () => {
  const ALL = 'the Pod is deleted: what was read of it is all there is';

  it.each(['1', '2', '3', '4', '5', '6', 'p'])('%s says why not, and the lines stay', (key) => {
    const dashboard = ofGone();
    dashboard.press(key);
    expect(footer(dashboard)).toContain(ALL);
    expect(dashboard.text()).toContain('n 299');
  });

  it(':since and l of other logs say so too', () => {
    const dashboard = ofGone();
    dashboard.press(':', ...'since 90s', 'enter');
    expect(footer(dashboard)).toContain(ALL);
    expect(dashboard.text()).toContain('n 299');
    const one = screenOf(SIZE, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    one.press('3', 'j', 'l');
    one.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });
    one.press('l');
    expect(footer(one)).toContain(ALL);
  });

  it('what was read before in another range is shown again', () => {
    const dashboard = logsBy('l', 300);
    dashboard.press('1');
    dashboard.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });
    dashboard.press('0');
    expect(dashboard.text()).toContain('n 299');
    expect(footer(dashboard)).not.toContain(ALL);
  });

  it('every key changes the screen or says why not', () => {
    expect(silentKeys(ofGone()).filter((each) => each !== 'm')).toEqual([]);
  });
});

function ofGone(): TestDashboard {
  const dashboard = logsBy('l', 300);
  dashboard.deliver('pods', { type: 'delete', object: podNamed('anatomy-0') });
  return dashboard;
}
