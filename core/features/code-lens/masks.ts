import type { CodeLens } from 'vscode-languageserver-types';
import { nodeAt, property } from '../../json/nodes';
import { t } from '../../l10n';
import type { FeatureContext } from '../shared/context';

/** Above the mask patterns of a document: which kinds of data they hide combined, and which stay readable. */
export function maskLenses(ctx: FeatureContext): CodeLens[] {
  const { doc, masks } = ctx;
  if (masks.list === undefined || (doc.kind !== 'policy' && doc.kind !== 'psr')) return [];
  const [owner, name] =
    doc.kind === 'psr' ? ['piiMasking', 'patterns'] : ['complianceSettings', 'allowedMaskPatterns'];
  const place = property(nodeAt(doc.root, [owner!]), name!);
  const patterns = (doc.value as Record<string, Record<string, unknown> | null> | undefined)?.[owner!]?.[
    name!
  ];
  if (place === undefined || !Array.isArray(patterns) || patterns.length === 0) return [];
  const { combined } = masks.list(patterns, doc.uri);
  if (combined === undefined) return [];
  const covered: string[] = [];
  const partly: string[] = [];
  const readable: string[] = [];
  for (const { kind, state, masked, partly: part } of combined.kinds) {
    if (state === 'covered') covered.push(kind);
    else if (masked + part > 0) partly.push(kind);
    else readable.push(kind);
  }
  const parts = [
    ...(covered.length > 0 ? [t('masks {kinds}', { kinds: covered.join(', ') })] : []),
    ...(partly.length > 0 ? [t('masks some {kinds}', { kinds: partly.join(', ') })] : []),
    ...(readable.length > 0 ? [t('leaves {kinds}', { kinds: readable.join(', ') })] : []),
    ...(combined.notEvaluated.length > 0
      ? [t('{count} not tried', { count: combined.notEvaluated.length })]
      : []),
  ];
  const range = doc.range(place.keyStart, place.keyEnd);
  return [{ range, command: { title: parts.join(' · '), command: '' } }];
}
