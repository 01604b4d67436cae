/** Characters that open completion without being asked: a name or value starts, a variable opens. */
export const COMPLETION_TRIGGERS: readonly string[] = ['"', ':', '{'];
