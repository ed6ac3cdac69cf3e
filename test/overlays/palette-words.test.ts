import { describe, expect, it } from 'vitest';
import { paneState } from '../../src/store/state.ts';
import { screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';

const ran = (text: string, dashboard = screenOf({ columns: 80, rows: 24 })): TestDashboard => {
  dashboard.press(...`:${text}`, 'enter');
  return dashboard;
};
const footer = (dashboard: TestDashboard): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';
function namespacesOf(dashboard: TestDashboard, ...names: readonly string[]): TestDashboard {
  const there = names.length > 0 ? names : ['default', 'shop'];
  dashboard.list(
    'namespaces',
    there.map((name) => ({ metadata: { name, uid: name, resourceVersion: '1' } })),
  );
  return dashboard;
}
const withNamespaces = (): TestDashboard => namespacesOf(screenOf({ columns: 80, rows: 24 }));

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
    ['crd crds crb roles', /not listed here · `kubectl get` has them$/],
  ])(':%s says what does it instead, whole on 80 columns', (words, says) => {
    for (const word of words.split(' ')) {
      expect(footer(ran(word)).trim()).toMatch(says);
      expect(footer(ran(word))).not.toContain('…');
    }
  });
});

describe('what is not listed, by its name', () => {
  it.each(['svc/web', 'svc web', 'service/web', 'service web'])(
    ':%s says what there is to do with a Service',
    (line) => {
      expect(footer(ran(line, screenOf({ columns: 120, rows: 40 }))).trim()).toBe(
        '`podscope logs svc/web -n default`, and forward · Services are not listed · shift-w has those that lead to the Pod',
      );
      expect(footer(ran(line))).toContain('`podscope logs svc/web -n default`, and forward · ');
    },
  );

  it('is kept whole in :messages where its command has no room, and says so in its place', () => {
    const flags = {
      kubeconfig: '/home/somebody/clusters/test.yaml',
      as: 'system:admin',
      asGroup: ['masters'],
    };
    const dashboard = ran('svc/web', screenOf({ columns: 80, rows: 24 }, { flags }));
    expect(footer(dashboard)).toMatch(/^ :messages has the command, and forward · Services are not listed/);
    ran('messages', dashboard);
    const shown = dashboard.text().replace(/[\s│┃]+/g, ' ');
    expect(shown).toContain('--as system:admin --as-group masters -n default`, and forward');
  });

  it('in all namespaces names that of the selected Pod, or says that one is to be named', () => {
    const everywhere = { namespace: undefined };
    expect(footer(ran('svc/web', screenOf({ columns: 120, rows: 40 }, everywhere)))).toContain(
      '`podscope logs svc/web -n default`, and',
    );
    const empty = new TestDashboard({ size: { columns: 120, rows: 40 }, ...everywhere });
    expect(footer(ran('svc/web', empty))).toContain('`podscope logs svc/web -n NAMESPACE`, and');
  });

  it.each(['cm/web', 'secret web', 'node/web'])(':%s says what there is of it', (line) => {
    expect(footer(ran(line))).toMatch(/ not listed · /);
  });
});

describe('a word that is none', () => {
  it.each(['log', 'log db-0', 'lgos'])(':%s is told with the nearest command', (line) => {
    const [word = ''] = line.split(' ');
    expect(footer(ran(line)).trim()).toBe(
      `no command :${word}; the nearest is :logs · ? shows what there is`,
    );
  });
});

