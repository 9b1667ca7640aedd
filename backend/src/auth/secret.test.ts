import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "../config.ts";
import { keptSecret, looksGuessable } from "./secret.ts";

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

it("is never replaced when unreadable, since that would end every session", () => {
  writeFileSync(join(folder, "secret"), "short");
  expect(() => keptSecret(folder)).toThrow(ConfigError);
  chmodSync(join(folder, "secret"), 0o600);
  expect(() => keptSecret(folder)).toThrow(/BETTER_AUTH_SECRET/);
});

describe("a secret that was set", () => {
  it.each(["secret".repeat(6), "a".repeat(64), "change-me-".repeat(5), "0123".repeat(16)])(
    "looks guessable as %s",
    (secret) => expect(looksGuessable(secret)).toBe(true),
  );

  it("does not look guessable when random, in any usual form", () => {
    for (let n = 0; n < 200; n++) {
      const bytes = randomBytes(32);
      for (const secret of [
        bytes.toString("hex"),
        bytes.toString("base64"),
        bytes.toString("hex").slice(0, 48),
      ])
        expect({ secret, guessable: looksGuessable(secret) }).toEqual({ secret, guessable: false });
    }
  });
});
