import type { Answer, Exchange } from '../http/exchange';

export function getEnvironmentRetention({ org }: Exchange): Answer {
  return { status: 200, body: { minimumRetentionDays: org.state.minimumRetentionDays } };
}
