import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { ALWAYS_ON } from '../../config/config';
import { CoreDocument } from '../../document/document';
import { CONFIG_FILE } from '../../document/kinds';
import { setAt } from '../../edit/edits';
import type { FeatureContext, ReadText } from '../shared/context';
import { textEdits } from '../shared/edits';

/**
 * An edit of the configuration that turns a rule off; undefined where the rule cannot be off, or the
 * configuration is broken or cannot be made.
 */
export async function turnOff(
  ctx: FeatureContext,
  code: string,
  read: ReadText,
): Promise<WorkspaceEdit | undefined> {
  if (code === ALWAYS_ON) return undefined;
  const uri = ctx.project.configUri;
  if (uri === undefined) return createConfig(ctx, code);
  const text = uri === ctx.doc.uri ? ctx.doc.text : await read(uri);
  if (text === undefined) return undefined;
  const config = new CoreDocument(uri, CONFIG_FILE, 'config', text);
  const broken = config.json.errors.some((e) => e.kind !== 'trailing-comma');
  if (broken || config.root?.kind !== 'object') return undefined;
  const rules = config.property('rules');
  if (rules !== undefined && rules.kind !== 'object') return undefined;
  const edits = setAt(config.json, ['rules', code], 'off');
  return edits.length === 0 ? undefined : { changes: { [uri]: textEdits(config, edits) } };
}

function createConfig(ctx: FeatureContext, code: string): WorkspaceEdit | undefined {
  if (!ctx.abilities.createFiles) return undefined;
  const uri = `${ctx.project.folder}/${CONFIG_FILE}`;
  const start = { line: 0, character: 0 };
  const newText = `${JSON.stringify({ rules: { [code]: 'off' } }, undefined, 2)}\n`;
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  };
}
