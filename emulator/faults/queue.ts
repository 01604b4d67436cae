import type { ReceivedRequest } from '../http/request';
import type { Random } from '../random';
import { matches } from './match';
import { type Fault, type FaultOutcome, type Preparation, preparations } from './types';

interface ScriptedFault {
  fault: Fault;
  seen: number;
  played: number;
}

/** The faults applied to one request: any number of preparations, then at most one outcome. */
export interface MatchedFault {
  preparations: Preparation[];
  outcome: FaultOutcome | undefined;
}

/** The faults scripted for one org, in the order in which they were added. */
export class FaultQueue {
  private scripted: ScriptedFault[] = [];

  constructor(private readonly random: Random) {}

  add(...faults: Fault[]): void {
    this.scripted.push(...faults.map((fault) => ({ fault, seen: 0, played: 0 })));
  }

  clear(): void {
    this.scripted = [];
  }

  /** Each fault, and how often it was applied. */
  list(): { fault: Fault; played: number }[] {
    return this.scripted.map(({ fault, played }) => ({ fault, played }));
  }

  next(request: ReceivedRequest, operation: string | undefined): MatchedFault {
    const found: MatchedFault = { preparations: [], outcome: undefined };
    for (const scripted of this.scripted) {
      if (!matches(scripted.fault.match ?? {}, request, operation)) continue;
      scripted.seen++;
      if (!this.isDue(scripted)) continue;
      const action = scripted.fault.do;
      if (isPreparation(action)) found.preparations.push(action);
      else if (found.outcome) continue;
      else found.outcome = action;
      scripted.played++;
    }
    return found;
  }

  private isDue({ fault, seen, played }: ScriptedFault): boolean {
    const times = fault.times ?? 1;
    if (seen < (fault.nth ?? 1) || (times !== 'always' && played >= times)) return false;
    return fault.probability === undefined || this.random.chance(fault.probability);
  }
}

function isPreparation(action: Fault['do']): action is Preparation {
  return (preparations as readonly string[]).includes(action.kind);
}
