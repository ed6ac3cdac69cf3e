/**
 * Builds dist/podscope.js, which bin/podscope.js runs, the chunks that it loads as it needs them, and
 * dist/simulator.js, which the demo alone loads: everything podscope needs is in them, so that
 * installing the package fetches nothing else.
 *
 *   node build.mjs [--if-stale]
 */
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const CHUNKS = 'dist/chunks';
const outfiles = ['podscope', 'simulator'].map((name) => path.join(root, `dist/${name}.js`));
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
  plugins: [spelledOutWidgets(), whenCalled('string-width')],
  // What is CommonJS in it (blessed, commander, ws) asks for Node's own modules, and tries optional ones.
  banner: {
    js: "const require=n=>{const m=process.getBuiltinModule(n);if(m)return m;throw new Error('not in the bundle: '+n)},__dirname=import.meta.dirname;",
  },
};

if (
  process.argv[1] === fileURLToPath(import.meta.url) &&
  !(process.argv.includes('--if-stale') && isFresh())
) {
  for (const [output, { bytes }] of Object.entries(await buildAll()))
    process.stderr.write(`${output} ${Math.ceil(bytes / 1024)} KiB\n`);
}

/** Gives esbuild's notes about what it wrote. */
async function buildAll() {
  const { build } = await import('esbuild');
  const common = { ...buildOptions, outdir: 'dist', metafile: true };
  const [program, simulator] = await Promise.all([
    build({
      ...common,
      entryPoints: { podscope: 'src/main.ts' },
      splitting: true,
      chunkNames: `${path.basename(CHUNKS)}/[name]-[hash]`,
    }),
    build({ ...common, entryPoints: { simulator: 'src/simulator/demo/main.ts' } }),
  ]);
  const { outputs } = program.metafile;
  for (const name of readdirSync(path.join(root, CHUNKS)))
    if (!(`${CHUNKS}/${name}` in outputs)) rmSync(path.join(root, CHUNKS, name));
  return { ...outputs, ...simulator.metafile.outputs };
}

/** Nothing the bundles are made from is newer than they. */
function isFresh() {
  const built = Math.min(...outfiles.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const sources = readdirSync(path.join(root, 'src'), { recursive: true }).map((name) =>
    path.join(root, 'src', name),
  );
  const newest = [...sources, path.join(root, 'package.json'), path.join(root, 'build.mjs')].map(
    (file) => statSync(file).mtimeMs,
  );
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
