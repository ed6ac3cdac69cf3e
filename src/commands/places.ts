import { type Command, NOTHING, say } from './command.ts';

const FRESH = { cursor: 0, typed: '' } as const;

/** Switching what is looked at: namespace, context, everything anew; and the palette. */
export const places: readonly Command[] = [
  {
    id: 'namespace',
    keys: ['n'],
    title: 'switch namespace',
    word: 'ns',
    scope: 'global',
    run: (_, argument) => {
      if (argument === undefined || argument === '')
        return [{ type: 'overlay', overlay: { type: 'picker', purpose: 'namespace', ...FRESH } }];
      return [{ type: 'namespace', namespace: argument === 'all' ? undefined : argument }];
    },
  },
  {
    id: 'context',
    keys: ['x'],
    title: 'switch context',
    word: 'ctx',
    scope: 'global',
    run: ({ state }, argument) => {
      if (argument === undefined || argument === '') {
        const cursor = Math.max(
          0,
          state.contexts.findIndex(({ name }) => name === state.context),
        );
        return [{ type: 'overlay', overlay: { type: 'picker', purpose: 'context', ...FRESH, cursor } }];
      }
      const known = state.contexts.some(({ name }) => name === argument);
      return known
        ? [{ type: 'context', name: argument }]
        : [say(state, `no context ${argument}; x lists them`, 'failing')];
    },
  },
  {
    id: 'all-namespaces',
    keys: ['0'],
    title: 'all namespaces',
    scope: 'global',
    run: ({ state }) =>
      state.namespace === undefined ? NOTHING : [{ type: 'namespace', namespace: undefined }],
  },
  {
    id: 'refresh',
    keys: ['ctrl-r'],
    title: 'list anew',
    scope: 'global',
    run: ({ state }) => [{ type: 'refresh' }, say(state, 'listing anew')],
  },
  {
    id: 'palette',
    keys: [':'],
    title: 'command',
    hint: 'command',
    scope: 'global',
    run: () => [{ type: 'overlay', overlay: { type: 'prompt', purpose: 'command', text: '', before: '' } }],
  },
  {
    id: 'help',
    keys: ['?'],
    title: 'this help',
    hint: 'help',
    scope: 'global',
    run: () => [{ type: 'overlay', overlay: { type: 'help', top: 0 } }],
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    title: 'suspend to the shell (fg returns)',
    scope: 'global',
    run: () => [{ type: 'suspend' }],
  },
];
