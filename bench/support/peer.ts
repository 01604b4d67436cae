import { getLanguageService, type LanguageService, TextDocument } from 'vscode-json-languageservice';
import policySchema from '../../schemas/policy.schema.json';

/**
 * The peer: the JSON language service of VS Code with the policy schema. It does a part of the work: one
 * file, schema only.
 */
export function makePeer(): (text: string) => Promise<number> {
  const service: LanguageService = getLanguageService({});
  service.configure({
    validate: true,
    allowComments: true,
    schemas: [{ uri: 'recpolicy:policy', fileMatch: ['*.recpolicy.json'], schema: policySchema as object }],
  });
  let version = 0;
  return async (text) => {
    const doc = TextDocument.create('file:///project/policy.recpolicy.json', 'jsonc', ++version, text);
    const found = await service.doValidation(doc, service.parseJSONDocument(doc));
    return found.length;
  };
}
