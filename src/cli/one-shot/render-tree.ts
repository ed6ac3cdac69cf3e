import { renderTable } from './render-table.ts';

/** One line of the ownership tree, with those below it. As JSON it is what `podscope tree -o json` prints. */
export interface TreeNode {
  readonly kind: string;
  readonly name: string;
  readonly ready: string;
  readonly reason: string;
  readonly age: string;
  readonly children: readonly TreeNode[];
}

/** An ownership tree as text: `Deployment/web` and what it owns, each with READY, REASON and AGE. */
export function renderTree(root: TreeNode): string {
  return renderTable([['NAME', 'READY', 'REASON', 'AGE'], ...rows(root, '', '')]);
}

/**
 * @param own what stands before this node's name
 * @param below what stands before the names below it
 */
function* rows(
  { kind, name, ready, reason, age, children }: TreeNode,
  own: string,
  below: string,
): Generator<string[]> {
  yield [`${own}${kind}/${name}`, ready || '–', reason, age];
  for (const [index, child] of children.entries()) {
    const last = index === children.length - 1;
    yield* rows(child, `${below}${last ? '└─' : '├─'}`, `${below}${last ? '  ' : '│ '}`);
  }
}
