import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { SecretContract } from "../contract/schema.ts";
import { Redactor, Secret } from "../exec/secret.ts";
import type { Context } from "../run/context.ts";
import { wantedSecret } from "./secrets.ts";

const contract = {
  name: "app-secret",
  file: ".env",
  keys: {
    DATABASE_URL: {
      optional: false,
      describe: "",
      whenMissing: { values: { "database.mode": "builtin" }, says: "the chart brings its own database" },
    },
    KEY: { optional: true, describe: "" },
  },
  rolls: [],
} satisfies SecretContract;

function wanted(env: string, before?: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "secrets-"));
  writeFileSync(join(root, ".env"), env);
  const context = { root, stateFolder: join(root, "state"), redactor: new Redactor() } as unknown as Context;
  const data = new Map(Object.entries(before ?? {}).map(([key, value]) => [key, new Secret(value)]));
  return wantedSecret(context, contract, before ? { checksum: "old", data } : null);
}

const address = "postgres://todo:pw@db/todo";

it("uses the contract's fallback if a key was never given", () => {
  expect(wanted("KEY=k\n")).toMatchObject({
    values: { "database.mode": "builtin" },
    says: ["the chart brings its own database"],
  });
});

it("does not drop a database because its address is missing from the file", () => {
  expect(() => wanted("KEY=k\n", { DATABASE_URL: address })).toThrow(
    expect.objectContaining({ code: "secret_lost", message: expect.stringContaining("DATABASE_URL") }),
  );
  expect(wanted("DATABASE_URL=\nKEY=k\n", { DATABASE_URL: address }).values).toEqual({
    "database.mode": "builtin",
  });
  expect(wanted("KEY=k\n", { KEY: "k" }).values).toEqual({ "database.mode": "builtin" });
  expect(wanted(`DATABASE_URL=${address}\n`, { DATABASE_URL: "postgres://other" }).values).toEqual({});
});

it("names the keys that nothing reads, without their values", () => {
  const { says, data } = wanted(`\ufeffDATABASE_URL=${address}\nLOG_LEVEL=debug\nTRUST_PROXY=3\n`);
  expect(data.get("DATABASE_URL")?.reveal()).toBe(address);
  expect(says).toEqual([expect.stringContaining("LOG_LEVEL, TRUST_PROXY")]);
  expect(says.join()).not.toContain("debug");
});

it("recognises an up-to-date Secret, whichever clone wrote it, and an edited one", () => {
  const data = { DATABASE_URL: address, KEY: "k" };
  const env = `DATABASE_URL=${address}\nKEY=k\n`;
  expect(wanted(env, data)).toMatchObject({ found: true, checksum: "old" });
  expect(wanted(env, { ...data, MORE: "somebody else's" })).toMatchObject({ found: true, checksum: "old" });
  for (const other of [{ ...data, KEY: "edited" }, { DATABASE_URL: address }]) {
    const { found, checksum } = wanted(env, other);
    expect(found).toBe(false);
    expect(checksum).not.toBe("old");
  }
});

it("empties a key that is dropped, since applying does not remove what somebody else wrote", () => {
  const { data } = wanted("DATABASE_URL=\nKEY=k\n", { DATABASE_URL: address, KEY: "k" });
  expect(data.get("DATABASE_URL")?.reveal()).toBe("");
  expect(wanted("DATABASE_URL=\nKEY=k\n", { DATABASE_URL: "", KEY: "k" }).found).toBe(true);
  expect(wanted("KEY=k\n", { KEY: "k" }).data.has("DATABASE_URL")).toBe(false);
});
