import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import type { JsonNode } from '../../json/nodes';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { networkOf, prefixForAddress, rangesOf } from '../ip-ranges';

export const rule = defineRule({
  code: 'ip-range-invalid',
  severity: 'error',
  title: 'Not a network in CIDR notation',
  kinds: ['psr'],
  check(ctx) {
    for (const { text, index } of rangesOf(ctx.value)) {
      const network = networkOf(text);
      // ip-range-open speaks of the whole internet, however it is written.
      if (network !== undefined && (network.hostBits === undefined || network.prefix === 0)) continue;
      const node = ctx.node(['triggers', 'ipRanges', index])!;
      if (node.broken) continue;
      if (network === undefined) {
        const prefix = prefixForAddress(text);
        ctx.report({
          node,
          message:
            prefix === undefined
              ? t(
                  '"{text}" is no network in CIDR notation, so sessions from it are not recognised and not recorded. Write an address and a prefix length, such as 203.0.113.0/24 or 2001:db8::/32.',
                  { text },
                )
              : t(
                  '"{text}" is one address without a prefix length, so it is no network in CIDR notation and its sessions are not recorded. Write {text}/{prefix} for this address alone.',
                  { text, prefix },
                ),
          fixes: prefix === undefined ? [] : [write(node, `${text.trim()}/${prefix}`, true)],
        });
      } else {
        const { base, single } = network.hostBits!;
        ctx.report({
          node,
          severity: 'information',
          message: t(
            '"{text}" names an address within a network: all of {base} is meant by it. Write {base}, or {single} for the address alone.',
            { text, base, single },
          ),
          fixes: [write(node, base, false), write(node, single, false)],
        });
      }
    }
  },
});

function write(node: JsonNode, range: string, safe: boolean): Fix {
  return { title: t('Write {range}', { range }), safe, edits: () => replaceNode(node, range) };
}
