import { listText, whereText } from '../../cascade/conflicts/messages';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'duplicate-settings',
  severity: 'error',
  title: 'Two files of recording settings for one environment',
  kinds: ['settings'],
  check(ctx) {
    const others = new Map<string, string[]>();
    for (const { environment } of ctx.environments) {
      for (const uri of ctx.project.settingsOf(environment)) {
        if (uri === ctx.doc.uri) continue;
        const names = others.get(uri);
        if (names === undefined) others.set(uri, [environment.name]);
        else names.push(environment.name);
      }
    }
    const root = ctx.doc.root;
    if (others.size === 0 || root === undefined) return;
    const uris = [...others.keys()].sort();
    const where = whereText([...new Set([...others.values()].flat())]);
    ctx.report({
      start: root.start,
      end: root.start + 1,
      message: t(
        'This is not the only file of recording settings{where}: so is {files}. An org has one set of settings, and deploy refuses to guess which file it is. Keep one file, or give each environment its own by "include".',
        { where, files: listText(uris.map((uri) => ctx.project.pathOf(uri))) },
      ),
      related: uris.map((uri) => ({ uri, range: START, message: t('Another file of recording settings') })),
    });
  },
});

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
