import type { EngineEvent } from '../../org/commands/events';
import { coloursFor } from '../terminal/colour';
import type { OrgWork } from './run';
import { targetNamesFrom } from './show/names';
import { planPretty } from './show/plan-pretty';

/** Call options that also print the plan the engine is about to ask about. */
export async function showingPlan(
  { engine, project, terminal, call }: OrgWork,
  environment: string,
): Promise<OrgWork['call']> {
  const names = targetNamesFrom(
    await project.environment(environment),
    await engine.cachedFacts(environment),
  );
  return {
    signal: call.signal,
    onEvent: (event: EngineEvent) => {
      call.onEvent(event);
      if (event.type === 'plan')
        terminal.out(planPretty(event.plan, coloursFor(terminal.stdout, terminal.env), names));
    },
  };
}
