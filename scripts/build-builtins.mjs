// Loads some of Node's own modules when something of them is first used: the command line is started for each commit and each
// pipeline, and these take longer to load than a small project takes to be checked, mostly for commands that are not run.
import { builtinModules, createRequire } from 'node:module';

const LATE = ['node:child_process', 'node:crypto', 'node:readline'];
const NAMESPACE = 'late-builtin';

/** @type {import('esbuild').Plugin} */
export const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, namespace }) => {
      if (!LATE.includes(path)) return undefined;
      return namespace === NAMESPACE ? { path, external: true } : { path, namespace: NAMESPACE };
    });
    build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => {
      if (!builtinModules.includes(path.slice('node:'.length))) throw new Error(`${path} is not Node's.`);
      const names = Object.keys(createRequire(import.meta.url)(path));
      return {
        contents: `for (const name of ${JSON.stringify(names)})
          Object.defineProperty(exports, name, { enumerable: true, get: () => require(${JSON.stringify(path)})[name] });`,
      };
    });
  },
};
