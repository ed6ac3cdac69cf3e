/**
 * Builds dist/podscope.js, the one file that bin/podscope.js runs, and dist/simulator.js, which the
 * demo alone loads: everything podscope needs is in them, so that installing the package fetches
 * nothing else.
 *
 *   node build.mjs [--if-stale]
 */
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const entryPoints = { podscope: 'src/main.ts', simulator: 'src/simulator/demo/main.ts' };
const outfiles = Object.keys(entryPoints).map((name) => path.join(root, `dist/${name}.js`));
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
  plugins: [spelledOutWidgets()],
  banner: {
    js: "import{createRequire as __require}from'node:module';import{dirname as __dir}from'node:path';import{fileURLToPath as __path}from'node:url';const require=__require(import.meta.url),__filename=__path(import.meta.url),__dirname=__dir(__filename);",
  },
};

if (
  process.argv[1] === fileURLToPath(import.meta.url) &&
  !(process.argv.includes('--if-stale') && isFresh())
) {
  const { build } = await import('esbuild');
  await build({ ...buildOptions, entryPoints, outdir: 'dist' });
  for (const file of outfiles)
    process.stderr.write(`${path.relative(root, file)} ${Math.round(statSync(file).size / 1024)} KiB\n`);
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
