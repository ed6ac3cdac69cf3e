/**
 * Who may import whom: the table of CONTRIBUTING.md as rules. A part that is not named in
 * ALLOWED may import nothing of the others; a package that is named in OWNERS may be imported
 * by its owners alone.
 */
const ALLOWED = {
  model: [],
  ports: ['model'],
  view: ['model'],
  store: ['model'],
  yaml: [],
  spdy: [],
  disk: [],
  cluster: ['model', 'ports', 'yaml', 'spdy', 'disk'],
  commands: ['model', 'store'],
  panes: ['model', 'store', 'commands', 'view'],
  overlays: ['model', 'store', 'commands', 'view'],
  screen: ['model', 'store', 'commands', 'view'],
  feeds: ['model', 'store', 'ports'],
  effects: ['model', 'store', 'ports'],
  terminal: ['view', 'ports'],
  app: ['model', 'store', 'ports', 'screen', 'view'],
  cli: ['model', 'view', 'ports', 'disk'],
  simulator: ['model', 'yaml', 'spdy'],
};

/** The simulator's wings: each imports only those that stand before it. */
const WINGS = [
  'api/',
  'time/',
  'container/',
  'storage/',
  'registry/',
  'world/',
  'apiserver/',
  'control-plane/',
  'node/',
  'cluster\\.ts$',
  'demo/',
];

/** What a part may know of another by `import type` alone. */
const TYPES = { ports: ['view'], screen: ['panes', 'overlays'], app: ['commands', 'feeds', 'effects'] };

const OWNERS = {
  '@kubernetes/client-node': ['cluster'],
  ws: ['cluster', 'simulator'],
  'tar-stream': ['cluster'],
  blessed: ['terminal'],
  'blessed-contrib': ['terminal'],
};

const parts = Object.entries(ALLOWED).map(([part, allowed]) => ({
  name: `${part}-imports`,
  comment: `src/${part} may import ${allowed.join(', ') || 'no other part'}; take what else you need as an argument`,
  severity: 'error',
  from: { path: `^src/${part}/` },
  to: {
    path: '^src/',
    pathNot: [part, ...allowed, ...(TYPES[part] ?? [])].map((name) => `^src/${name}/`),
  },
}));

const wings = WINGS.map((wing, index) => ({
  name: `simulator-${wing.replace(/[^a-z-].*/, '')}-imports`,
  comment: `src/simulator/${wing} may import ${WINGS.slice(0, index).join(', ') || 'no other wing'}; move what both need into one of these`,
  severity: 'error',
  from: { path: `^src/simulator/${wing}` },
  to: {
    path: '^src/simulator/',
    pathNot: WINGS.slice(0, index + 1).map((name) => `^src/simulator/${name}`),
  },
}));

const types = Object.entries(TYPES).map(([part, allowed]) => ({
  name: `${part}-imports-types`,
  comment: `src/${part} may know ${allowed.join(', ')} by import type alone`,
  severity: 'error',
  from: { path: `^src/${part}/` },
  to: { path: allowed.map((name) => `^src/${name}/`), dependencyTypesNot: ['type-only'] },
}));

const packages = Object.entries(OWNERS).map(([name, owners]) => ({
  name: `${name}-belongs-to-${owners.join('-and-')}`,
  comment: `${name} is wrapped in src/${owners.join(' and src/')}; use what that part offers`,
  severity: 'error',
  from: { path: '^src/', pathNot: owners.map((owner) => `^src/${owner}/`) },
  to: { path: `(^|/)node_modules/(@types/)?${name}/`, dependencyTypesNot: ['type-only'] },
}));

module.exports = {
  forbidden: [
    ...parts,
    ...wings,
    {
      name: 'simulator-has-wings',
      comment: 'every file of src/simulator is in a wing (WINGS)',
      severity: 'error',
      from: { path: '^src/simulator/', pathNot: WINGS.map((name) => `^src/simulator/${name}`) },
      to: {},
    },
    ...types,
    ...packages,
    {
      name: 'only-main-registers-panes',
      comment:
        'only main and dashboard import the lists of panes and overlays; everything else gets them as an argument',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|dashboard)\\.ts$' },
      to: { path: '^src/(panes|overlays)/index\\.ts$' },
    },
    {
      name: 'nothing-imports-main',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'model-is-pure',
      comment: 'model works on what it is given: no packages, no node built-ins (rxjs types included)',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
