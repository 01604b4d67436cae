/** Everything a test in the extension host needs (`*.test.ts`). */
export * from './diagnostics';
export * from './documents';
export * from './language';
export { ui } from './ui';
export * from './wait';
