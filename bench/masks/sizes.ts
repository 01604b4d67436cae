import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PARTS: readonly (readonly [name: string, source: string])[] = [
  ['verdicts', "export { decide } from './masks/redos/decide'"],
  [
    'coverage, fixes, tokens',
    "export * from './masks/coverage'; export * from './masks/fixes'; export * from './masks/tokens'",
  ],
  [
    'all of the main thread',
    "export { MaskService } from './masks/service/service'; export * from './masks/tokens'",
  ],
  ['worker bundle', "import './server/masks/worker'"],
];

/** Minified browser bundles: kB raw and gzipped. */
export async function sizeTable(): Promise<string> {
  const rows: string[] = [];
  for (const [name, contents] of PARTS) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'cjs',
      platform: 'browser',
      write: false,
      logLevel: 'error',
    });
    const bytes = outputFiles[0]!.contents;
    rows.push(
      `| ${name} | ${(bytes.length / 1000).toFixed(1)} | ${(gzipSync(bytes).length / 1000).toFixed(1)} |`,
    );
  }
  return ['| bundle | kB | gzip |', '| --- | --- | --- |', ...rows].join('\n');
}
