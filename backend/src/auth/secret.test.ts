import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ConfigError } from "../config.ts";
import { keptSecret } from "./secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "todo-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is made once, kept, and readable by its owner only", () => {
  const inner = join(folder, "data");
  const secret = keptSecret(inner);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(keptSecret(inner)).toBe(secret);
  expect(readdirSync(inner)).toEqual(["secret"]);
  expect(statSync(join(inner, "secret")).mode & 0o777).toBe(0o600);
  expect(keptSecret(join(folder, "other"))).not.toBe(secret);
});

it("is never replaced when it cannot be read: that would end every session", () => {
  writeFileSync(join(folder, "secret"), "short");
  expect(() => keptSecret(folder)).toThrow(ConfigError);
  chmodSync(join(folder, "secret"), 0o600);
  expect(() => keptSecret(folder)).toThrow(/BETTER_AUTH_SECRET/);
});
