import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../chat/testing/http-client.ts";
import { openEventSource } from "../testing/event-source.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { freePort, type ServerProcess, spawnServer, untilHealth } from "../testing/process.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

let postgres: TestPostgres;
let folder: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), "todo-workers-"));
}, 60_000);
afterEach(() => Promise.all(running.splice(0).map((server) => server.kill("SIGTERM"))));
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

async function start(settings: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await spawnServer(main, {
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    WORKERS: "2",
    ...settings,
  });
  running.push(server);
  return server;
}

interface Line {
  pid: number;
  msg: string;
  route?: string;
  status?: number;
}

const linesOf = (server: ServerProcess) =>
  server
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);

/** The processes that logged a line with this message. */
const pidsOf = (server: ServerProcess, message: string) =>
  new Set(linesOf(server).flatMap(({ pid, msg }) => (msg === message ? pid : [])));

/** Over a connection of its own, since each new one goes to the next worker. */
const anew = { connection: "close" };

describe("two workers behind one port", () => {
  it("act as one server: people, sessions, changes, limits and metrics are shared", async () => {
    const metricsPort = await freePort();
    const server = await start({ REQUESTS_PER_MINUTE: "40", METRICS_PORT: String(metricsPort) });
    await untilHealth(server, 200);
    expect(pidsOf(server, "ready").size).toBe(2);

    const person = await signUp(server.url);
    const streams = await Promise.all(
      [1, 2].map(() => openEventSource(`${server.url}/api/v1/events`, { ...person.headers, ...anew })),
    );
    await Promise.all(streams.map((events) => events.wait("ready")));
    await person.add("Buy milk");
    for (const events of streams) {
      expect(await events.wait("change")).toMatchObject([{ data: { after: { title: "Buy milk" } } }]);
    }

    const get = () => person.fetch("/api/v1/tasks", { headers: anew });
    for (let n = 0; n < 8; n++) expect((await get()).status).toBe(200);
    const answering = linesOf(server).filter(
      ({ route, status }) => route === "/api/v1/tasks" && status === 200,
    );
    expect(new Set(answering.map(({ pid }) => pid)).size).toBe(2);
    const counts = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(counts).toMatch(
      /^http_request_duration_seconds_count{method="GET",route="\/api\/v1\/tasks",status="200"} 8$/m,
    );
    expect(counts).toMatch(/^database_ready 1$/m);
    expect(counts).toMatch(/^event_streams_open 2$/m);

    // Neither has counted 40 by itself.
    let allowed = 0;
    while ((await get()).status === 200) expect(++allowed).toBeLessThan(40);
    const refusing = () => linesOf(server).filter(({ status }) => status === 429);
    // The other learns within a tenth of a second.
    const refusedBy = async () => {
      await get();
      return new Set(refusing().map(({ pid }) => pid)).size;
    };
    await expect.poll(refusedBy, { timeout: 20_000 }).toBe(2);

    const other = await signUp(server.url);
    const left = await Promise.all(
      [1, 2].map(() => openEventSource(`${server.url}/api/v1/events`, { ...other.headers, ...anew })),
    );
    for (let n = 0; n < 2; n++) await other.fetch("/api/v1/tasks", { headers: anew });
    const out = await other.fetch("/api/auth/sign-out", { method: "POST", headers: anew });
    expect(out.status).toBe(200);
    await Promise.all(left.map(({ ended }) => ended));
    for (let n = 0; n < 4; n++)
      expect((await other.fetch("/api/v1/tasks", { headers: anew })).status).toBe(401);
    for (const events of streams) events.close();
  }, 120_000);

  it("go on while one that was killed is replaced, later each time", async () => {
    const server = await start({ REQUESTS_PER_MINUTE: "100000" });
    await untilHealth(server, 200);
    const person = await signUp(server.url);
    const ended = () =>
      linesOf(server).filter(({ msg }) => msg === "a worker ended; another takes its place");
    const kill = async (pid: number | undefined) => {
      const before = ended().length;
      process.kill(pid as number, "SIGKILL");
      await expect.poll(() => ended().length, { timeout: 20_000 }).toBe(before + 1);
    };
    await kill([...pidsOf(server, "ready")][0]);
    while (pidsOf(server, "ready").size < 3) {
      expect((await person.fetch("/api/v1/tasks", { headers: anew })).status).toBe(200);
      await sleep(5);
    }
    await untilHealth(server, 200);
    await kill([...pidsOf(server, "ready")][2]);
    expect(ended()).toMatchObject([{ restartInMs: 100 }, { restartInMs: 200 }]);
    await untilHealth(server, 503);
    expect(await server.kill("SIGTERM")).toBe(0);
  }, 120_000);

  it("stop together on SIGTERM, after they have drained", async () => {
    const server = await start({ DRAIN_SECONDS: "1" });
    await untilHealth(server, 200);
    const person = await signUp(server.url);
    server.child.kill("SIGTERM");
    await untilHealth(server, 503);
    for (let n = 0; n < 2; n++)
      expect((await person.fetch("/api/v1/tasks", { headers: anew })).status).toBe(200);
    expect(await server.exit).toBe(0);
    expect(pidsOf(server, "stopped")).toEqual(pidsOf(server, "ready"));
    expect(server.output()).toMatch(/"the workers have stopped"}\n$/);
  }, 120_000);

  it("end when they cannot start, with the reason", async () => {
    const port = await freePort();
    const taken = createServer().listen(port, "127.0.0.1");
    const server = await start({ BACKEND_PORT: String(port) });
    expect(await server.exit).toBe(1);
    expect(server.output()).toContain(`Port ${port} is in use.`);
    expect(server.output()).not.toContain("another takes its place");
    taken.close();
  }, 120_000);
});
