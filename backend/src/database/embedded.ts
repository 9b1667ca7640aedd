import { fdatasyncSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { asset, bundled } from "../assets.ts";
import { privateFolder } from "../private-folder.ts";
import { createAnnouncer } from "./announcer.ts";
import { type Database, type DatabaseState, planSettings, type Queries } from "./client.ts";
import { lockFolder } from "./folder-lock.ts";
import * as schema from "./schema/index.ts";
import type { Statement } from "./statement.ts";

/** The parts of the Emscripten module that make fsync real. */
interface EmscriptenModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/** PGlite's folder storage, whose fsync does nothing, with one that reaches the disk. */
class DurableFolder extends NodeFS {
  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...args);
    const makeFsyncReal = (module: unknown) => {
      (module as EmscriptenModule).NODEFS.stream_ops.fsync = (stream) => {
        fdatasyncSync(stream.nfd);
        return 0;
      };
    };
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), makeFsyncReal] },
    };
  }
}

/**
 * WebAssembly never returns memory, so the database starts with little: what is
 * not in its own buffers is in those of the operating system.
 */
const memory = ["-c", "shared_buffers=16MB", "-c", "maintenance_work_mem=16MB"];

/**
 * V8 would soon recompile hot code with optimisations. For one function of PostgreSQL, the expression
 * interpreter, that takes 600 MB and seconds of CPU time at every start. Without it, a turn of the chat takes a
 * third more CPU time, and an import of 5,000 tasks half as much again.
 */
for (const flag of ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"])
  setFlagsFromString(flag);

/** PGlite starts PostgreSQL with `-F`, which turns fsync off. */
const durable = PGlite.defaultStartParams.filter((param) => param !== "-F");

/**
 * PostgreSQL in this process, in `folder` (null: in memory, for tests). Acknowledged writes are on disk.
 * @param template initial content of a database in memory, instead of creating it
 * @throws {FolderLockedError} if another process uses the folder.
 */
export function openEmbedded(folder: string | null, template?: Blob): Database {
  const unlock = folder === null ? () => {} : lockFolder(folder);
  let state: DatabaseState = "connecting";
  let trips = 0;
  const storage: PGliteOptions =
    folder === null
      ? {
          dataDir: "memory://",
          startParams: [...PGlite.defaultStartParams, ...memory, ...planSettings],
          ...(template && { loadDataDir: template }),
        }
      : {
          fs: new DurableFolder(join(folder, "postgres")),
          startParams: [...durable, ...memory, ...planSettings],
        };
  const opening = binaries().then((files) => PGlite.create({ ...storage, ...files }));
  let pglite: PGlite | null = null;
  const logger = { logQuery: () => void trips++ };
  // Drizzle asks for a PGlite and uses only its `query`.
  const client = {
    query: async (...args: Parameters<PGlite["query"]>) => (await opening).query(...args),
  } as unknown as PGlite;
  const queries: Queries = drizzle({ client, schema, logger });
  // No other process uses this database, so only listeners in this process need to be notified.
  const handlers = new Map<string, Set<(payload: string) => void>>();
  const announcer = createAnnouncer(async (announcements) => {
    for (const { channel, payload } of announcements)
      for (const handle of handlers.get(channel) ?? []) handle(payload);
  });

  const ready = (async () => {
    pglite = await opening;
    // New files have the modes the database chose.
    if (folder !== null) privateFolder(folder, ["postgres"]);
    await migrate(drizzle({ client: pglite }), { migrationsFolder: asset("migrations") });
    state = "ready";
  })();
  ready.catch(() => {
    state = "unavailable";
  });

  return {
    kind: "embedded",
    queries,
    run: async <Row, Values extends object>(statement: Statement<Values>, values: Values) => {
      trips++;
      return (await (await opening).query<Row>(statement.text, statement.parameters(values))).rows;
    },
    state: () => state,
    ready: () => ready,
    transaction: async (work, first) =>
      (await opening).transaction(async (tx) => {
        trips += 2; // BEGIN with `first`, and COMMIT.
        const results = first ? await tx.exec(first) : [];
        return work(drizzle({ client: tx as unknown as PGlite, schema, logger }), results.at(-1)?.rows ?? []);
      }),
    listen: async (channel, onMessage) => {
      const close = await (await opening).listen(channel, onMessage);
      const here = handlers.get(channel) ?? new Set();
      handlers.set(channel, here.add(onMessage));
      return {
        close: async () => {
          here.delete(onMessage);
          await close();
        },
      };
    },
    announce: announcer.announce,
    // PGlite has no autovacuum, and plans badly without statistics.
    maintain: async () => void (await (await opening).exec("VACUUM (ANALYZE)")),
    roundTrips: () => trips,
    close: async () => {
      await ready.catch(() => undefined);
      await announcer.settled();
      state = "unavailable";
      if (pglite && !pglite.closed) await pglite.close();
      unlock();
    },
  };
}

/** Exists in Node, but is missing from its types. */
const wasm = (
  globalThis as unknown as { WebAssembly: { compile(code: Uint8Array): Promise<WebAssembly.Module> } }
).WebAssembly;

/** PGlite's files in the bundle, where it would not find them itself. */
async function binaries(): Promise<PGliteOptions> {
  if (!bundled) return {};
  const read = (name: string) => readFile(asset(`../pglite/${name}`));
  const [postgres, initdb, files] = await Promise.all([
    read("pglite.wasm"),
    read("initdb.wasm"),
    read("pglite.data"),
  ]);
  return {
    pgliteWasmModule: await wasm.compile(postgres),
    initdbWasmModule: await wasm.compile(initdb),
    fsBundle: new Blob([files]),
  };
}
