import {
  BaseLanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient';

/** A language client over any transports, so that one bundle serves the desktop and the browser. */
export class RecpolicyClient extends BaseLanguageClient {
  constructor(
    options: LanguageClientOptions,
    private readonly connect: () => Promise<MessageTransports>,
  ) {
    super('recpolicy', 'Recording Policies', options);
  }

  protected override createMessageTransports(): Promise<MessageTransports> {
    return this.connect();
  }
}