describe('a name after what is about the selected Pod', () => {
  it.each([
    ['logs db-0', ':logs takes no name: :pod/db-0 selects it, then :logs'],
    ['logs db-0 main', ':logs takes no name: :pod/db-0, 3 and main select it, then :logs'],
    ['logs nginx-deployment', ':logs takes no name: :deploy/nginx-deployment selects it, then :logs'],
    ['logs deploy/nginx-deployment', ':logs takes no name: :deploy/nginx-deployment selects it, then :logs'],
    ['logs svc/web', ':logs takes no name: `podscope logs svc/web -n default`, and forward'],
    ['yaml db-0', ':yaml takes no name: :pod/db-0 selects it, then :yaml'],
    ['help db-0', ':help takes nothing'],
  ])(':%s says how to get there', (line, says) => {
    expect(footer(ran(line)).trim()).toBe(says);
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
  it.each([
    ['po', 2, ''],
    ['pods', 2, ''],
    ['pvc', 4, ''],
    ['deploy', 1, 'kind=deployment'],
    ['dp', 1, 'kind=deployment'],
  ])(
    'that is a namespace is gone to by :%s, and those of the kind are shown, as in k9s',
    (word, focus, filter) => {
      const dashboard = ran(`${word} shop`, withNamespaces());
      expect(dashboard.state.look).toMatchObject({ focus, place: { namespace: 'shop' } });
      expect(paneState(dashboard.state, 'ownership').filter).toBe(filter);
      ran(`${word} all`, dashboard);
      expect(dashboard.state.look).toMatchObject({ focus, place: { namespace: undefined } });
    },
  );

  it.each(['po', 'po shop', 'po all', 'po/anatomy-0', 'po anatomy-0', 'pvc', 'pvc shop'])(
    'of :%s takes away the filter that :deploy set, which nobody typed',
    (line) => {
      const dashboard = ran('deploy', withNamespaces());
      ran(line, dashboard);
      expect(paneState(dashboard.state, 'ownership').filter).toBe('');
    },
  );

  it('leaves a filter that was typed', () => {
    const dashboard = withNamespaces();
    dashboard.press('1', '/', ...'web', 'enter');
    ran('po shop', dashboard);
    expect(paneState(dashboard.state, 'ownership').filter).toBe('web');
  });

  it('that is a namespace is gone to also where their list comes later', () => {
    const dashboard = ran('deploy shop');
    expect(footer(dashboard)).not.toContain('no Deployment');
    namespacesOf(dashboard);
    expect(dashboard.state.look).toMatchObject({ focus: 1, place: { namespace: 'shop' } });
  });

  describe('where namespaces may not be listed', () => {
    const few = (): TestDashboard => {
      const dashboard = screenOf({ columns: 80, rows: 24 });
      const failure = { code: 403, reason: 'Forbidden', message: 'forbidden' };
      dashboard.deliver('namespaces', { type: 'failed', failure });
      return dashboard;
    };

    it.each([
      ['po shop', 'no Pod shop in namespace default · :ns shop goes to a namespace'],
      ['deploy shop', 'no Deployment shop in namespace default · :ns shop goes to a namespace'],
      ['po/shop', 'no Pod shop in namespace default'],
      ['po a.b', 'no Pod a.b in namespace default'],
    ])(':%s says what goes to one, where that may be meant', (line, says) => {
      expect(footer(ran(line, few())).trim()).toBe(says);
    });

    it('that is the one on show is it', () => {
      const dashboard = ran('deploy default', few());
      expect(paneState(dashboard.state, 'ownership').filter).toBe('kind=deployment');
    });
  });

  it('that is an object too is the object', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    namespacesOf(dashboard, 'default', 'anatomy-0');
    expect(ran('po anatomy-0', dashboard).state.look.place.namespace).toBe('default');
    expect(dashboard.text()).toMatch(/▌. anatomy-0 /);
  });

  it.each(['po', 'pod', 'pods'])('is gone to by :%s, with a space as with a slash', (word) => {
    const dashboard = ran(`${word} anatomy-0`);
    expect(dashboard.text()).toMatch(/▌. anatomy-0 /);
    expect(footer(ran(`${word} nope`, withNamespaces()))).toContain('no Pod nope in namespace default');
    expect(footer(ran(`${word} a b`))).toContain(`one name after :${word}, please`);
  });
});
