import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { taskList } from "@todo-chatbot/contracts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { bundle } from "../scripts/bundle.ts";
import { startPostgres } from "./testing/postgres.ts";
import { freePort, type ServerProcess, spawnServer, untilHealth } from "./testing/process.ts";

/** The bundle, alone in a folder: no source and no packages beside it. */
let alone: string;
let folder: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  alone = mkdtempSync(join(tmpdir(), "todo-bundle-"));
  await bundle(join(alone, "dist"));
}, 120_000);
afterAll(() => rmSync(alone, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "todo-server-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill("SIGKILL")));
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}) {
  const server = await spawnServer(join(alone, "dist", "main.js"), { DATA_DIR: folder, ...settings });
  running.push(server);
  return server;
}

async function signUp(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Ada", email: "ada@example.org", password: "correct horse" }),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, "content-type": "application/json" };
}

function addTask(url: string, headers: Record<string, string>, title: string) {
  return fetch(`${url}/api/v1/tasks`, { method: "POST", headers, body: JSON.stringify({ title }) });
}

describe("the server in an empty folder", () => {
  it("keeps everything it acknowledged when it is killed in the middle of writing, and the session too", async () => {
    const first = await start();
    await untilHealth(first, 200);
    const headers = await signUp(first.url);
    const acknowledged: string[] = [];
    let writing = true;
    const writers = [1, 2, 3].map(async (writer) => {
      for (let n = 0; writing; n++) {
        const title = `task ${writer}-${n}`;
        const response = await addTask(first.url, headers, title).catch(() => null);
        if (response?.status === 201) acknowledged.push(title);
      }
    });
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(40);
    await first.kill("SIGKILL");
    writing = false;
    await Promise.all(writers);

    const second = await start();
    await untilHealth(second, 200);
    const titles: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const response = await fetch(`${second.url}/api/v1/tasks?limit=100${query}`, { headers });
      expect(response.status).toBe(200);
      const page = taskList.parse(await response.json());
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(titles).toEqual(expect.arrayContaining(acknowledged));
    // At most what was being written then may have arrived without an answer.
    expect(titles.length - acknowledged.length).toBeLessThanOrEqual(3);
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  }, 120_000);

  it("closes its folder to other users of the machine, even an existing one", async () => {
    chmodSync(folder, 0o755);
    const first = await start();
    await untilHealth(first, 200);
    const open = () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .concat(folder)
        .filter((path) => statSync(path).mode & 0o077);
    expect(open()).toEqual([]);
    await first.kill("SIGTERM");
    chmodSync(join(folder, "postgres"), 0o755);
    chmodSync(join(folder, "postgres", "PG_VERSION"), 0o666);
    await untilHealth(await start(), 200);
    expect(open()).toEqual([]);
  }, 240_000);

  it("stops in order when the parent at the other end of its channel is killed", async () => {
    const port = await freePort();
    const env = { DATA_DIR: folder, BACKEND_PORT: String(port), PATH: process.env.PATH ?? "" };
    const script = `require("node:child_process").spawn(process.execPath, [${JSON.stringify(join(alone, "dist", "main.js"))}],
      { stdio: ["ignore", "inherit", "inherit", "ipc"] }); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["-e", script], { env, stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void parent.kill("SIGKILL"));
    let output = "";
    parent.stdout.on("data", (chunk) => {
      output += chunk;
    });
    await expect.poll(() => output, { timeout: 120_000 }).toContain('"ready"');
    parent.kill("SIGKILL");
    await expect.poll(() => output, { timeout: 60_000 }).toContain('"stopped"');
    await untilHealth(await start(), 200);
  }, 240_000);

  it("reads messages and imported files in threads, which are part of the bundle, in every language", async () => {
    const server = await start();
    await untilHealth(server, 200);
    const json = await signUp(server.url);
    for (const message of [
      "add buy bread",
      "añade regar las plantas",
      "ajoute payer le loyer",
      "Müll rausbringen hinzufügen",
      "aggiungi chiamare la nonna",
    ]) {
      const turn = await fetch(`${server.url}/api/v1/chat`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ message }),
      });
      expect(await turn.json(), message).toMatchObject({ toolCalls: [{ name: "add_task", status: "ok" }] });
    }
    const headers = { ...json, "content-type": "text/plain" };
    const answer = await fetch(`${server.url}/api/v1/import`, {
      method: "POST",
      headers,
      body: "buy milk rec:1w due:2026-12-01",
    });
    expect(await answer.json()).toMatchObject({ created: 1 });
  }, 120_000);

  it("refuses a second server in the same folder, and lets one in after a kill", async () => {
    const first = await start();
    await untilHealth(first, 200);
    const second = await start();
    expect(await second.exit).toBe(1);
    expect(second.output()).toMatch(/^Another server already uses the data folder .* DATA_DIR/);
    await first.kill("SIGKILL");
    await untilHealth(await start(), 200);
  }, 120_000);

  it("stops cleanly on SIGTERM: it drains, then ends with 0", async () => {
    const server = await start({ DRAIN_SECONDS: "1" });
    await untilHealth(server, 200);
    server.child.kill("SIGTERM");
    await untilHealth(server, 503);
    const late = await fetch(`${server.url}/api/v1/docs`);
    expect(late.status).toBe(200);
    expect(late.headers.get("connection")).toBe("close");
    expect((await fetch(`${server.url}/api/v1/docs/swagger-ui-bundle.js`)).status).toBe(200);
    expect(await server.exit).toBe(0);
    expect(server.output()).toContain('"stopped"');
    await untilHealth(await start(), 200);
  }, 120_000);

  it("says what to do when its port is taken, a setting is wrong, or the folder cannot be used", async () => {
    const port = await freePort();
    const taken = createServer().listen(port, "127.0.0.1");
    const busy = await start({ BACKEND_PORT: String(port) });
    expect(await busy.exit).toBe(1);
    expect(busy.output()).toContain(`Port ${port} is in use.`);
    taken.close();

    const wrong = await start({ BACKEND_PORT: "many", DATABASE_URL: "mysql://secret@x" });
    expect(await wrong.exit).toBe(1);
    expect(wrong.output()).toMatch(
      /BACKEND_PORT must be a whole number.*\nDATABASE_URL must be a PostgreSQL address/,
    );
    expect(wrong.output()).not.toContain("secret");

    writeFileSync(join(folder, "file"), "");
    const nowhere = await start({ DATA_DIR: join(folder, "file", "data") });
    expect(await nowhere.exit).toBe(1);
    expect(nowhere.output()).toMatch(/^BETTER_AUTH_SECRET is not set and none can be kept/);
  }, 120_000);

  it("serves its metrics on their own port only", async () => {
    const port = await freePort();
    const server = await start({ METRICS_PORT: String(port) });
    await untilHealth(server, 200);
    const headers = await signUp(server.url);
    await addTask(server.url, headers, "x");
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/tasks",status="201"\} 1/,
    );
    expect(text).toContain("database_ready 1");
    expect(text).not.toContain("ada@example.org");
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(404);
  }, 120_000);
});

describe("the server with PostgreSQL", () => {
  it("needs no file of the embedded database, and says so when it is asked for one that is not there", async () => {
    const postgres = await startPostgres();
    const slim = join(folder, "slim");
    cpSync(join(alone, "dist"), slim, { recursive: true });
    rmSync(join(slim, "pglite"), { recursive: true });
    try {
      const without = await spawnServer(join(slim, "main.js"), { DATA_DIR: folder });
      running.push(without);
      expect(await without.exit).toBe(1);
      expect(without.output()).toMatch(/^DATABASE_URL is not set .*todo-backend-secret/);
      const server = await spawnServer(join(slim, "main.js"), {
        DATA_DIR: folder,
        DATABASE_URL: postgres.url,
      });
      running.push(server);
      await untilHealth(server, 200);
    } finally {
      await postgres.stop();
    }
  }, 120_000);

  it("starts before its database, says so, and becomes ready by itself", async () => {
    const postgres = await startPostgres();
    try {
      await postgres.halt();
      const server = await start({ DATABASE_URL: postgres.url });
      expect(await untilHealth(server, 503)).toMatchObject({
        status: "starting",
        database: { kind: "postgresql", state: "connecting" },
      });
      const early = await fetch(`${server.url}/api/v1/tasks`);
      expect(early.status).toBe(503);
      expect(await early.json()).toMatchObject({ code: "database_unavailable" });
      await postgres.resume();
      await untilHealth(server, 200);
      const headers = await signUp(server.url);
      expect((await addTask(server.url, headers, "x")).status).toBe(201);
      expect(server.output()).toContain("BETTER_AUTH_SECRET is not set");
      // Logged once, not at every attempt.
      expect(server.output().split("The database cannot be reached").length).toBe(2);
      expect(await server.kill("SIGTERM")).toBe(0);
    } finally {
      await postgres.stop();
    }
  }, 120_000);
});
