import type { ProcessGroup, TreeProcess } from './process-groups.ts';

/** A process, and what is below it. */
interface Node {
  readonly label: string;
  readonly children: readonly Node[];
}

/**
 * A container's processes as `pstree -g` draws them: a branch a line, with the process group in brackets, threads in
 * braces, and what is alike drawn once (`4*[nginx(20)]`).
 */
export function pstree({ processes }: Pick<ProcessGroup, 'processes'>): string[] {
  return nodesOf(processes).flatMap((root) => draw(root));
}

/** What is in the order of a walk through the tree, as nodes. */
function nodesOf(rows: readonly TreeProcess[]): Node[] {
  const levels: { row: TreeProcess; children: Node[] }[] = [];
  const roots: Node[] = [];
  const close = (depth: number): void => {
    while (levels.length > depth) {
      const done = levels.pop();
      if (done) (levels.at(-1)?.children ?? roots).push(nodeOf(done.row, done.children));
    }
  };
  for (const row of rows) {
    close(row.branches.length);
    levels.push({ row, children: [] });
  }
  close(0);
  return roots;
}

function nodeOf({ process: { comm, pgid, threads } }: TreeProcess, children: readonly Node[]): Node {
  const others = threads - 1;
  const thread = { label: `{${comm}}(${pgid})`, children: [] };
  return {
    label: `${comm}(${pgid})`,
    children: [...alike(children), ...(others > 0 ? [times(others, thread)] : [])],
  };
}

/** Equal ones, wherever they stand, as one. */
function alike(nodes: readonly Node[]): Node[] {
  const counts = new Map<string, { node: Node; count: number }>();
  for (const node of nodes) {
    const key = draw(node).join('\n');
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { node, count: 1 });
  }
  return [...counts.values()].map(({ node, count }) => times(count, node));
}

function times(count: number, node: Node): Node {
  if (count === 1) return node;
  const [first = '', ...rest] = draw(node);
  const label = `${count}*[${first}`;
  // What is below a bundle hangs below its first line.
  return {
    label:
      rest.length === 0
        ? `${label}]`
        : [label, ...rest.map((line) => ' '.repeat(`${count}*[`.length) + line)].join('\n') + ']',
    children: [],
  };
}

function draw({ label, children }: Node): string[] {
  const [head = '', ...more] = label.split('\n');
  if (children.length === 0) return [head, ...more];
  const indent = ' '.repeat(head.length);
  return children.flatMap((child, index) => {
    const last = index === children.length - 1;
    const joint = index === 0 ? (last ? '───' : '─┬─') : last ? ' └─' : ' ├─';
    return draw(child).map((line, at) =>
      at > 0 ? `${indent}${last ? '   ' : ' │ '}${line}` : `${index === 0 ? head : indent}${joint}${line}`,
    );
  });
}
