/** One line below a policy. */
export interface ReportDetail {
  readonly kind: 'reason' | 'retention' | 'masks' | 'agent' | 'match' | 'collision' | 'place';
  readonly text: string;
}
