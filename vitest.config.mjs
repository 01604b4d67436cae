import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{schemas,masks,core,org,server,cli,emulator,client,scripts}/**/*.test.{ts,mjs}',
      'test/integration/**/*.test.ts',
      'test/e2e/harness/**/*.test.mjs',
    ],
    globalSetup: 'test/global-setup.ts',
    testTimeout: 30_000,
    maxWorkers: Math.max(2, availableParallelism()),
    // A busy build machine may stop a process for seconds. What passes only then is reported as flaky
    // (scripts/test.mjs).
    retry: process.env.CI ? 1 : 0,
  },
});
