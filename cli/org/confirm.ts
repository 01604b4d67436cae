import type { Plan } from '../../org/commands/plan/plan';
import type { Approval, ApprovalRequest } from '../../org/commands/session';
import { OrgError } from '../../org/transport/errors/org-error';
import { sanitiseForTerminal } from '../terminal/text';
import type { OrgTerminal } from './terminal';

/** `--yes` as given: absent, plain (an empty text), or with an environment's name. */
export type GivenApproval = string | undefined;

/**
 * How a change gets its approval: by `--yes` in advance, or by an answer on the terminal. What is to happen
 * has been shown before.
 */
export function approvalOf(
  terminal: OrgTerminal,
  yes: GivenApproval,
  question: (plan: Plan) => string,
  signal: AbortSignal,
): ApprovalRequest {
  if (yes === undefined) return { confirm: (plan) => askForApproval(terminal, plan, question(plan), signal) };
  return {
    inAdvance: true,
    confirm: async (plan) => {
      if (yes !== '' && yes !== plan.environment)
        throw refuseApproval(plan, `--yes=${yes} confirms another environment than ${plan.environment}`);
      return yes === '' ? { approved: true } : { approved: true, typedName: yes };
    },
  };
}

async function askForApproval(
  terminal: OrgTerminal,
  plan: Plan,
  question: string,
  signal: AbortSignal,
): Promise<Approval> {
  if (!terminal.interactive) throw refuseApproval(plan, 'there is no terminal to confirm this on');
  const asking = sanitiseForTerminal(question);
  if (!plan.protected) {
    const answer = await terminal.ask(`${asking} [y/N] `, signal);
    return { approved: /^\s*y(es)?\s*$/i.test(answer ?? '') };
  }
  const answer = await terminal.ask(
    `${asking} ${sanitiseForTerminal(plan.environment)} is protected: type its name to confirm: `,
    signal,
  );
  const typedName = answer?.trim() ?? '';
  return { approved: typedName !== '', typedName };
}

function refuseApproval(plan: Plan, what: string): OrgError {
  return new OrgError({
    kind: 'not-confirmed',
    org: plan.org,
    what,
    written: 'Nothing was written.',
    advice: `Once the plan is what you mean, add --yes${plan.protected ? `=${plan.environment}` : ''}.`,
  });
}
