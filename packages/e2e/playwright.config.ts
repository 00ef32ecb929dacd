import { defineConfig } from '@playwright/test';

/** One worker and no retries: the tests tell one story, and a flaky test is a defect. */
export default defineConfig({
  testDir: './tests',
  testMatch: '*.spec.ts',
  testIgnore: process.env.GREENROOM_E2E_PICTURES ? [] : 'pictures.spec.ts',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json']],
  outputDir: './e2e-test-report',
  use: {
    baseURL: process.env.GREENROOM_E2E_URL,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.GREENROOM_E2E_BROWSER || undefined,
      args: [
        // Chromium refuses its sandbox to root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
