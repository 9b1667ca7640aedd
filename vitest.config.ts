import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Unit and integration tests beside the code. Browser, process and cluster tests live in e2e/.
export default defineConfig({
  test: {
    // Much of what they do is to wait for processes and databases, so two files at a time suit two cores as well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: ["contracts", "assistant", "backend", "frontend", "orchestrator", "bench", "scripts"].map(
      (name) => ({
        test: {
          name,
          root: name,
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**"],
          environment: "node",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      }),
    ),
  },
});
