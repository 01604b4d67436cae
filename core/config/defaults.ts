/**
 * `<Department>_<Purpose>_Recording`: at least two words before the last. Linear in time, so it may run
 * anywhere.
 */
export const DEFAULT_NAMING_PATTERN = '^[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)+_Recording$';
