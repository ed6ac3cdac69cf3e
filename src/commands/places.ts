import { namespaceProblem } from '../model/kinds/namespace-name.ts';
import { nearNames, nearText } from '../model/text/letters.ts';
import type { Action } from '../store/actions.ts';
import { lacksNamespace, namespaceNames } from '../store/selectors/namespace.ts';
import type { State } from '../store/state.ts';
import type { Choices } from '../store/choice.ts';
import { type Command, remark, say } from './command.ts';

/** What going to a namespace takes: where it is known not to exist, or cannot, that is said instead. */
export function toNamespace(state: State, namespace: string): readonly Action[] {
  const problem = namespaceProblem(namespace);
  if (problem !== undefined) return [say(problem, 'failing')];
  if (lacksNamespace(state, namespace)) {
    const near = nearText(nearNames(namespaceNames(state), namespace));
    return [say(`namespace ${namespace} does not exist${near}; n lists those that do`, 'failing')];
  }
  return [{ type: 'namespace', namespace }];
}

function contexts({ cluster, look }: State): Choices {
  return {
    title: 'Context',
    choices: look.contexts.map(({ name, namespace }) => ({
      label: name,
      note: name === cluster.context ? 'now' : `namespace ${namespace}`,
      actions: [{ type: 'context', name }],
    })),
    cursor: cluster.context,
    empty: 'no context has this name',
  };
}

const LISTING = { tone: 'plain', text: 'listing anew', until: Infinity, while: 'listing' } as const;

/** All namespaces, as k9s and kubectl say it. */
const ALL: ReadonlySet<string> = new Set(['all', '-A', '--all-namespaces']);

/** Switching what is looked at: namespace, context, everything anew; and the palette. */
export const places: readonly Command[] = [
  {
    id: 'namespace',
    keys: ['n'],
    title: 'switch namespace',
    word: 'ns',
    scope: 'global',
    takes: 'NAME',
    run: ({ state }, argument) => {
      if (argument === undefined || argument === '') return [{ type: 'open', overlay: 'namespaces' }];
      if (ALL.has(argument)) return [{ type: 'namespace', namespace: undefined }];
      return toNamespace(state, argument);
    },
  },
  {
    id: 'context',
    keys: ['x'],
    title: 'switch context',
    word: 'ctx',
    scope: 'global',
    takes: 'NAME',
    run: ({ state }, argument) => {
      if (argument === undefined || argument === '') {
        return [{ type: 'open', overlay: 'picker', with: contexts(state) }];
      }
      const known = state.look.contexts.some(({ name }) => name === argument);
      return known
        ? [{ type: 'context', name: argument }]
        : [say(`no context ${argument}; x lists them`, 'failing')];
    },
  },
  {
    id: 'all-namespaces',
    keys: ['0'],
    title: 'all namespaces',
    scope: 'global',
    run: ({ state }) =>
      state.look.place.namespace === undefined
        ? remark('all namespaces are on show')
        : [{ type: 'namespace', namespace: undefined }],
  },
  {
    id: 'refresh',
    keys: ['ctrl-r'],
    title: 'list anew',
    scope: 'global',
    when: ({ state }) => state.cluster.capabilities.live,
    run: () => [{ type: 'refresh' }, { type: 'message', message: LISTING }],
  },
  {
    id: 'palette',
    keys: [':'],
    title: 'command',
    hint: 'command',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'palette' }],
  },
  {
    id: 'help',
    keys: ['?'],
    title: 'this help',
    hint: 'help',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'help' }],
  },
  {
    id: 'messages',
    keys: [],
    title: 'what was told: warnings, lost connections',
    word: 'messages',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'messages' }],
  },
  {
    id: 'tour',
    keys: [],
    title: 'a tour in five steps',
    word: 'tour',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'tour' }],
  },
  {
    id: 'redraw',
    keys: ['ctrl-l'],
    title: 'draw the screen anew',
    scope: 'global',
    everywhere: true,
    run: () => [{ type: 'redraw' }],
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    title: 'suspend to the shell (fg returns)',
    scope: 'global',
    everywhere: true,
    run: () => [{ type: 'suspend' }],
  },
];
