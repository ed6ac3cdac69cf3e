import { describe, expect, it } from 'vitest';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const ran = (text: string, dashboard = screenOf({ columns: 80, rows: 24 })): TestDashboard => {
  dashboard.press(...`:${text}`, 'enter');
  return dashboard;
};
const footer = (dashboard: TestDashboard): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';
const withNamespaces = (): TestDashboard => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.list(
    'namespaces',
    ['default', 'shop'].map((name) => ({ metadata: { name, uid: name, resourceVersion: '1' } })),
  );
  return dashboard;
};

describe('what k9s lists and podscope does not', () => {
  it.each([
    ['svc service services', /^Services are not listed · shift-w has those that lead to the Pod$/],
    ['ing ingresses np netpol ep endpoints', /not listed · shift-w/],
    ['no nodes', /^Nodes are not listed · o narrows to the Pods of one · shift-o sorts by it$/],
    ['ev event events', /^events are not listed · shift-e has those of the Pod$/],
    ['cm configmaps sec secrets sa', /^not listed · w has those that hang on the Pod$/],
    ['hpa pdb', /not listed · w has those that hang on the Pod · v/],
    ['pv sc', /^not listed · 4 has those of the volumes of the Pod$/],
    ['xray xrays wk workloads', /^1 is the tree of what owns what · 0 has all namespaces in it$/],
    ['pulses pulse pu hz popeye pop', /^! leaves only what is not well · v says why · shift-u/],
    ['crd crds crb roles', /not listed here · kubectl get has them$/],
  ])(':%s says what does it instead, whole on 80 columns', (words, says) => {
    for (const word of words.split(' ')) {
      expect(footer(ran(word)).trim()).toMatch(says);
      expect(footer(ran(word))).not.toContain('…');
    }
  });
});

describe('what k9s calls otherwise', () => {
  it.each(['dp', 'deploy'])(':%s is the Deployments of the tree', (word) => {
    expect(ran(word).text()).toContain('/kind=deployment');
  });

  it.each(['contexts', 'context'])(':%s lists contexts', (word) => {
    expect(ran(word).state.look.overlays).toEqual(['picker']);
  });

  it.each(['portforwards', 'portforward'])(':%s is :pf', (word) => {
    expect(ran(word).text()).toBe(ran('pf').text());
  });

  it.each(['h', 'help', 'aliases'])(':%s is ?', (word) => {
    expect(ran(word).state.look.overlays).toEqual(['help']);
  });

  it('of :quit asks as :q does while a forward runs, and not with an exclamation mark', () => {
    for (const [word, asks] of [
      ['quit', true],
      ['q', true],
      ['q!', false],
    ] as const) {
      const dashboard = screenOf({ columns: 80, rows: 24 });
      ran('forward 8080:80', dashboard);
      ran(word, dashboard);
      expect(dashboard.state.look.overlays).toEqual(asks ? ['confirm'] : []);
      expect(dashboard.asked.some(({ type }) => type === 'quit')).toBe(!asks);
    }
  });

  it.each(['q', 'quit', 'qa', 'Q', 'q!', 'quit!', 'qa!'])(':%s quits', (word) => {
    expect(ran(word).asked).toEqual([{ type: 'quit' }]);
  });
});

describe('a name after a kind', () => {
  it.each(['po', 'pods', 'deploy'])(
    'that is a namespace, as k9s has :%s, is told by what goes there',
    (word) => {
      const dashboard = ran(`${word} shop`, withNamespaces());
      expect(footer(dashboard).trim()).toBe('shop is a namespace · :ns shop goes there');
      expect(footer(ran(`${word} all`)).trim()).toBe('0 shows all namespaces');
    },
  );

  it.each(['po', 'pod', 'pods'])('is gone to by :%s, with a space as with a slash', (word) => {
    const dashboard = ran(`${word} anatomy-0`);
    expect(dashboard.text()).toMatch(/▌. anatomy-0 /);
    expect(footer(ran(`${word} nope`, withNamespaces()))).toContain('no Pod nope in namespace default');
    expect(footer(ran(`${word} a b`))).toContain(`one name after :${word}, please`);
  });
});
