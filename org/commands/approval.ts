import { CancelledError } from '../transport/errors/kinds';
import { OrgError } from '../transport/errors/org-error';
import type { Plan } from './plan/plan';
import type { ApprovalRequest, OrgSession } from './session';

/** Shows the plan and asks; throws unless it was approved as this environment demands. */
export async function approve(session: OrgSession, plan: Plan, request: ApprovalRequest): Promise<void> {
  session.emit({ type: 'plan', plan });
  session.emit({ type: 'phase', phase: 'confirm', message: 'Waiting for the confirmation' });
  const approval = await request.confirm(plan);
  if (session.signal?.aborted) throw new CancelledError(plan.org, 'Nothing was written.');
  const named = !plan.protected || approval.typedName === plan.environment;
  if (approval.approved && named) return;
  throw new OrgError({
    kind: 'not-confirmed',
    org: plan.org,
    what: approval.approved
      ? `"${plan.environment}" is protected and its name was not typed`
      : 'the changes were not confirmed',
    written: 'Nothing was written.',
    advice: plan.protected
      ? `Confirm by typing ${plan.environment} (or --yes=${plan.environment}).`
      : 'Confirm the plan to go on (or use --yes).',
  });
}
