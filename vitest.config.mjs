import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{schemas,masks,core,org,server,cli,emulator,client,scripts}/**/*.test.{ts,mjs}',
      'test/integration/**/*.test.ts',
    ],
    globalSetup: 'test/global-setup.ts',
    testTimeout: 30_000,
    maxWorkers: 2,
    // A busy build machine may stop a process for seconds; what fails twice has failed.
    retry: process.env.CI ? 1 : 0,
  },
});
