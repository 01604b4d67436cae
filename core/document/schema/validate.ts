import type { ErrorObject, ValidateFunction } from 'ajv';
import * as validators from '../../../schemas/generated/validators.js';
import type { Segment } from '../../json/nodes';
import type { DocumentKind } from '../kinds';

const BY_KIND: Readonly<Record<DocumentKind, ValidateFunction>> = {
  policy: validators.policy,
  mediaPolicy: validators.mediaPolicy,
  settings: validators.settings,
  psr: validators.psr,
  config: validators.config,
  tests: validators.tests,
};

const NONE: readonly ErrorObject[] = [];

/**
 * More violations than this are not looked at: the document is of another kind, and finding the place of each
 * takes time.
 */
const MAX_VIOLATIONS = 1000;

/** Violations of the kind's schema, by a validator compiled ahead of time. */
export function schemaErrors(kind: DocumentKind, value: unknown): readonly ErrorObject[] {
  const validate = BY_KIND[kind];
  if (validate(value)) return NONE;
  const errors = validate.errors ?? NONE;
  return errors.length > MAX_VIOLATIONS ? worst(errors) : errors;
}

/** As many as are looked at; unknown properties, the mildest, are given up first. */
function worst(errors: readonly ErrorObject[]): ErrorObject[] {
  const grave = errors.filter((e) => e.keyword !== 'additionalProperties');
  if (grave.length >= MAX_VIOLATIONS) return grave.slice(0, MAX_VIOLATIONS);
  const mild = errors.filter((e) => e.keyword === 'additionalProperties');
  return [...grave, ...mild.slice(0, MAX_VIOLATIONS - grave.length)];
}

/**
 * The path an RFC 6901 pointer names. Digits are taken for array indexes only under an array of the value.
 */
export function pathOf(pointer: string, value: unknown): Segment[] {
  if (pointer === '') return [];
  let at = value;
  return pointer
    .slice(1)
    .split('/')
    .map((raw) => {
      const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const segment: Segment = Array.isArray(at) ? Number(name) : name;
      at = (at as Record<Segment, unknown> | undefined)?.[segment];
      return segment;
    });
}
