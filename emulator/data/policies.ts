import type { PolicyBody, PolicyTarget } from '../../schemas/org-api';
import type { Random } from '../random';
import type { StoredGroup, StoredPolicy } from '../state/model';
import { type PolicyRow, policyTable } from './policy-table';

/** The policies of an org; `differs` changes a row, or leaves it out by returning undefined. */
export function demoPolicies(
  random: Random,
  groups: readonly StoredGroup[],
  differs: (row: PolicyRow, index: number) => PolicyRow | undefined = (row) => row,
): StoredPolicy[] {
  return policyTable.flatMap((row, i) => {
    const [id, version, targetIds] = [
      random.uuid(),
      random.integer(1, 9),
      row.targets.map(() => random.uuid()),
    ];
    const chosen = differs(row, i);
    if (!chosen) return [];
    const targets = chosen.targets.map((target, t) => toTarget(target, groups, targetIds[t]!));
    const policy: StoredPolicy = { id, version, payload: toPayload(chosen, targets) };
    return [chosen.listedWithoutEtag ? { ...policy, listedWithoutEtag: true } : policy];
  });
}

function toPayload(row: PolicyRow, targets: PolicyTarget[]): PolicyBody {
  const masks = row.masks ?? [];
  return {
    name: row.name,
    ...(row.about === undefined ? {} : { description: row.about }),
    enabled: !row.disabled,
    recordingType: 'SCREEN',
    targets,
    retentionDays: row.days,
    complianceSettings: {
      maskSensitiveData: row.masking ?? masks.length > 0,
      allowedMaskPatterns: masks,
      requireAgentConsent: row.consent ?? false,
    },
    priority: row.priority,
    evaluationMode: row.bestEffort ? 'BEST_EFFORT' : 'STRICT',
  };
}

function toTarget(target: string, groups: readonly StoredGroup[], otherId: string): PolicyTarget {
  if (target === 'user') return { type: 'USER', id: otherId };
  if (target === 'unknown') return { type: 'GROUP', id: otherId };
  if (target.startsWith('skill:')) return { type: 'SKILL', id: otherId };
  if (target.startsWith('location:')) return { type: 'LOCATION', id: otherId };
  const group = groups.find((candidate) => candidate.name === target);
  if (!group) throw new Error(`The data set has no group '${target}'.`);
  return { type: 'GROUP', id: group.id };
}
