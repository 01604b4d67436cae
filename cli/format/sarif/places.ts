import type { Range } from '../../../core/text/lines';

/**
 * The base that relative addresses are resolved against: the root of the checked-out sources, as code
 * scanning calls it.
 */
export const BASE = '%SRCROOT%';

/**
 * A relative reference (RFC 3986) to a file: encodeURI alone would leave "#" and "?" of a name to be read as
 * what parts an address.
 */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

export function artifactLocation(file: string) {
  return { uri: uriOf(file), uriBaseId: BASE };
}

/** Lines and columns count from 1. */
export function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

export function location(file: string, range: Range) {
  return { physicalLocation: { artifactLocation: artifactLocation(file), region: region(range) } };
}
