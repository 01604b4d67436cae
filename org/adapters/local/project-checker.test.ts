import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Workspace } from '../../../core/index/workspace';
import { MaskService } from '../../../masks/service/service';
import { ProjectChecker } from './project-checker';
import type { SourceDocument } from './source';

const masks = new MaskService();
const judge = () => new ProjectChecker('/project', 'dev', masks, undefined);

const policy = (name: string, priority: number) =>
  JSON.stringify({
    name,
    enabled: true,
    recordingType: 'SCREEN',
    targets: [{ type: 'GROUP', id: 'g-1' }],
    retentionDays: 90,
    priority,
    evaluationMode: 'STRICT',
  });
const config = (more: object = {}): SourceDocument => ({
  path: 'recpolicy.config.json',
  text: JSON.stringify({ environments: { dev: more } }),
});
const ask = (documents: readonly SourceDocument[], overlay?: ReadonlyMap<string, string>) => ({
  documents,
  paths: documents.map((d) => d.path).filter((p) => p !== 'recpolicy.config.json'),
  overlay,
  facts: undefined,
});

describe('the rules between two questions', () => {
  it('take in 2,000 policies once, and later only what changed', async () => {
    const load = vi.spyOn(Workspace.prototype, 'load');
    try {
      const documents = Array.from({ length: 2_000 }, (_, i) => ({
        path: `p/${i}.recpolicy.json`,
        text: policy(`Dept${i}_Desk_Recording`, i),
      }));
      const one = judge();
      const question = { ...ask([config(), ...documents]), paths: [] };
      await one.findings(question);
      expect(load).toHaveBeenCalledTimes(2_001);
      load.mockClear();
      await one.findings(question);
      expect(load).not.toHaveBeenCalled();
      documents[3] = { ...documents[3]!, text: policy('Other_Desk_Recording', 3) };
      await one.findings({ ...question, documents: [config(), ...documents] });
      expect(load).toHaveBeenCalledTimes(1);
    } finally {
      load.mockRestore();
    }
  });

  it('say the same as rules that see everything for the first time, whatever came and went', async () => {
    const name = fc.constantFrom('A_Desk_Recording', 'B_Desk_Recording', 'C_Desk_Recording');
    const step = fc.record({
      files: fc.dictionary(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.tuple(name, fc.integer({ min: 1, max: 3 })),
      ),
      minimum: fc.option(fc.constantFrom(30, 120), { nil: undefined }),
      overlay: fc.option(fc.tuple(fc.constantFrom('a', 'b'), name), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const lasting = judge();
        for (const { files, minimum, overlay } of steps) {
          const documents = [
            config(minimum === undefined ? {} : { minimumRetentionDays: minimum }),
            ...Object.entries(files).map(([key, [called, priority]]) => ({
              path: `${key}.recpolicy.json`,
              text: policy(called, priority),
            })),
          ];
          const over = overlay && new Map([[`${overlay[0]}.recpolicy.json`, policy(overlay[1], 2)]]);
          const question = ask(documents, over);
          const said = async (by: ProjectChecker) =>
            (await by.findings(question)).map((j) => [
              j.path,
              j.findings.map((f) => [f.code, f.message, f.start]),
            ]);
          expect(await said(lasting)).toEqual(await said(judge()));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answers two questions at once, each on its own documents', async () => {
    const one = judge();
    const low = [
      config({ minimumRetentionDays: 30 }),
      { path: 'a.recpolicy.json', text: policy('A_Desk_Recording', 1) },
    ];
    const high = [config({ minimumRetentionDays: 120 }), low[1]!];
    const [first, second] = await Promise.all([one.findings(ask(low)), one.findings(ask(high))]);
    const codes = (judged: typeof first) => judged.flatMap((j) => j.findings.map((f) => f.code));
    expect(codes(first)).not.toContain('retention-below-environment-minimum');
    expect(codes(second)).toContain('retention-below-environment-minimum');
  });
});
