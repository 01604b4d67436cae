import type { OrgFacts } from '../../../core/index/org-facts';
import type { RemotePolicy } from '../../backends/backend';
import { slotOf } from '../../model/order/slots';
import type { PolicyPayload } from '../../model/policy/payload';
import { policiesAfterDeploy } from './blockers';
import type { LoweredTarget } from './lowered';
import type { PlannedChange } from './plan';

/**
 * What each target loses by the policies that hold for it before and after the deploy, where the lowest
 * priority number decides. Two policies of one number on a target are no certain winner, and nothing is said
 * of it.
 */
export function loweredTargets(
  changes: readonly PlannedChange[],
  remotes: readonly RemotePolicy[],
  facts: OrgFacts | undefined,
): LoweredTarget[] {
  const before = winners(remotes.map((r) => r.payload));
  const retired = new Set(changes.flatMap((c) => (c.irreversible === 'retire' ? [c.id] : [])));
  const staying = remotes.filter((r) => !retired.has(r.id));
  const after = winners(policiesAfterDeploy(changes, staying).map((s) => s.payload));
  return [...before].flatMap(([target, was]) => {
    if (was === undefined) return [];
    if (after.has(target) && after.get(target) === undefined) return [];
    const losses = lossesOf(was, after.get(target));
    return losses.length === 0 ? [] : [{ target, name: targetName(target, facts), losses }];
  });
}

/** The policy that holds for each target; undefined where two have the same number. */
function winners(payloads: readonly PolicyPayload[]): Map<string, PolicyPayload | undefined> {
  const best = new Map<string, { readonly priority: number; readonly payload: PolicyPayload | undefined }>();
  for (const payload of payloads) {
    const { enabled, priority, targets } = slotOf(payload);
    if (!enabled) continue;
    for (const target of targets) {
      const now = best.get(target);
      if (now === undefined || priority < now.priority) best.set(target, { priority, payload });
      else if (priority === now.priority) best.set(target, { priority, payload: undefined });
    }
  }
  return new Map([...best].map(([target, { payload }]) => [target, payload]));
}

function lossesOf(was: PolicyPayload, is: PolicyPayload | undefined): string[] {
  if (is === undefined) return ['not recorded any more'];
  const [old, now] = [was.complianceSettings, is.complianceSettings];
  const dropped = (old?.allowedMaskPatterns ?? []).filter(
    (p) => !(now?.allowedMaskPatterns ?? []).includes(p),
  );
  const masked = old?.maskSensitiveData === true;
  const [days, left] = [was.retentionDays, is.retentionDays];
  return [
    ...(masked && now?.maskSensitiveData !== true ? ['unmasked'] : []),
    ...(masked && now?.maskSensitiveData === true && dropped.length > 0
      ? [dropped.length === 1 ? '1 mask pattern fewer' : `${dropped.length} mask patterns fewer`]
      : []),
    ...(old?.requireAgentConsent === true && now?.requireAgentConsent !== true ? ['without consent'] : []),
    ...(days !== undefined && left !== undefined && left < days ? [`${days} → ${left} days`] : []),
    ...(was.evaluationMode === 'STRICT' && is.evaluationMode === 'BEST_EFFORT'
      ? ['best effort in place of strict']
      : []),
  ];
}

function targetName(target: string, facts: OrgFacts | undefined): string {
  const [type = '', ...rest] = target.split(':');
  const id = rest.join(':').toLowerCase();
  const group = type === 'GROUP' ? facts?.groups?.value.get(id) : undefined;
  const name = group?.name ?? facts?.names?.value.get(`${type}:${id}`) ?? target;
  const members = group?.activeMembers ?? group?.members;
  if (members === undefined) return name;
  return `${name}, ${members} ${members === 1 ? 'member' : 'members'}`;
}
