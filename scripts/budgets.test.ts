import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { bundle } from "../backend/scripts/bundle.ts";

const root = path.resolve(import.meta.dirname, "..");

/** What no machine changes. Raise one only for what is worth it, and say so. */
const budgets = {
  /** Packages that are installed to run everything, with all they depend on. */
  packages: 300,
  /** Of JavaScript in the server's bundle, the data it brings included. */
  bundleKb: 13_300,
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
      const code = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".js"),
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
