import type { CoreDocument } from '../../core/documents/document';
import type { ClientAbilities, FeatureContext } from '../../core/features/shared/context';
import { NO_MASK_FEATURES } from '../../core/features/shared/mask-features';
import type { Session } from '../session';

/** What a language feature may look at, for a document of the session. */
export function featureContext(session: Session, doc: CoreDocument, markdown: boolean): FeatureContext {
  const { settings, options, client } = session;
  const { environment } = settings.current;
  const docsUri = options.docsUri?.replace(/\/$/, '');
  const abilities: ClientAbilities = {
    snippets: client.snippets,
    markdown,
    insertReplace: client.insertReplace,
    createFiles: client.createFiles,
    commands: options.commands === true,
  };
  return {
    doc,
    project: session.library.workspace.projectOf(doc.uri),
    org: session.org,
    environment: environment === '' ? undefined : environment,
    abilities,
    masks: NO_MASK_FEATURES,
    ...(docsUri === undefined ? {} : { docsUrl: (code: string) => `${docsUri}/${code}.md` }),
    now: Date.now(),
  };
}
