import { ALWAYS_ON } from '../../config/config';
import { isRecord } from '../../config/read';
import { replaceNode } from '../../edit/edits';
import { removeProperty } from '../../edit/remove';
import {
  GlobList,
  type GlobProblem,
  MAX_ALTERNATIVES,
  MAX_GLOB_LENGTH,
  MAX_LIST_SIZE,
} from '../../globs/globs';
import type { Path } from '../../json/nodes';
import { t } from '../../l10n';
import type { RuleContext } from '../api';

/** What no JSON Schema can say about the project configuration. */
export function checkConfig(ctx: RuleContext): void {
  if (!isRecord(ctx.value)) return;
  checkPullFolder(ctx, ctx.value['pullFolder']);
  if (isRecord(ctx.value['rules']) && ctx.value['rules'][ALWAYS_ON] === 'off') cannotBeOff(ctx);
  if (ctx.value['namingPattern'] !== undefined) checkPattern(ctx, ctx.value['namingPattern']);
  if (isRecord(ctx.value['priorityBands'])) checkBands(ctx, ctx.value['priorityBands']);
  if (isRecord(ctx.value['environments'])) {
    for (const [name, entry] of Object.entries(ctx.value['environments']))
      if (isRecord(entry) && Array.isArray(entry['include'])) {
        checkGlobs(ctx, name, entry['include']);
        checkBounds(ctx, ['environments', name, 'include'], entry['include']);
      }
  }
  if (Array.isArray(ctx.value['ignore'])) checkBounds(ctx, ['ignore'], ctx.value['ignore']);
}

function cannotBeOff(ctx: RuleContext): void {
  const path = ['rules', ALWAYS_ON];
  ctx.report({
    at: path,
    severity: 'warning',
    message: t(
      '{code} cannot be off, so this has no effect: a file that cannot be read would pass unnoticed, and is never deployed. Remove the entry, or mend the files it was written for.',
      { code: ALWAYS_ON },
    ),
    fixes: [
      {
        title: t('Remove "{name}"', { name: ALWAYS_ON }),
        safe: true,
        edits: () => removeProperty(ctx.doc.text, ctx.node(['rules'])!, ctx.property(path)!),
      },
    ],
  });
}

function checkPattern(ctx: RuleContext, pattern: unknown): void {
  if (typeof pattern !== 'string') return;
  try {
    // Compiled and never run here: compiling takes no time that grows with backtracking.
    new RegExp(pattern);
  } catch (error) {
    const reason = String((error as Error).message).replace(/^Invalid regular expression: /, '');
    ctx.report({
      at: ['namingPattern'],
      message: t(
        'The naming pattern does not compile ({reason}), so no policy name is checked. Mend it, or remove it to use the default.',
        { reason },
      ),
    });
  }
}

