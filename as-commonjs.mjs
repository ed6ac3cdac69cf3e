/** The name and the name it has here, as `a as b` or `a`, as a pattern of `const {…} =`, or the entries of an object. */
const renamed = (list) => list.replaceAll(' as ', ':');

const IMPORT =
  /(?<=^|[;}\n])import\s*(?:(?<all>[\w$]+|\*as [\w$]+)\s*,?)?(?:\{(?<named>[^}]*)\})?(?:\s*from)?"(?<id>[^"]+)";/g;
const EXPORT = /(?<=[;}\n])export\{(?<names>[^}]*)\};\s*$/;
const LATER = /\bimport\("(?<id>\.[^"]+)"\)/g;

/**
 * esbuild splits a program in modules alone. Node starts sooner with CommonJS, and keeps compiled code of nothing else
 * (bin/code-cache.js).
 *
 * What a chunk takes from another one is a constant here. As esbuild itself has it, every use of it is a call of a getter
 * that calls a getter, eight thousand times until the first row. So nothing may be exported that gets another value later,
 * and no two chunks may need each other (`checkNoCycle`).
 */
export function asCommonJs(text) {
  const needed = [];
  const rest = text.replace(IMPORT, (...match) => {
    const { all, named, id } = match.at(-1);
    const left = [all?.replace('*as ', ''), named && `{${renamed(named)}}`].filter(Boolean);
    const [first, second] = left;
    needed.push(
      first ? `const ${first}=require("${id}")${second ? `,${second}=${first}` : ''};` : `require("${id}");`,
    );
    return '';
  });
  const body = rest
    .replace(EXPORT, (_, names) =>
      names
        .split(',')
        .map((entry) => entry.split(' as '))
        .map(([inner, outer = inner]) => `exports.${outer}=${inner};`)
        .join(''),
    )
    .replace(LATER, 'Promise.resolve().then(()=>require("$<id>"))');
  return needed.join('') + body;
}

/** Which other chunks a chunk needs when it is loaded. */
const neededBy = (text) =>
  [...text.matchAll(IMPORT)].map((match) => match.groups.id).filter((id) => id.startsWith('.'));

/** @param texts of each chunk, by the names that they need each other by */
export function checkNoCycle(texts) {
  const done = new Set();
  const visit = (id, behind) => {
    if (behind.includes(id)) throw new Error(`chunks need each other: ${[...behind, id].join(' → ')}`);
    if (done.has(id)) return;
    for (const next of neededBy(texts.get(id) ?? '')) visit(next, [...behind, id]);
    done.add(id);
  };
  for (const id of texts.keys()) visit(id, []);
}
