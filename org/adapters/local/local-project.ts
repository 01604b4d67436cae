import { type ProjectConfig, readConfig } from '../../../core/config/config';
import type { Environment } from '../../../core/config/environment';
import { CoreDocument } from '../../../core/document/document';
import { CONFIG_FILE, isPolicyPath, kindOfPath } from '../../../core/document/kinds';
import type { OrgFacts } from '../../../core/index/org-facts';
import type { MaskProvider } from '../../../masks/mask-types';
import type {
  EnvironmentConfig,
  FileFinding,
  FilesAt,
  FindingsOptions,
  LocalFile,
  LocalFileKind,
  ProjectFiles,
} from '../../model/project';
import { joinPath } from '../../state/file-system';
import { variableName } from '../../transport/auth/variables';
import { OrgError } from '../../transport/errors/org-error';
import { environmentConfig } from './environment-config';
import { ProjectChecker } from './project-checker';
import type { ProjectSource, SourceDocument } from './source';

/** What checking mask patterns needs. */
export interface MaskChecks {
  readonly masks: MaskProvider;
  /** Waits until everything the findings of these documents rest on is worked out. */
  settle?(documents: Iterable<CoreDocument>): Promise<unknown>;
}

/** A project on top of the rules, read anew at every question: what others change meanwhile is seen. */
export class LocalProject implements ProjectFiles {
  private folder = readConfig(undefined).pullFolder;
  private readonly checkers = new Map<string, ProjectChecker>();

  private constructor(
    private readonly source: ProjectSource,
    private readonly checks: MaskChecks,
  ) {}

  static async open(source: ProjectSource, checks: MaskChecks): Promise<LocalProject> {
    const project = new LocalProject(source, checks);
    await project.readConfigFile().catch(() => undefined);
    return project;
  }

  get root(): string {
    return this.source.root;
  }

  /** As the configuration had it when it was last read. */
  get pullFolder(): string {
    return this.folder;
  }

  async environment(name: string): Promise<EnvironmentConfig> {
    const config = await this.readConfigFile();
    refuseSharedVariables(name, config);
    return environmentConfig(find(name, config));
  }

  async files(environment: string): Promise<readonly LocalFile[]> {
    const documents = await this.source.documents();
    const config = this.config(configIn(documents));
    const chosen = find(environment, config);
    return documents.flatMap((d): LocalFile[] => {
      const kind = fileKind(d.path, chosen, config);
      return kind === undefined || config.ignore?.matches(d.path) === true ? [] : [{ ...d, kind }];
    });
  }

  async filesAt(environment: string, reference: string): Promise<FilesAt> {
    const { source } = this;
    if (source.documentsAt === undefined)
      throw refusal(
        'recpolicy',
        `the files at "${reference}" cannot be read here`,
        'Run the command line in a clone of the repository.',
      );
    const documents = await source.documentsAt(reference);
    const file = configIn(documents);
    // Before the project had a configuration nothing of it was deployed.
    if (file === undefined) return { files: [], variables: undefined };
    const config = configOf(this.root, file);
    const chosen = config.environments.find((e) => e.name === environment);
    if (chosen === undefined) return { files: [], variables: undefined };
    const files = documents.flatMap((d): LocalFile[] => {
      const kind = fileKind(d.path, chosen, config);
      return kind === undefined || config.ignore?.matches(d.path) === true ? [] : [{ ...d, kind }];
    });
    return { files, variables: environmentConfig(chosen).variables };
  }

  async findings(
    environment: string,
    paths: readonly string[],
    options: FindingsOptions = {},
  ): Promise<readonly FileFinding[]> {
    const judged = await this.checkerFor(environment).findings({
      documents: await this.source.documents(),
      paths,
      overlay: options.overlay,
      facts: options.facts === undefined ? undefined : factsForDeploy(options.facts),
    });
    return judged.flatMap(({ path, doc, findings }) =>
      findings.map(({ code, severity, message, start, end }) => ({
        path,
        code,
        severity,
        message,
        line: doc.range(start, end).start.line,
      })),
    );
  }

