// The folders of the product, and what each may import besides itself and packages. ARCHITECTURE.md draws
// this table as a picture.

/** @type {Readonly<Record<string, readonly string[]>>} */
module.exports = {
  schemas: [],
  masks: [],
  core: ['schemas', 'masks'],
  org: ['schemas', 'masks', 'core'],
  emulator: ['schemas'],
  server: ['schemas', 'masks', 'core', 'org'],
  // Of the server, the client knows the protocol alone.
  client: ['schemas', 'masks', 'core', 'org', 'server/protocol.ts'],
  cli: ['schemas', 'masks', 'core', 'org', 'server', 'emulator'],
};
