import { afterEach, describe, expect, it } from 'vitest';
import type { CompletionList, Hover } from 'vscode-languageserver/node';
import { FOLDER, TestClient } from '../../../server/testing/client';
import { MemoryFiles } from '../../../server/testing/files';
import { policy } from '../../../server/testing/policies';
import { HOSTILE, textsIn } from './names';

const A = `${FOLDER}/a.recpolicy.json`;
const UNSHOWABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

let client: TestClient;
afterEach(() => client.dispose());

async function open(markdown: boolean): Promise<string> {
  const target = { type: 'GROUP', id: '{{agents}}' };
  const text = policy({
    name: HOSTILE,
    description: HOSTILE,
    targets: [target, target, { type: HOSTILE, id: HOSTILE }],
    [HOSTILE]: HOSTILE,
    complianceSettings: { maskSensitiveData: true, allowedMaskPatterns: [HOSTILE] },
  });
  const files = new MemoryFiles();
  files.texts.set(
    `${FOLDER}/recpolicy.config.json`,
    JSON.stringify({
      environments: { [HOSTILE]: { orgDomain: 'acme', variables: { agents: HOSTILE, [HOSTILE]: 'g1' } } },
      maskSamples: { sensitive: [HOSTILE] },
    }),
  );
  files.texts.set(`${FOLDER}/b.recpolicy.json`, policy({ name: HOSTILE, targets: [target] }));
  client = await TestClient.start({
    files,
    capabilities: { textDocument: { hover: { contentFormat: [markdown ? 'markdown' : 'plaintext'] } } },
  });
  await client.open(A, text);
  await client.version(A, 1);
  return text;
}

describe('hostile names in the language server', () => {
  it('are one line in every diagnostic', async () => {
    await open(true);
    const found = client.published.filter((p) => p.uri === A).at(-1)!.diagnostics;
    expect(found.length).toBeGreaterThan(3);
    for (const d of found) for (const text of textsIn(d.message)) expect(text).not.toMatch(UNSHOWABLE);
    expect(found.some((d) => JSON.stringify(d.message).includes('pwned'))).toBe(true);
  });

  it.each([true, false])('are text in every hover (Markdown: %s)', async (markdown) => {
    const lines = (await open(markdown)).split('\n');
    let seen = 0;
    for (const [line, text] of lines.entries()) {
      for (let character = 0; character < text.length; character += 7) {
        const hover = await client.request<Hover | null>('textDocument/hover', {
          textDocument: { uri: A },
          position: { line, character },
        });
        if (hover === null) continue;
        const { value } = hover.contents as { value: string };
        if (value.includes('pwned')) seen++;
        expect(value).not.toMatch(UNSHOWABLE);
        if (!markdown) continue;
        const prose = value.replace(/(`+)(?!`)(?: ?)[\s\S]*?[^`]\1(?!`)/g, '');
        expect(prose).not.toMatch(/(?<!\\)\]\((?!https:\/\/|file:)/);
        expect(prose).not.toMatch(/(?<!\\)<img|(?<!\\)\$\(/);
      }
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('are one line in completion labels', async () => {
    const text = await open(true);
    const lines = text.split('\n');
    const line = lines.findIndex((l) => l.includes('{{agents}}'));
    const list = await client.request<CompletionList | null>('textDocument/completion', {
      textDocument: { uri: A },
      position: { line, character: lines[line]!.indexOf('agents') },
    });
    for (const item of list?.items ?? []) expect(item.label).not.toMatch(UNSHOWABLE);
  });
});
