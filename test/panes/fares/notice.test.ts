import { describe, expect, it } from 'vitest';
import { DEMO_NOTICE, DEMO_POD } from '../../../src/cli/demo.ts';
import { STEPS } from '../../../src/overlays/tour/steps.ts';
import { wrap } from '../../../src/view/text/text.ts';
import { selectedPod } from '../../../src/store/selectors/selected/selected-pod.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

function noticed(columns = 120, rows = 40): TestDashboard {
  const dashboard = screenOf({ columns, rows }, { wanted: DEMO_POD });
  dashboard.dispatch({ type: 'open', overlay: 'notice', with: DEMO_NOTICE });
  return dashboard;
}

describe('the demo', () => {
  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])(
    'opens at %i×%i on two containers, their equation in sight below three lines and two keys',
    (columns, rows) => {
      const dashboard = noticed(columns, rows);
      expect(selectedPod(dashboard.state)?.metadata.name).toBe('two-containers');
      expect(DEMO_NOTICE.lines).toHaveLength(3);
      for (const text of DEMO_NOTICE.lines) expect(dashboard.text()).toContain(text);
      expect(dashboard.text()).toContain('! what is not well   t a short tour');
      expect(dashboard.text()).toContain('/usr/share/nginx/html = ');
    },
  );

  it('has a notice whose keys act, and any other closes it and does nothing else', () => {
    const filtered = noticed();
    filtered.press('!');
    expect(filtered.state.look).toMatchObject({ overlays: [], notWellOnly: true });
    const toured = noticed();
    toured.press('t');
    expect(toured.state.look.overlays).toEqual(['tour']);
    const closed = noticed();
    closed.press('q');
    expect(closed.state.look.overlays).toEqual([]);
    expect(closed.asked).toEqual([]);
    closed.press('ctrl-c');
    expect(closed.asked).toEqual([{ type: 'quit' }]);
  });
});

describe('the tour', () => {
  it('leaves what it speaks of in sight at 80×24', () => {
    const dashboard = noticed(80, 24);
    const [before] = dashboard
      .text()
      .split('\n')
      .filter((text) => text.includes('NotReady 21m'));
    dashboard.press('t');
    expect(dashboard.text().split('\n')).toContain(before);
    expect(dashboard.text()).toContain('Tour 1 of 5');
    const context = dashboard.program.context(dashboard.state, dashboard.composer.extentOf);
    for (const { say } of STEPS)
      expect(wrap(typeof say === 'string' ? say : say(context), 72).length).toBeLessThan(3);
  });

  it('goes on as its steps are taken, by keys that do what they always do, and can be left at any time', () => {
    const dashboard = noticed();
    dashboard.press('t');
    const taken: readonly (readonly string[])[] = [['j', '4'], ['1'], ['2', '!'], ['v'], ['v', 'j', '?']];
    for (const [index, keys] of taken.entries()) {
      expect(dashboard.text()).toContain(`Tour ${index + 1} of ${STEPS.length}`);
      dashboard.press(...keys);
    }
    dashboard.press('escape');
    expect(dashboard.text()).toContain('That was the tour');
    dashboard.press('escape');
    expect(dashboard.state.look.overlays).toEqual([]);
    dashboard.press(':', ...'tour', 'enter', 'z');
    expect(dashboard.text()).toContain('Tour 1 of 5');
    expect(dashboard.state.look.zoomed).toBe(true);
    dashboard.press('escape');
    expect(dashboard.text()).not.toContain('Tour');
  });
});
