// Makes everything that is derived from a source in the repository: validators and types from schemas/, the
// list of rules from core/rules/, their pages under docs/rules/, the message bundle of l10n/. Run before
// building, checking or testing.
import { existsSync } from 'node:fs';
import { generateMessages } from './generate/messages.mjs';
import { generatePages } from './generate/pages.mjs';
import { generateRules } from './generate/rules.mjs';
import { generateTypes } from './generate/types.mjs';
import { generateValidators } from './generate/validators.mjs';

const started = Date.now();
await generateRules();
await generateValidators();
await generateTypes();
await generatePages();
await generateMessages();
if (existsSync(new URL('./generate/openapi.mjs', import.meta.url))) {
  const { generateOpenApi } = await import('./generate/openapi.mjs');
  await generateOpenApi();
}
console.log(`generated in ${Date.now() - started} ms`);
