import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features';
import { isObject } from './options';
import type { ServerSettings } from './protocol';
import { DEFAULT_SETTINGS, readSettings } from './settings';

const SECTION = 'recpolicy';

/**
 * Keeps the settings as the client has them: asked for where it answers, taken from what it sends where it
 * does not.
 */
export class SettingsSync {
  current: ServerSettings = DEFAULT_SETTINGS;

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientFeatures,
    private readonly onChange: (settings: ServerSettings, before: ServerSettings) => void,
  ) {}

  async start(): Promise<void> {
    if (this.client.registersConfiguration)
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    if (this.client.configuration) await this.ask();
  }

  /** `workspace/didChangeConfiguration`; its settings may be anything. */
  async changed(settings: unknown): Promise<void> {
    if (this.client.configuration) await this.ask();
    else this.apply(isObject(settings) ? settings[SECTION] : undefined);
  }

  private async ask(): Promise<void> {
    this.apply(await this.connection.workspace.getConfiguration(SECTION));
  }

  private apply(section: unknown): void {
    const before = this.current;
    this.current = readSettings(section);
    if (JSON.stringify(before) !== JSON.stringify(this.current)) this.onChange(this.current, before);
  }
}
