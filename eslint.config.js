import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { noForeignKeys } from './foreign-keys.eslint.js';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test/golden/', 'screenshots/*.svg'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 16],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/simulator/**'],
    plugins: { podscope: { rules: { 'no-foreign-keys': noForeignKeys } } },
    rules: { 'podscope/no-foreign-keys': 'error' },
  },
  {
    // What a regular expression is given comes from clusters, and may be megabytes of one letter.
    // Only the simulated cluster has no input but its user's own.
    files: ['src/**'],
    ignores: ['src/simulator/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'AbortSignal',
          property: 'any',
          message: 'What it makes stays for as long as its signals live: cluster/life.ts lets go.',
        },
      ],
    },
  },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs', 'bin/*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['src/model/**', 'src/view/**', 'src/store/**', 'src/panes/**', 'src/commands/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'The environment is an argument: let main pass it in.' },
        { name: 'setTimeout', message: 'Time is an argument: see store/frames or an effect.' },
        { name: 'setInterval', message: 'Time is an argument: see store/frames or an effect.' },
      ],
      'no-restricted-syntax': restricted('The time is in the state or an argument (now).'),
    },
  },
  {
    files: ['src/simulator/**'],
    ignores: ['src/simulator/time/clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance'].map((name) => ({
          name,
          message: 'Time is a Clock (src/simulator/time): a seed repeats a run.',
        })),
      ],
      'no-restricted-syntax': restricted('Time is a Clock (src/simulator/time): a seed repeats a run.'),
    },
  },
);

/** No clock and no chance of its own. */
function restricted(time) {
  return [
    'error',
    {
      selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      message: time,
    },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: time },
    {
      selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
      message: 'Randomness is an argument.',
    },
  ];
}
