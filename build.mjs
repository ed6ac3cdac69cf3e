/**
 * Builds dist/podscope.cjs, which bin/podscope.js runs, the chunks that it loads as it needs them,
 * dist/damage.cjs, which says what is wrong with them, and dist/simulator.js, which the demo alone
 * loads: everything podscope needs is in them, so that installing the package fetches nothing else.
 *
 *   node build.mjs [--if-stale]
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { asCommonJs, checkNoCycle } from './as-commonjs.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const CHUNKS = 'dist/chunks';
const outfiles = ['podscope.cjs', 'simulator.js'].map((name) => path.join(root, 'dist', name));
const require = createRequire(import.meta.url);

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** How a program is bundled; the tests bundle theirs in the same way. */
export const buildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  define: { PODSCOPE_VERSION: JSON.stringify(version) },
  // Optional parts of blessed that nothing here uses.
  external: ['term.js', 'pty.js'],
  alias: {
    // As ES modules, so that only the operators in use are in it; Node would be given CommonJS.
    rxjs: path.join(path.dirname(require.resolve('rxjs/package.json')), 'dist/esm/index.js'),
  },
  plugins: [spelledOutWidgets(), allocatedBuffers(), whenCalled('string-width'), laterModules()],
  // What is CommonJS in it (blessed, commander, ws) asks for Node's own modules, and tries optional ones.
  banner: {
    js: "const require=n=>{const m=process.getBuiltinModule(n);if(m)return m;throw new Error('not in the bundle: '+n)},__dirname=import.meta.dirname;",
  },
};

if (
  process.argv[1] === fileURLToPath(import.meta.url) &&
  !(process.argv.includes('--if-stale') && isFresh())
) {
  for (const [output, bytes] of await buildAll())
    process.stderr.write(`${output} ${Math.ceil(bytes / 1024)} KiB\n`);
}

/** Gives the size of each file that it wrote, in bytes. */
async function buildAll() {
  const { build } = await import('esbuild');
  const common = { ...buildOptions, outdir: 'dist', write: false };
  const [program, damage, simulator] = await Promise.all([
    build({
      ...common,
      banner: {},
      entryPoints: { podscope: 'src/main.ts' },
      splitting: true,
      outExtension: { '.js': '.cjs' },
      chunkNames: `${path.basename(CHUNKS)}/[name]-[hash]`,
    }),
    // Once more by itself, since what it shares with the program may be what is damaged.
    build({
      ...common,
      banner: {},
      entryPoints: { damage: 'src/cli/damage.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
    }),
    build({ ...common, entryPoints: { simulator: 'src/simulator/demo/main.ts' } }),
  ]);
  const files = [...(await programFiles(program)), ...damage.outputFiles, ...simulator.outputFiles];
  rmSync(path.join(root, CHUNKS), { recursive: true, force: true });
  mkdirSync(path.join(root, CHUNKS), { recursive: true });
  for (const { path: file, contents } of files) writeFileSync(file, contents);
  const named = files.map(({ path: file, contents }) => [path.relative(`${root}/dist`, file), contents]);
  const told = named.map(([name, contents]) => [
    name,
    [contents.length, createHash('sha256').update(contents).digest('hex')],
  ]);
  // What is missing, cut off or altered can be told by it (src/cli/damage.ts).
  writeFileSync(path.join(root, 'dist/files.json'), JSON.stringify(Object.fromEntries(told)));
  return named.map(([name, contents]) => [name, contents.length]);
}

/** Its chunks as CommonJS. */
async function programFiles({ outputFiles }) {
  checkNoCycle(new Map(outputFiles.map(({ path: file, text }) => [`./${path.basename(file)}`, text])));
  const { transform } = await import('esbuild');
  const options = { format: 'cjs', platform: 'node', target: buildOptions.target, minify: true };
  return Promise.all(
    outputFiles.map(async ({ path: file, text }) => {
      const { code } = await transform(asCommonJs(text), {
        ...options,
        legalComments: 'none',
        supported: { 'dynamic-import': false },
      });
      return { path: file, contents: Buffer.from(code, 'latin1') };
    }),
  );
}

/** Nothing the bundles are made from is newer than they. */
function isFresh() {
  const built = Math.min(...outfiles.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const sources = readdirSync(path.join(root, 'src'), { recursive: true }).map((name) =>
    path.join(root, 'src', name),
  );
  const newest = [
    ...sources,
    path.join(root, 'package.json'),
    path.join(root, 'build.mjs'),
    path.join(root, 'as-commonjs.mjs'),
  ].map((file) => statSync(file).mtimeMs);
  return newest.every((time) => time < built);
}

/**
 * blessed loads its widgets by names made at run time, which a bundler cannot see: the list is
 * spelled out, and what podscope never makes is left out.
 */
function spelledOutWidgets() {
  const used = ['node', 'screen', 'element', 'box'];
  return {
    name: 'blessed-widgets',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]blessed[\\/]lib[\\/]widget\.js$/ }, () => ({
        contents: used
          .map(
            (name) =>
              `exports.${name} = exports.${name[0].toUpperCase()}${name.slice(1)} = require('./widgets/${name}');`,
          )
          .join('\n'),
        loader: 'js',
        resolveDir: path.join(path.dirname(require.resolve('blessed/package.json')), 'lib'),
      }));
    },
  };
}

