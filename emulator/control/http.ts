import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseFaults } from '../faults/parse';
import { receive } from '../http/receive';
import { jsonResponse, send } from '../http/send';
import { parseOrgState } from '../state/parse';
import { commands } from './commands';
import type { OrgHandle } from './handle';

export const controlPrefix = '/__emulator';

type ControlAction = (handle: OrgHandle, body: unknown, query: URLSearchParams) => unknown;

const since = <T extends { n: number }>(records: readonly T[], query: URLSearchParams) =>
  records.filter((record) => record.n > Number(query.get('since') ?? 0));

const actions: Record<string, ControlAction> = {
  'GET /': (handle) => ({
    name: handle.name,
    url: handle.url,
    endpoints: Object.keys(actions),
    commands: Object.keys(commands),
  }),
  'GET /log': (handle, _, query) => since(handle.log, query),
  'GET /writes': (handle, _, query) => since(handle.writes, query),
  'DELETE /log': (handle) => handle.clearLog(),
  'GET /state': (handle) => handle.dump(),
  'PUT /state': (handle, body) => handle.load(parseOrgState(body, 'the state')),
  'POST /reset': (handle) => handle.reset(),
  'GET /faults': (handle) => handle.faults(),
  'POST /faults': (handle, body) => handle.addFaults(...parseFaults(body)),
  'DELETE /faults': (handle) => handle.clearFaults(),
  'POST /edit': (handle, body) => runCommand(handle, body),
};

/** The control API. Every error is the caller's: 400 with a message. */
export async function serveControl(
  handle: OrgHandle,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await receive(message);
  const path = request.path.slice(controlPrefix.length).replace(/\/$/, '') || '/';
  const action = actions[`${request.method} ${path}`];
  if (!action) {
    const known = Object.keys(actions).join(', ');
    return send(
      response,
      jsonResponse(404, {}, { message: `No '${request.method} ${path}'. There are: ${known}.` }),
    );
  }
  try {
    const body = request.body.length > 0 ? JSON.parse(request.body.toString('utf8')) : undefined;
    const result = action(handle, body, request.query);
    await send(
      response,
      result === undefined ? jsonResponse(204, {}, undefined) : jsonResponse(200, {}, result),
    );
  } catch (error) {
    await send(response, jsonResponse(400, {}, { message: (error as Error).message }));
  }
}

function runCommand(handle: OrgHandle, body: unknown): unknown {
  const { action, ...args } = (body ?? {}) as { action?: string } & Record<string, unknown>;
  if (action === undefined || !Object.hasOwn(commands, action)) {
    throw new Error(`No action '${action}'. There are: ${Object.keys(commands).join(', ')}.`);
  }
  return commands[action]!(handle, args as never);
}
