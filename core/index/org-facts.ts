/**
 * A fact fetched from an org, with its age and completeness. Unknown is not invalid: an absent fact supports
 * no finding.
 */
export interface Dated<T> {
  readonly value: T;
  /** When it was fetched, ISO 8601. */
  readonly asOf: string;
  /** False when it is a part only (a page failed, a permission was missing). */
  readonly complete: boolean;
}

/** What is known of a group. `activeMembers` is undefined where the members were not fetched. */
export interface GroupFact {
  readonly id: string;
  readonly name: string | undefined;
  readonly members: number | undefined;
  readonly activeMembers: number | undefined;
}

/** A policy that the org has, as far as cross-file rules need it. */
export interface RemotePolicyFact {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly priority: number;
  readonly retentionDays: number;
  readonly targets: readonly { readonly type: string; readonly id: string }[];
  /**
   * As the org has them, an empty object where it has none. Absent: not known, as facts kept by an older
   * version do not say.
   */
  readonly complianceSettings?: RemoteComplianceSettings;
  /** Absent: not known. */
  readonly evaluationMode?: string;
}

/** Compliance settings of a policy of the org; what is absent is off. */
export interface RemoteComplianceSettings {
  readonly maskSensitiveData?: boolean;
  readonly allowedMaskPatterns?: readonly string[];
  readonly requireAgentConsent?: boolean;
}

/** A policy that was retired from here, or is on its way out. */
export interface RetiredPolicy {
  readonly id: string;
  readonly name: string;
  /** Its file, relative to the project; undefined where it is not known. */
  readonly file: string | undefined;
  readonly stage: 'retiring' | 'retired';
}

/** What is known of one environment's org. */
export interface OrgFacts {
  /** All groups by lower-cased id. */
  readonly groups?: Dated<ReadonlyMap<string, GroupFact>>;
  /** Names of things by `TYPE:id`, lower-cased id. */
  readonly names?: Dated<ReadonlyMap<string, string>>;
  readonly minimumRetentionDays?: Dated<number>;
  /** Days that the org keeps interactions at most. */
  readonly maximumRetentionDays?: Dated<number>;
  /** The org's own upper limit of simultaneous screen recordings. */
  readonly streamLimit?: Dated<number>;
  /** The setting in force, for projects without a settings file. */
  readonly maxSimultaneousStreams?: Dated<number>;
  /** Policies of the org that no file of the project stands for. */
  readonly remoteOnly?: Dated<readonly RemotePolicyFact[]>;
  /** Policies that were retired from here: files of theirs that are still there take part in nothing. */
  readonly retired?: readonly RetiredPolicy[];
}

/** Gives what is known of an environment's org; undefined where nothing was ever fetched. */
export interface OrgFactsSource {
  /**
   * `folder`: the project's, for a source that tells environments of the same name in several projects apart.
   */
  facts(environment: string, folder?: string): OrgFacts | undefined;
}
