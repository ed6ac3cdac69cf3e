import { renderTable } from '../render-table.ts';

/** One line of the ownership tree, with those below it. */
export interface TreeNode {
  /** Empty of what is in none. */
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly ready: string;
  readonly reason: string;
  readonly age: string;
  readonly children: readonly TreeNode[];
}

/** Rails are not drawn of more levels than this: those nearest to the line tell where it belongs. */
const MOST_RAILS = 20;

/** An ownership tree as text, as `kubectl tree` has it: `Deployment/web` and what it owns, each with READY, REASON and AGE. */
export function renderTree(root: TreeNode): string {
  return renderTable([['NAMESPACE', 'NAME', 'READY', 'REASON', 'AGE'], ...rows(root)]);
}

interface Waiting {
  readonly node: TreeNode;
  /** What stands before its name, and before the names below it. */
  readonly own: string;
  readonly below: string;
}

function* rows(root: TreeNode): Generator<string[]> {
  const waiting: Waiting[] = [{ node: root, own: '', below: '' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, own, below } = next;
    yield [
      node.namespace || '–',
      `${own}${node.kind}/${node.name}`,
      node.ready || '–',
      node.reason,
      node.age,
    ];
    const last = node.children.length - 1;
    const rails = shortened(below);
    for (const [index, child] of [...node.children.entries()].reverse()) {
      const [mark, down] = index === last ? ['└─', '  '] : ['├─', '│ '];
      waiting.push({ node: child, own: rails + mark, below: rails + down });
    }
  }
}

/** Two cells a level. */
const shortened = (rails: string): string =>
  rails.length <= 2 * MOST_RAILS ? rails : `… ${rails.slice(-2 * (MOST_RAILS - 1))}`;
