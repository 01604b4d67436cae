import type { Exchange, HttpResponse } from '../http/exchange';

export function getEnvironmentRetention({ org }: Exchange): HttpResponse {
  return { status: 200, body: { minimumRetentionDays: org.state.minimumRetentionDays } };
}
