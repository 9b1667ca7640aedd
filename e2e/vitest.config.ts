import { defineConfig } from "vitest/config";

// Tests of whole processes over HTTP, and of the commands a person types. One file at a time: they
// start servers, and a machine with two cores should not start four at once.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["api/**/*.test.ts", "start/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
