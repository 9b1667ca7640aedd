import { defineConfig } from "@playwright/test";
import type { StackOptions } from "../browser/fixtures.ts";
import { chromiumFlags, chromiumPath } from "../support/chromium.ts";

// The same browser tests, against an installation in a cluster at CLUSTER_URL.
export default defineConfig<object, StackOptions>({
  testDir: "../browser",
  testMatch: "story.spec.ts",
  outputDir: "../../test-results",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    installedAt: process.env.CLUSTER_URL ?? null,
    launchOptions: { executablePath: chromiumPath(), args: chromiumFlags },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
