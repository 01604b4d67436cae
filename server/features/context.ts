import type { CoreDocument } from '../../core/document/document';
import { maskFeatures } from '../../core/features/masks/mask-features';
import type { ClientAbilities, FeatureContext } from '../../core/features/shared/context';
import type { ServerSession } from '../session';

/** What a language feature may look at, for a document of the session. */
export function featureContext(session: ServerSession, doc: CoreDocument, markdown: boolean): FeatureContext {
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
  const project = session.store.workspace.projectOf(doc.uri);
  return {
    doc,
    project,
    org: session.org.of(project.folder),
    environment: environment === '' ? undefined : environment,
    abilities,
    masks: maskFeatures(session.masks, project.config.maskSamples),
    ...(docsUri === undefined ? {} : { docsUrl: (code: string) => `${docsUri}/${code}.md` }),
    now: Date.now(),
  };
}
