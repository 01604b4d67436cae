import { withProject } from '../support/folder';
import { LspProcess } from '../support/lsp';
import { makePolicy } from '../support/projects';
import type { Row } from '../support/row';
import { OURS } from './keystroke';

/**
 * Patterns that take long to analyse: nested repeats, long alternations, counted repeats of counted repeats.
 */
const HARD = [
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(a|a|a|a|b)*c(d|e)*(d|f)*g',
  `(${Array.from({ length: 60 }, (_, i) => `w${i}[a-z]*`).join('|')})+x`,
  '((a{1,100}){1,100}){1,100}b',
  '(?:(?:[^@]+@)*[^@]+,)*(?:\\w+\\s?)+$',
];

/** How long another request waits while unsafe patterns are analysed: the slowest hover of many. */
export async function unsafeRegex(): Promise<Row[]> {
  return withProject(100, async (folder) => {
    const server = new LspProcess(OURS);
    try {
      await server.initialize(folder);
      const { path } = makePolicy(7);
      const { text } = makePolicy(7, {
        complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: HARD },
      });
      const uri = `file://${folder}/${path}`;
      await server.open(uri, text, 'recpolicy');
      let slowest = 0;
      let version = 1;
      const end = performance.now() + 6000;
      while (performance.now() < end) {
        // Each edit makes a pattern nobody has seen yet.
        const line = text.split('\n').findIndex((l) => l.includes('^(([a-z])'));
        const at = { line, character: text.split('\n')[line]!.indexOf('^(') };
        await server.change(uri, ++version, { start: at, end: at }, String.fromCharCode(97 + (version % 26)));
        const started = performance.now();
        await server.connection.sendRequest('textDocument/hover', {
          textDocument: { uri },
          position: { line: 1, character: 4 },
        });
        slowest = Math.max(slowest, performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return [
        {
          work: 'slowest answer to another request while unsafe patterns are analysed',
          ours: `${slowest.toFixed(1)} ms`,
          peer: '50 ms (limit)',
          ratio: slowest / 50,
          limit: 1,
        },
      ];
    } finally {
      server.stop();
    }
  });
}
