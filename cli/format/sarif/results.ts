import { inert } from '../../../core/text/one-line';
import type { FindingDetails } from '../../validate/details';
import type { ReportedDiagnostic } from '../report';
import { artifactLocation, location, region } from './places';
import { LEVEL } from './rules';

/** A finding to be written as a result. */
export interface Reported {
  readonly diagnostic: ReportedDiagnostic;
  /** Why it does not count; undefined where it does. */
  readonly suppression?: Suppression;
}

/** As SARIF has it: by a comment in the file, or by something outside of it. */
export interface Suppression {
  readonly kind: 'inSource' | 'external';
  readonly justification: string;
}

/** Writes findings as SARIF results. */
export class ResultWriter {
  /** How often each fingerprint of a file came up so far. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly codes: readonly string[],
    private readonly details: ReadonlyMap<ReportedDiagnostic, FindingDetails>,
  ) {}

  write({ diagnostic: d, suppression }: Reported) {
    const details = this.details.get(d);
    return {
      ruleId: d.code,
      ruleIndex: this.codes.indexOf(d.code),
      level: LEVEL[d.severity],
      message: { text: inert(d.message) },
      locations: [location(d.file, d.range)],
      ...(details === undefined
        ? {}
        : { partialFingerprints: { primaryLocationLineHash: this.fingerprint(d, details) } }),
      ...(d.related.length === 0 ? {} : { relatedLocations: relatedLocations(d) }),
      ...(details === undefined ? {} : fixes(d, details)),
      ...(suppression === undefined
        ? {}
        : {
            suppressions: [
              { kind: suppression.kind, status: 'accepted', justification: inert(suppression.justification) },
            ],
          }),
    };
  }

  /** Code scanning compares this one alone, and tells findings that share it apart by a number. */
  private fingerprint({ file }: ReportedDiagnostic, { fingerprint }: FindingDetails): string {
    const key = `${file}\0${fingerprint}`;
    const n = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, n);
    return `${fingerprint}:${n}`;
  }
}

function relatedLocations(d: ReportedDiagnostic) {
  return d.related.map((r, id) => ({
    id,
    ...location(r.file, r.range),
    message: { text: inert(r.message) },
  }));
}

function fixes(d: ReportedDiagnostic, details: FindingDetails) {
  const usable = details.fixes.filter(({ edits }) => edits.length > 0);
  if (usable.length === 0) return {};
  return {
    fixes: usable.map(({ title, edits }) => ({
      description: { text: inert(title) },
      artifactChanges: [
        {
          artifactLocation: artifactLocation(d.file),
          replacements: edits.map(({ range, newText }) => ({
            deletedRegion: region(range),
            ...(newText === '' ? {} : { insertedContent: { text: newText } }),
          })),
        },
      ],
    })),
  };
}
