import { defineConfig } from "@playwright/test";
import type { StackOptions } from "./browser/fixtures.ts";
import { chromiumFlags, chromiumPath } from "./support/chromium.ts";

// The same tests against both databases: the embedded one and a PostgreSQL server.
export default defineConfig<object, StackOptions>({
  testDir: "browser",
  testMatch: "*.spec.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 120_000,
  // Both only catch hangs: a slow machine is not a failure.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    launchOptions: { executablePath: chromiumPath(), args: chromiumFlags },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "embedded", use: { database: "embedded" } },
    { name: "postgresql", use: { database: "postgresql" }, testMatch: "story.spec.ts" },
  ],
});
