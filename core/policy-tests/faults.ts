import type { Path } from '../json/nodes';
import { t } from '../l10n';

type Values = Readonly<Record<string, unknown>>;
type ShapeCheck = (value: unknown) => boolean;

const isText: ShapeCheck = (v) => typeof v === 'string';
const isTexts: ShapeCheck = (v) => Array.isArray(v) && v.every(isText);
const isNumber: ShapeCheck = (v) => typeof v === 'number';

const AGENT: Readonly<Record<string, ShapeCheck>> = {
  groups: isTexts,
  location: isText,
  skills: isTexts,
  user: isText,
};
const EXPECT: Readonly<Record<string, ShapeCheck>> = {
  policy: (v) => v === null || isText(v),
  retentionDays: isNumber,
  masks: isTexts,
  leaves: isTexts,
  evaluationMode: (v) => v === 'STRICT' || v === 'BEST_EFFORT',
  consent: (v) => typeof v === 'boolean',
};

/**
 * Why a test does not say what its author meant: a name nobody knows, a value that cannot be judged, or
 * nothing expected at all. Such a test would pass whatever the policies say.
 */
export function faultOf(
  agent: Values,
  expect: Values,
): { readonly path: Path; readonly message: string } | undefined {
  if (Object.keys(expect).length === 0) {
    return {
      path: ['expect'],
      message: t(
        'The test expects nothing, so it would pass whatever happens. It was not run. Add "policy", "retentionDays", "masks", "leaves", "evaluationMode" or "consent".',
      ),
    };
  }
  return faultIn('agent', agent, AGENT) ?? faultIn('expect', expect, EXPECT);
}

function faultIn(
  owner: string,
  values: Values,
  checks: Readonly<Record<string, ShapeCheck>>,
): { readonly path: Path; readonly message: string } | undefined {
  for (const [name, value] of Object.entries(values)) {
    const path = [owner, name];
    if (!Object.hasOwn(checks, name)) {
      const known = Object.keys(checks).join(', ');
      return {
        path,
        message: t(
          'There is no "{name}" in "{owner}", so the test does not check what was meant. It was not run. Known there: {known}.',
          { name, owner, known },
        ),
      };
    }
    if (!checks[name]!(value)) {
      return {
        path,
        message: t(
          'The value of "{name}" in "{owner}" is of the wrong type and cannot be judged. The test was not run. Mend what is reported on the file.',
          { name, owner },
        ),
      };
    }
  }
  return undefined;
}
