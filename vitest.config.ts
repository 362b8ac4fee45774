import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['tests/world/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Half of each file's time is waiting for PostgreSQL, so two files run side by side also on two cores.
    maxWorkers: 2,
    // Files share what they import, not what they do: each has a database and a program of its own.
    isolate: false,
    // A shared runner stalls now and then; a failure has to happen twice in a row there to count.
    retry: process.env.CI ? 1 : 0,
  },
})
