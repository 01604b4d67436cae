/** A policy without a fault, with the given members in place of its own; undefined leaves one out. */
export function policy(members: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    {
      name: 'Payments_Calls_Recording',
      description: 'Calls of the payments desk',
      enabled: true,
      recordingType: 'SCREEN',
      targets: [{ type: 'GROUP', id: '2f6d3c1a-0000-4000-8000-000000000001' }],
      retentionDays: 90,
      priority: 100,
      evaluationMode: 'STRICT',
      ...members,
    },
    null,
    2,
  );
}
