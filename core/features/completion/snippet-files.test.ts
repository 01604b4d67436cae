import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DocumentKind } from '../../document/kinds';
import { directivesOf } from '../../findings/directives';
import { parseJson } from '../../json/parse';
import { checkFiles } from '../../testing/check';
import { plainOf } from './snippet';

/**
 * The snippet files that the extension contributes, by kind, with a file name for a document made from them.
 */
const FILES: Readonly<Record<string, { kind: DocumentKind; path: string }>> = {
  'policy.json': { kind: 'policy', path: 'a.recpolicy.json' },
  'media-policy.json': { kind: 'mediaPolicy', path: 'a.mediapolicy.json' },
  'recording-settings.json': { kind: 'settings', path: 'recording-settings.json' },
  'privileged-session-recording.json': { kind: 'psr', path: 'a.psr.json' },
  'config.json': { kind: 'config', path: 'recpolicy.config.json' },
  'policy-test.json': { kind: 'tests', path: 'a.recpolicy-test.json' },
};

/** Where a part that is no whole document is put to be checked. */
const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  Target: [
    '{ "name": "Some_Good_Recording", "enabled": true, "recordingType": "SCREEN", "targets": [',
    '], "retentionDays": 90, "priority": 200, "evaluationMode": "STRICT" }',
  ],
  'Compliance settings': [
    '{ "name": "Some_Good_Recording", "enabled": true, "recordingType": "SCREEN", "targets": [{ "type": "GROUP", "id": "g" }], ',
    ', "retentionDays": 90, "priority": 200, "evaluationMode": "STRICT" }',
  ],
  'Privileged role': [
    '{ "enabled": true, "roles": [',
    '], "retention": { "sessionVideoDays": 90, "accessLogDays": 365, "archiveAfterDays": 90 }, "piiMasking": { "enabled": true } }',
  ],
  Environment: ['{ "environments": {', '} }'],
  'Policy test': ['{ "tests": [', '] }'],
};

interface Snippet {
  readonly prefix: readonly string[];
  readonly body: readonly string[];
  readonly description: string;
}

const folder = join(import.meta.dirname, '../../../snippets');
const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Snippet>;

it('has snippets for every kind of document, and a test for every file', () => {
  expect(
    readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .sort(),
  ).toEqual(Object.keys(FILES).sort());
});

describe.each(Object.entries(FILES))('%s', (file, { path }) => {
  it.each(Object.entries(read(file)))('"%s" expands to what has no error or warning', (name, snippet) => {
    expect(snippet.description).not.toBe('');
    for (const prefix of snippet.prefix) expect(prefix).toMatch(/^[a-z-]+$/);
    const text = plainOf(snippet.body.join('\n'));
    if (text.startsWith('//')) {
      expect(directivesOf(parseJson(`${text}\n{}`))[0]).toMatchObject({
        codes: [{ code: 'code' }],
        reason: 'reason',
      });
      return;
    }
    const [before, after] = AROUND[name] ?? ['', ''];
    const { findings } = checkFiles({ [path]: before + text + after }).get(path)!;
    const bad = findings.filter((f) => f.severity === 'error' || f.severity === 'warning');
    expect(
      bad.map((f) => `${f.code}: ${f.message}`),
      before + text + after,
    ).toEqual([]);
  });
});