  private checkerFor(environment: string): ProjectChecker {
    const known = this.checkers.get(environment);
    if (known !== undefined) return known;
    const { checks } = this;
    const judge = new ProjectChecker(this.root, environment, checks.masks, async (documents) =>
      checks.settle?.(documents),
    );
    this.checkers.set(environment, judge);
    return judge;
  }

  private async readConfigFile(): Promise<ProjectConfig> {
    const { source } = this;
    return this.config(
      source.config === undefined ? configIn(await source.documents()) : await source.config(),
    );
  }

  private config(file: SourceDocument | undefined): ProjectConfig {
    if (file === undefined)
      throw refusal(
        'recpolicy',
        `there is no ${CONFIG_FILE} in ${this.root} or in a folder above it`,
        'Run the command inside a project whose configuration names its environments.',
      );
    const config = configOf(this.root, file);
    this.folder = config.pullFolder;
    return config;
  }
}

function configOf(root: string, file: SourceDocument): ProjectConfig {
  const doc = new CoreDocument(joinPath(root, CONFIG_FILE), CONFIG_FILE, 'config', file.text);
  const error = doc.json.errors.find((e) => e.kind !== 'trailing-comma');
  if (error === undefined && doc.root?.kind === 'object') return readConfig(doc.root.value);
  const line = error === undefined ? 1 : doc.range(error.start, error.end).start.line + 1;
  throw refusal(
    'recpolicy',
    `${CONFIG_FILE} is not valid JSON (line ${line}), so it is not certain which org is meant`,
    'Correct it: recpolicy validate shows where.',
  );
}

/** What a file is to an environment; undefined where it is nothing to it. */
function fileKind(path: string, chosen: Environment, config: ProjectConfig): LocalFileKind | undefined {
  const kind = kindOfPath(path);
  if (!isPolicyPath(path) && kind !== 'settings') return undefined;
  if (chosen.includes(path)) return kind === 'settings' ? 'recording-settings' : 'policy';
  const nobodys = chosen.names(path) && !config.environments.some((e) => e.includes(path));
  return nobodys ? 'foreign-policy' : undefined;
}

function configIn(documents: readonly SourceDocument[]): SourceDocument | undefined {
  return documents.find((d) => d.path === CONFIG_FILE);
}

/** Credentials of one environment must never reach the org of another that is spelled nearly like it. */
function refuseSharedVariables(name: string, config: ProjectConfig): void {
  const other = config.environments.find(
    (e) => e.name !== name && variableName(e.name) === variableName(name),
  );
  if (other === undefined || !config.environments.some((e) => e.name === name)) return;
  throw new OrgError({
    kind: 'configuration',
    org: name,
    what: `"${name}" and "${other.name}" read the same variables, RECPOLICY_${variableName(name)}_CLIENT_ID and _SECRET, so one could get the credentials of the other`,
    written: 'Nothing was sent.',
    advice: 'Rename one of the environments in recpolicy.config.json.',
  });
}

function find(name: string, config: ProjectConfig): Environment {
  const known = config.environments.filter((e) => e.name !== '');
  const found = known.find((e) => e.name === name);
  if (found !== undefined) return found;
  const names = known.map((e) => e.name).join(', ');
  throw refusal(
    name,
    `there is no environment "${name}"`,
    names === ''
      ? `${CONFIG_FILE} names no environment: add one for this org.`
      : `There are: ${names}. They are named in ${CONFIG_FILE}.`,
  );
}

/**
 * Groups, minimum retention and policies that only the org has are asked of the org itself before a write; of
 * older facts only what nothing else looks at may speak against a deploy.
 */
function factsForDeploy({ streamLimit }: OrgFacts): OrgFacts {
  return streamLimit === undefined ? {} : { streamLimit };
}

function refusal(org: string, what: string, advice: string): OrgError {
  return new OrgError({ kind: 'configuration', org, what, written: 'Nothing was sent.', advice });
}
