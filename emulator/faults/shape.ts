import type { HttpResponse } from '../http/exchange';
import type { ReceivedRequest } from '../http/request';
import type { ShapeChange } from './types';

type ResponseBody = Record<string, unknown>;

/** The real response with one thing made wrong. */
export function reshape(change: ShapeChange, answer: HttpResponse, request: ReceivedRequest): HttpResponse {
  if (typeof answer.body !== 'object' || answer.body === null) return answer;
  const body = structuredClone(answer.body) as ResponseBody;
  const headers = { ...answer.headers };
  if (change === 'without-etag') delete headers.ETag;
  return { ...answer, headers, body: changes[change](body, answer, request) };
}

const changes: Record<
  ShapeChange,
  (body: ResponseBody, answer: HttpResponse, request: ReceivedRequest) => unknown
> = {
  'list-null': (body) => ({ ...body, [listKey(body)]: null }),
  'list-missing': ({ ...body }) => {
    delete body[listKey(body)];
    return body;
  },
  'list-object': (body) => ({ ...body, [listKey(body)]: { ...(body[listKey(body)] as object) } }),
  'body-array': (body) => [body],
  'body-null': () => null,
  'numeric-ids': (body) => eachEntity(body, (entity, i) => ({ ...entity, id: i + 1 })),
  'extra-fields': (body) => ({
    ...eachEntity(body, (entity) => ({ ...entity, addedByANewerServer: { nested: [1, null] } })),
    addedByANewerServer: true,
  }),
  'without-etag': (body) =>
    eachEntity(body, ({ ...entity }) => {
      delete entity.etag;
      return entity;
    }),
  'page-count-high': (body) => ({ ...body, pageCount: (body.pageCount as number) + 1 }),
  'page-count-low': (body) => ({ ...body, pageCount: 1 }),
  'total-wrong': (body) => ({ ...body, total: (body.total as number) + 7 }),
  'duplicate-names': (body) => {
    const first = (body[listKey(body)] as ResponseBody[] | undefined)?.[0]?.name;
    return eachEntity(body, (entity) => ({ ...entity, name: first }));
  },
  'repeated-cursor': (body, answer, request) => ({
    ...body,
    cursor: request.query.get('cursor') ?? answer.startCursor,
  }),
  'empty-page-with-cursor': (body, answer) => ({ ...body, [listKey(body)]: [], cursor: answer.startCursor }),
};

function listKey(body: ResponseBody): 'items' | 'entities' {
  return 'items' in body ? 'items' : 'entities';
}

function eachEntity(
  body: ResponseBody,
  change: (entity: ResponseBody, i: number) => ResponseBody,
): ResponseBody {
  const list = body[listKey(body)];
  return Array.isArray(list) ? { ...body, [listKey(body)]: list.map(change) } : change(body, 0);
}
