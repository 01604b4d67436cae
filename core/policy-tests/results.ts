import type { PolicyFacts } from '../index/policy-facts';

/** One thing a test found wrong. Offsets are UTF-16 code units of the test document. */
export interface PolicyTestMessage {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What the test expects and what holds, where the two can be shown side by side. */
  readonly expected?: string;
  readonly actual?: string;
}

/** What a test speaks of. */
export interface TestSubject {
  /** Index keys of the targets that the agent has. */
  readonly targets: readonly string[];
  /**
   * The policies of files that apply to the agent (several where they tie), and those that the test expects
   * by name.
   */
  readonly policies: readonly PolicyFacts[];
}

/** The result of one test in one environment. */
export interface PolicyTestResult {
  readonly name: string;
  /** Its place in the document's `tests`. */
  readonly index: number;
  /** The environment it ran in; empty for the one of a project that names none. */
  readonly environment: string;
  /** `errored`: it could not be run, so nothing is known. */
  readonly outcome: 'passed' | 'failed' | 'errored';
  /** Offsets of the test's name, or of the test where it has none. */
  readonly start: number;
  readonly end: number;
  /** Empty when it passed. */
  readonly messages: readonly PolicyTestMessage[];
  /** Absent where the test was not run. */
  readonly subject?: TestSubject;
}
