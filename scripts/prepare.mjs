/**
 * What npm runs after it installed the dependencies of this repository: makes the generated code, so that a
 * fresh clone compiles in an editor. Does nothing where the development dependencies were left out.
 */
import { isInstalled } from './lib/dependencies.mjs';

if (isInstalled()) await import('./generate.mjs');
