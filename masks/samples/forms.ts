import type { SampleForm, SensitiveSample } from './types';

export function group(number: string, sizes: readonly number[], delimiter: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(number.slice(at, at + size));
    at += size;
  }
  return parts.join(delimiter);
}

/** One number as people type it: plain, spaced, hyphened. */
export function inForms(
  about: Pick<SensitiveSample, 'kind' | 'label' | 'core'>,
  number: string,
  sizes: readonly number[],
  delimiters: Partial<Record<SampleForm, string>> = { plain: '', spaced: ' ', hyphened: '-' },
): SensitiveSample[] {
  return Object.entries(delimiters).map(([form, delimiter]) => ({
    ...about,
    form: form as SampleForm,
    text: group(number, sizes, delimiter),
  }));
}