/** The canvas of charts makes its buffers as Node has not wanted it for years, and says so to who runs the program. */
function allocatedBuffers() {
  return {
    name: 'allocated-buffers',
    setup(builder) {
      builder.onLoad({ filter: /[\\/]drawille-blessed-contrib[\\/]index\.js$/ }, ({ path: file }) => ({
        contents: readFileSync(file, 'utf8').replaceAll('new Buffer(', 'Buffer.alloc('),
        loader: 'js',
      }));
    },
  };
}

/**
 * Has the module of a package whose default export is a function run with the first call of it, and not when the
 * program starts.
 */
function whenCalled(name) {
  return {
    name: `${name}-when-called`,
    setup(builder) {
      builder.onResolve({ filter: new RegExp(`^${name}$`) }, ({ kind }) =>
        kind === 'import-statement' ? { path: name, namespace: 'when-called' } : undefined,
      );
      builder.onLoad({ filter: /./, namespace: 'when-called' }, () => ({
        contents: `let run; export default (...given) => (run ??= require('${name}').default)(...given);`,
        loader: 'js',
        resolveDir: root,
      }));
    },
  };
}

/**
 * Has those of Node's own modules that no start needs, but that are asked for when a file is loaded, compiled by Node
 * with the first call of one of their functions: 6 ms of a start, of 130 until the first frame.
 */
function laterModules() {
  const functionsOf = (module) => Object.keys(module).filter((name) => typeof module[name] === 'function');
  const each = (module, line) => ({ contents: functionsOf(module).map(line).join('\n'), loader: 'js' });
  return {
    name: 'later-modules',
    setup(builder) {
      builder.onResolve({ filter: /^node:fs\/promises$/ }, () => ({ path: 'fs', namespace: 'later' }));
      builder.onResolve({ filter: /^(node:)?child_process$/ }, ({ kind, namespace }) =>
        kind === 'require-call' && namespace !== 'later' ? { path: 'cp', namespace: 'later' } : undefined,
      );
      builder.onLoad({ filter: /^fs$/, namespace: 'later' }, () => {
        // A getter of node:fs, which loads it when it is asked for.
        const all = each(require('node:fs/promises'), later('promises', 'export const NAME ='));
        return { ...all, contents: `import { promises } from 'node:fs';\n${all.contents}` };
      });
      builder.onLoad({ filter: /^cp$/, namespace: 'later' }, () =>
        each(require('node:child_process'), later("require('node:child_process')", 'exports.NAME =')),
      );
    },
  };
}

function later(module, left) {
  return (name) => `${left.replace('NAME', name)} (...given) => ${module}.${name}(...given);`;
}
