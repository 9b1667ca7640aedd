import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { bundle } from "../backend/scripts/bundle.ts";

const root = path.resolve(import.meta.dirname, "..");

/** Limits on what does not depend on the machine. Raise one only for something that is worth it. */
const budgets = {
  /** Packages installed to run everything, including transitive dependencies. */
  packages: 300,
  /** JavaScript in the server’s bundle, and the weights of five languages, which are more than half of it. */
  bundleKb: 14_800,
};

interface LockedPackage {
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  link?: boolean;
}

describe("budgets", () => {
  it("hold for the packages that are depended on", () => {
    const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, LockedPackage>;
    };
    const needed = Object.entries(lock.packages).filter(
      ([place, { dev, devOptional, optional, link }]) =>
        place.includes("node_modules/") && !(dev || devOptional || optional || link),
    );
    expect(needed.length).toBeLessThanOrEqual(budgets.packages);
  });

  it("hold for the server's bundle", async () => {
    const out = mkdtempSync(path.join(tmpdir(), "todo-bundle-"));
    try {
      await bundle(out);
      const code = readdirSync(out, { recursive: true, encoding: "utf8" }).filter(
        (name) => name.endsWith(".js") || name.includes("weights"),
      );
      const sizes = code.map(
        (name) => [name, Math.round(statSync(path.join(out, name)).size / 1000)] as const,
      );
      const total = sizes.reduce((sum, [, kb]) => sum + kb, 0);
      expect({ total, isWithin: total <= budgets.bundleKb }).toEqual({ total, isWithin: true });
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
