const CHANGES: ReadonlySet<string> = new Set([
  ...['edit', 'delete', 'add', 'create', 'update', 'write', 'manage', 'assign', 'grant', 'admin', 'all', '*'],
]);

/** Areas in which every change matters: who may do what, what is billed, what is logged, how the org is set up. */
const AREAS =
  /^(?:security|authorization|roles?|permissions?|billing|organi[sz]ations?|audits?|audit ?logs?|oauth)$/;

/** Things that matter whatever their area: how recordings are made, kept, encrypted and deleted, and the list above again. */
const OBJECTS =
  /^(?:roles?|permissions?|grants?|billing|audits?|audit ?logs?|organi[sz]ation(?:s| settings)?|oauth ?clients?|password ?polic(?:y|ies)|(?:(?:screen|media|quality) ?)?(?:recording|retention) ?polic(?:y|ies)|quality ?polic(?:y|ies)|encryption ?keys?|privileged session recording)$/;

/** Objects that are critical within recording and quality management. */
const RECORDING = /polic(?:y|ies)|settings?|retention|encryption/;

/**
 * Whether a permission lets its holder change something critical. Takes `Area > Object > Action` as the console shows it,
 * `area:object:action` as the API names it, and `Area Action` as people write it.
 */
export function isCritical(permission: string): boolean {
  const parts = partsOf(permission);
  if (parts.length === 1) return parts[0] === '*' || parts[0] === 'all';
  const action = parts.at(-1)!;
  if (!CHANGES.has(action)) return false;
  const area = parts[0]!;
  if (area === '*' || AREAS.test(area)) return true;
  const objects = parts.slice(1, -1);
  if (objects.some((o) => OBJECTS.test(o))) return true;
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
  return parts.length === 1 ? parts[0]!.split(/\s+/) : parts;
}
