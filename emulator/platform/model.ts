/** A thing of the org that policies refer to. */
export interface Entity {
  id: string;
  name: string;
  [member: string]: unknown;
}

/** A user; policies name users by id, people by e-mail address. */
export interface User extends Entity {
  email: string;
  state: 'active' | 'inactive' | 'deleted';
}

export interface GroupOfUsers extends Entity {
  type: 'official' | 'social';
  memberIds: string[];
}

/** A media retention policy as it is stored: references hold the id alone. */
export interface StoredMediaPolicy {
  id: string;
  name: string;
  [member: string]: unknown;
}

/** The kinds of things that policies refer to, by the name that the model gives each. */
export interface References {
  user: User[];
  queue: Entity[];
  team: Entity[];
  wrapup: Entity[];
  language: Entity[];
  form: Entity[];
  surveyForm: Entity[];
  integration: Entity[];
  flow: Entity[];
}

/** What an org of the live platform holds beside settings, orphaned recordings and clients. */
export interface PlatformState {
  organization: { id: string; name: string };
  policies: StoredMediaPolicy[];
  references: References;
  groups: GroupOfUsers[];
  /** Days that interactions are kept at most; a policy that keeps them longer is refused. */
  dataRetentionDays: number;
  /** Whether anybody ever saved the recording settings; before that there are none (404). */
  settingsSaved: boolean;
  /** Screen recordings under way in the whole org. */
  screenSessions: number;
  /** Permissions by client id; a client that is not named has all. */
  permissions: Record<string, string[]>;
  /** Audit queries that were begun, by id, with the times they were asked for since. */
  auditQueries: Record<string, { body: unknown; polls: number }>;
}
