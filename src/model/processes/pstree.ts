import type { ProcessGroup, TreeProcess } from './process-groups.ts';
import { oddityWord } from './process-texts.ts';

/** The lines of a process and what is below it. */
type Drawing = readonly string[];

/**
 * A container's processes as `pstree -g` draws them: a branch a line, with the process group in brackets, threads in
 * braces, and what is alike drawn once (`4*[nginx(20)]`).
 */
export function pstree({ processes }: Pick<ProcessGroup, 'processes'>): string[] {
  return drawings(processes).flat();
}

/** What is in the order of a walk through the tree, root by root; each is drawn once. */
function drawings(rows: readonly TreeProcess[]): Drawing[] {
  const levels: { row: TreeProcess; children: Drawing[] }[] = [];
  const roots: Drawing[] = [];
  const close = (depth: number): void => {
    while (levels.length > depth) {
      const done = levels.pop();
      if (done) (levels.at(-1)?.children ?? roots).push(drawingOf(done.row, done.children));
    }
  };
  for (const row of rows) {
    close(row.branches.length);
    levels.push({ row, children: [] });
  }
  close(0);
  return roots;
}

function drawingOf(row: TreeProcess, children: readonly Drawing[]): Drawing {
  const { comm, pgid, threads } = row.process;
  const odd = oddityWord(row);
  const others = threads - 1;
  const all = [...alike(children), ...(others > 0 ? [times(others, [`{${comm}}(${pgid})`])] : [])];
  const head = `${comm}(${pgid})${odd === undefined ? '' : ` ${odd}`}`;
  if (all.length === 0) return [head];
  const indent = ' '.repeat(head.length);
  return all.flatMap((child, index) => {
    const last = index === all.length - 1;
    const joint = index === 0 ? (last ? '───' : '─┬─') : last ? ' └─' : ' ├─';
    return child.map((line, at) =>
      at > 0 ? `${indent}${last ? '   ' : ' │ '}${line}` : `${index === 0 ? head : indent}${joint}${line}`,
    );
  });
}

/** Equal ones, wherever they stand, as one. */
function alike(drawings: readonly Drawing[]): Drawing[] {
  const counts = new Map<string, { drawing: Drawing; count: number }>();
  for (const drawing of drawings) {
    const key = drawing.join('\n');
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { drawing, count: 1 });
  }
  return [...counts.values()].map(({ drawing, count }) => times(count, drawing));
}

/** What is below a bundle hangs below its first line. */
function times(count: number, drawing: Drawing): Drawing {
  if (count === 1) return drawing;
  const begin = `${count}*[`;
  return drawing.map((line, at) => {
    const end = at === drawing.length - 1 ? ']' : '';
    return `${at === 0 ? begin : ' '.repeat(begin.length)}${line}${end}`;
  });
}
