const CHANGES: ReadonlySet<string> = new Set([
  ...['edit', 'delete', 'add', 'create', 'update', 'write', 'manage', 'assign', 'grant', 'admin', 'all', '*'],
]);

/**
 * Areas in which every change matters: who may do what, who exists, what is billed, what is logged, how the
 * org is set up.
 */
const AREAS =
  /^(?:security|authorization|roles?|permissions?|billing|users?|organi[sz]ations?|audits?|audit ?logs?|oauth|retention)$/;

/**
 * Things that matter whatever their area, and as an area of their own: how recordings are made, kept,
 * encrypted and deleted.
 */
const OBJECTS =
  /^(?:roles?|permissions?|grants?|users?|billing|audits?|audit ?logs?|organi[sz]ation(?:s| settings)?|oauth ?clients?|password ?(?:polic(?:y|ies)|requirements?)|(?:(?:screen|media|quality) ?)?(?:recording|retention) ?polic(?:y|ies)|quality ?polic(?:y|ies)|(?:data ?)?retention|encryption ?keys?|recording ?encryption ?keys?|data ?residency|screen ?recordings?|privileged session recording)$/;

/** Objects that are critical within recording and quality management. */
const RECORDING = /polic(?:y|ies)|settings?|retention|encryption/;

/**
 * Whether a permission lets its holder change something critical. Takes `Area > Object > Action` and `Object
 * > Action` as the console shows them, `area:object:action` as the API names it, and `Area Action` as people
 * write it.
 */
export function isCritical(permission: string): boolean {
  const parts = partsOf(permission);
  if (parts.length === 1) return parts[0] === '*' || parts[0] === 'all';
  const action = parts.at(-1)!;
  if (!CHANGES.has(action)) return false;
  const area = parts[0]!;
  if (area === '*' || AREAS.test(area)) return true;
  const objects = parts.slice(1, -1);
  if (OBJECTS.test(area) || objects.some((o) => OBJECTS.test(o))) return true;
  return (
    /^(?:recordings?|quality|screen recording)$/.test(area) &&
    objects.some((o) => o === '*' || RECORDING.test(o))
  );
}

function partsOf(permission: string): string[] {
  // Words run together in the API: retentionPolicy, auditLogs.
  const spaced = permission.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const parts = spaced
    .split(/[>:/]/)
    .map((p) => p.trim())
    .filter((p) => p !== '');
  if (parts.length !== 1) return parts;
  // "Password Policies Edit": the last word is the action, the rest is what it acts on.
  const words = parts.join('').split(/\s+/);
  return words.length < 2 ? words : [words.slice(0, -1).join(' '), words.slice(-1).join('')];
}
