import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { signUp } from "../chat/testing/http-client.ts";
import { createLogger, readConfig, startServer } from "../index.ts";
import { databaseKinds } from "../testing/database.ts";
import { useServer } from "../testing/server.ts";
import { readAccountCommand, runAccountCommand } from "./account-commands.ts";

describe.each(databaseKinds)("the operator of the server, on %s", (kind) => {
  const server = useServer(kind, { limits: { signInFailures: 3 } });
  const run = (...args: string[]) =>
    runAccountCommand(server().database, readAccountCommand(args), new Date());

  it("can end a person's sessions, and optionally their keys", async () => {
    const [me, other] = [await server().signUp(), await server().signUp()];
    const { headers } = await me.withKey();
    // The server hears of it from the database, a moment after the command is done.
    const ended = (options?: { headers: Record<string, string> }) =>
      expect.poll(async () => (await me.get("/api/v1/profile", options)).status).toBe(401);
    expect(await run("end-sessions", me.email.toUpperCase())).toContain("Sessions ended: 1.");
    await ended();
    expect((await me.get("/api/v1/profile", { headers })).status).toBe(200);
    expect(await run("end-sessions", me.email, "--keys")).toContain("API keys deleted: 1.");
    await ended({ headers });
    expect((await me.signIn()).status).toBe(200);
    expect((await other.get("/api/v1/profile")).status).toBe(200);
  });

  it("can reset a forgotten password, which also lifts a lockout", async () => {
    const me = await server().signUp();
    const elsewhere = server().client();
    for (let n = 0; n < 3; n++) await elsewhere.signIn(`wrong ${n} password`, me.email);
    expect((await elsewhere.signIn(me.password, me.email)).status).toBe(429);
    const said = await run("reset-password", me.email);
    const password = /: ([a-z2-9-]{23})$/.exec(said)?.[1] ?? "";
    await expect.poll(async () => (await me.get("/api/v1/profile")).status).toBe(401);
    expect((await elsewhere.signIn(me.password, me.email)).status).toBe(401);
    expect((await elsewhere.signIn(password, me.email)).status).toBe(200);
  });

  it("gets an error for an unknown account or command", async () => {
    await expect(run("reset-password", "nobody@example.org")).rejects.toThrow("Nobody has an account");
    for (const args of [[], ["reset-password"], ["drop", "a@b.org"], ["end-sessions", "a@b.org", "--all"]]) {
      expect(() => readAccountCommand(args)).toThrow("Usage:");
    }
  });
});

describe("the script with the embedded database", () => {
  it("works while the server is stopped, and otherwise says that it must be", async () => {
    const folder = mkdtempSync(join(tmpdir(), "todo-account-"));
    try {
      const config = readConfig({ BACKEND_PORT: "0", DATA_DIR: folder });
      const server = await startServer(config, createLogger("silent"));
      await server.ready;
      const person = await signUp(server.url);
      const { body } = await person.call<{ email: string }>("GET", "/api/v1/profile");
      const run = () =>
        spawnSync(
          process.execPath,
          [join(import.meta.dirname, "../account.ts"), "reset-password", body.email],
          { env: { PATH: process.env.PATH, DATA_DIR: folder }, encoding: "utf8" },
        );
      const refused = run();
      expect({ status: refused.status, output: refused.stdout }).toEqual({ status: 1, output: "" });
      expect(refused.stderr).toContain("needs the server stopped");
      await server.stop("test");
      const done = run();
      expect({ status: done.status, errors: done.stderr }).toEqual({ status: 0, errors: "" });
      expect(done.stdout).toMatch(/Sessions ended: 1\..*\n.*: [a-z2-9]{5}-/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 300_000);
});
