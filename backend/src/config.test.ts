import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, describeEnvironment, readConfig } from "./config.ts";

describe("the configuration", () => {
  it("has a default that works for everything, and takes an empty variable for none", () => {
    const unset = readConfig({});
    expect(unset).toMatchObject({
      host: "127.0.0.1",
      port: 8000,
      databaseUrl: null,
      authSecret: null,
      metricsPort: null,
    });
    expect(unset.model).toMatchObject({ apiKey: null, baseUrl: null, fallback: true });
    const names = describeEnvironment().map(({ name }) => name);
    expect(readConfig(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(unset);
  });

  it("reads a quoted value the same whether or not the reader of .env removed the quotes", () => {
    const url = "postgres://todo:pw@db/todo";
    for (const value of [url, `"${url}"`, `'${url}' `])
      expect(readConfig({ DATABASE_URL: value }).databaseUrl).toBe(url);
    expect(readConfig({ OPENAI_API_KEY: '""', LOG_LEVEL: '"debug"' })).toMatchObject({
      model: { apiKey: null },
      logLevel: "debug",
    });
    expect(() => readConfig({ DATABASE_URL: `${url} # ours` })).toThrow("must be a PostgreSQL address");
  });

  it("does not misparse a password that should have been percent-encoded", () => {
    const address = (password: string) => `postgres://todo:${password}@db:5432/todo`;
    for (const password of ["p#ss", "p?s", "12/34", "12#34", "12?34", "p/ss"]) {
      expect(() => readConfig({ DATABASE_URL: address(password) }), password).toThrow("%23, %3F, %2F, %40");
      const encoded = address(encodeURIComponent(password));
      expect(readConfig({ DATABASE_URL: encoded }).databaseUrl).toBe(encoded);
    }
    for (const fine of [address("50%25off"), `${address("p")}?user=a@b`, "postgresql:///todo?host=/run"])
      expect(readConfig({ DATABASE_URL: fine }).databaseUrl).toBe(fine);
  });

  it("names every wrong variable and what to set instead, without its value", () => {
    const wrong = {
      BACKEND_PORT: "70000",
      DATABASE_URL: "localhost/secret",
      BETTER_AUTH_SECRET: "too short",
      OPENAI_BASE_URL: "ftp://secret",
      LOG_LEVEL: "loud",
      ASSISTANT_FALLBACK: "maybe",
      TRUST_PROXY: "-1",
      ALLOWED_HOSTS: "https://todo.example",
    };
    let message = "";
    try {
      readConfig(wrong);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = String((error as Error).message);
    }
    const lines = message.split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(expect.arrayContaining(Object.keys(wrong)));
    expect(lines).toHaveLength(Object.keys(wrong).length);
    for (const value of Object.values(wrong)) expect(message).not.toContain(value);
  });

  it("allows several processes only where they can share a database", () => {
    expect(readConfig({}).workers).toBe(1);
    expect(readConfig({ WORKERS: "4", DATABASE_URL: "postgres://todo@db/todo" }).workers).toBe(4);
    expect(() => readConfig({ WORKERS: "2" })).toThrow(
      /^WORKERS must be 1 with the embedded database, .* set DATABASE_URL/,
    );
    for (const wrong of ["0", "65", "2.5", "all"]) {
      expect(() => readConfig({ WORKERS: wrong, DATABASE_URL: "postgres://todo@db/todo" }), wrong).toThrow(
        /^WORKERS must be a whole number from 1 to 64. Set it to the number of cores/,
      );
    }
  });

  it("is explained in .env.example, all of it and as it is", () => {
    const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
    for (const { name, meaning, default: value } of describeEnvironment()) {
      expect(example).toContain(`# ${meaning}.\n#${name}=${value ?? ""}\n`);
    }
  });
});