interface Band {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

function checkBands(ctx: RuleContext, entries: Record<string, unknown>): void {
  const bands: Band[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (!Array.isArray(entry) || entry.length !== 2) continue;
    const [low, high] = entry as unknown[];
    if (!Number.isInteger(low) || !Number.isInteger(high)) continue;
    const band = { name, low: low as number, high: high as number };
    if (band.low > band.high) reversed(ctx, band);
    else bands.push(band);
  }
  // In order of their places in the file, each against those above it.
  for (const [i, band] of bands.entries()) {
    const other = bands.slice(0, i).find((b) => b.low <= band.high && band.low <= b.high);
    if (other !== undefined) overlapping(ctx, band, other);
  }
}

function reversed(ctx: RuleContext, band: Band): void {
  const node = ctx.node(['priorityBands', band.name])!;
  ctx.report({
    node,
    message: t(
      'Band "{name}" goes from {low} down to {high}, so no priority is in it. The lower number stands first.',
      { ...band },
    ),
    fixes: [
      {
        title: t('Swap the numbers'),
        safe: true,
        edits: () => [...replaceNode(node.items![0]!, band.high), ...replaceNode(node.items![1]!, band.low)],
      },
    ],
  });
}

function overlapping(ctx: RuleContext, band: Band, other: Band): void {
  const first = ctx.node(['priorityBands', other.name])!;
  ctx.report({
    at: ['priorityBands', band.name],
    message: t(
      'Bands "{name}" ({low} to {high}) and "{other}" ({otherLow} to {otherHigh}) share priorities, so which band a policy is in is not decided. Part them.',
      { ...band, other: other.name, otherLow: other.low, otherHigh: other.high },
    ),
    related: [
      {
        uri: ctx.doc.uri,
        range: ctx.doc.range(first.start, first.end),
        message: t('Band "{name}"', { name: other.name }),
      },
    ],
  });
}

/** Globs that no path within a project can match. */
function checkGlobs(ctx: RuleContext, name: string, globs: readonly unknown[]): void {
  for (const [i, glob] of globs.entries()) {
    if (typeof glob !== 'string') continue;
    const node = ctx.node(['environments', name, 'include', i])!;
    if (glob.trim() !== '' && !closesBrackets(glob)) {
      ctx.report({
        node,
        severity: 'warning',
        message: t(
          'In the pattern {glob} a bracket is not closed, so it is taken for a part of a name and hardly matches any file of {name}. Close it.',
          { glob, name },
        ),
      });
      continue;
    }
    // A backslash may quote a wildcard; before a letter or "**" it was meant to part folders.
    if (/\\(?:[\w.-]|\*\*)/.test(glob)) {
      const forward = glob.replaceAll('\\', '/');
      ctx.report({
        node,
        severity: 'warning',
        message: t(
          'The pattern {glob} has backslashes, which quote the next character: it matches no file in a folder. Write "/" between folders.',
          { glob },
        ),
        fixes: [
          { title: t('Write "{forward}"', { forward }), safe: true, edits: () => replaceNode(node, forward) },
        ],
      });
    } else if (/^!?(?:\/|[A-Za-z]:|\.\.(?:\/|$))/.test(glob)) {
      ctx.report({
        node,
        severity: 'warning',
        message: t(
          'The pattern {glob} points outside the project, so it matches no file of {name}. Patterns are relative to the folder of this file, such as "policies/**".',
          { glob, name },
        ),
      });
    }
  }
}

/** Globs that are not used, since they are of a kind we do not read, or trying them could take too long. */
function checkBounds(ctx: RuleContext, path: Path, globs: readonly unknown[]): void {
  // Places count: what is no text keeps its own.
  const texts = globs.map((g) => (typeof g === 'string' ? g : ''));
  for (const { index, problem } of new GlobList(texts).unused)
    ctx.report({ at: [...path, index], message: boundMessage(problem) });
}

function boundMessage(problem: GlobProblem): string {
  switch (problem) {
    case 'too-long':
      return t(
        'This pattern has over {limit} characters, so it is not used and matches no file. Shorten it, or part it in several.',
        { limit: MAX_GLOB_LENGTH },
      );
    case 'too-many-choices':
      return t(
        'The braces of this pattern stand for over {limit} patterns, so it matches no file. Use `*`, or part it in several.',
        { limit: MAX_ALTERNATIVES },
      );
    case 'list-too-large':
      return t(
        'The patterns of this list are too many, so this one matches no file. All together may have {limit} characters, braces written out.',
        { limit: MAX_LIST_SIZE },
      );
    case 'extended':
      return t(
        'This pattern uses `@(…)`, `!(…)` or the like, which is not supported, so it matches no file. Write a choice as `{a,b}`.',
      );
  }
}

/** Whether every bracket that begins a set or a choice is closed. */
function closesBrackets(glob: string): boolean {
  const open: string[] = [];
  for (const c of glob.replaceAll(/\\./g, '')) {
    if (open.at(-1) === ']') {
      if (c === ']') open.pop();
    } else if (c === '[') open.push(']');
    else if (c === '{') open.push('}');
    else if (c === '}' && open.at(-1) === '}') open.pop();
  }
  return open.length === 0;
}

/** A pull writes within the project, whatever the configuration says. */
function checkPullFolder(ctx: RuleContext, folder: unknown): void {
  if (typeof folder !== 'string' || !/^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(folder)) return;
  ctx.report({
    at: ['pullFolder'],
    message: t(
      'The folder {folder} lies outside the project, and a pull writes nothing there. Name a folder relative to this file, such as "policies".',
      { folder },
    ),
  });
}
