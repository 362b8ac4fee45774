import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['tests/world/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
