import type { Plan } from '../../org/commands/plan/plan';
import type { Approval, ApprovalRequest } from '../../org/commands/session';
import { OrgError } from '../../org/transport/errors/org-error';
import { plain } from '../terminal/text';
import type { OrgTerminal } from './terminal';

/** `--yes` as given: absent, plain (an empty text), or with an environment's name. */
export type Yes = string | undefined;

/** How a change gets its approval: by `--yes` in advance, or by an answer on the terminal. What is to happen has been shown before. */
export function approvalOf(
  terminal: OrgTerminal,
  yes: Yes,
  question: (plan: Plan) => string,
  signal: AbortSignal,
): ApprovalRequest {
  if (yes === undefined) return { confirm: (plan) => asked(terminal, plan, question(plan), signal) };
  return {
    inAdvance: true,
    confirm: async (plan) => {
      if (yes !== '' && yes !== plan.environment)
        throw refused(plan, `--yes=${yes} confirms another environment than ${plan.environment}`);
      return yes === '' ? { approved: true } : { approved: true, typedName: yes };
    },
  };
}

async function asked(
  terminal: OrgTerminal,
  plan: Plan,
  question: string,
  signal: AbortSignal,
): Promise<Approval> {
  if (!terminal.interactive) throw refused(plan, 'there is no terminal to confirm this on');
  const asking = plain(question);
  if (!plan.protected) {
    const answer = await terminal.ask(`${asking} [y/N] `, signal);
    return { approved: /^\s*y(es)?\s*$/i.test(answer ?? '') };
  }
  const answer = await terminal.ask(
    `${asking} ${plain(plan.environment)} is protected: type its name to confirm: `,
    signal,
  );
  const typedName = answer?.trim() ?? '';
  return { approved: typedName !== '', typedName };
}

function refused(plan: Plan, what: string): OrgError {
  return new OrgError({
    kind: 'not-confirmed',
    org: plan.org,
    what,
    written: 'Nothing was written.',
    advice: `Once the plan is what you mean, add --yes${plan.protected ? `=${plan.environment}` : ''}.`,
  });
}
