import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";

/** The chart and the images come first: what fails there explains what fails in the cluster. */
class ByFolder extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

// Tests of the chart (they need Helm), of the images (Docker) and of both in a cluster. All share one
// cluster and one node port, so one file runs at a time.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    fileParallelism: false,
    sequence: { sequencer: ByFolder },
    globalSetup: ["support/setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ["verbose"],
  },
});
