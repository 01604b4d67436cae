import { type ApiName, DEFAULT_API } from '../../schemas/apis';
import type { BackendKind } from './kind';
import { platformKind } from './platform/kind';
import { wemKind } from './wem/kind';

/**
 * Every kind of org by the name that `api` of an environment gives it. Its traits are in `schemas/apis.ts`.
 */
const BACKENDS: Readonly<Record<ApiName, BackendKind>> = { wem: wemKind, platform: platformKind };

/** The kind of an environment's org. */
export function backendKind({ api }: { readonly api?: ApiName }): BackendKind {
  return BACKENDS[api ?? DEFAULT_API];
}
