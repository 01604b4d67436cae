/** What rules ask about mask patterns. Answers come at once: from memory, or `undefined` while they are being worked out. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the analysis of masks
export interface MaskOracle {}
