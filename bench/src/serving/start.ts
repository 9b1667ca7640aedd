import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Backend, startBackend } from "../backend.ts";
import { residentMb, watchMemory } from "../chaos/memory.ts";
import { type Contender, contest, median, type Ratio } from "./contest.ts";
import { type Amounts, type Line, slow, talk } from "./figures.ts";
import { type Call, load, stretchOf } from "./load.ts";
import { startFastify } from "./peers.ts";
import { personWith, type Stand, withKey } from "./stand.ts";

/** Time without requests after which a server counts as idle: its start-up work is over by then. */
const idleMs = 15_000;

/** Time from spawn to the first answer, and resident memory, compared with a bare Fastify. */
export async function start(stand: Stand, { rounds, ms }: Amounts): Promise<Line[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-bench-start-"));
  const one = (begin: () => Promise<{ readyMs: number; stop(): Promise<void> }>): Contender => {
    return async () => {
      const server = await begin();
      await server.stop();
      return stretchOf([server.readyMs], 0, server.readyMs / 1000);
    };
  };
  const bare = () => startFastify(stand.databaseUrl, "SELECT '{}' AS task", []);
  const scores = await contest(
    { bare: one(bare), postgres: one(stand.another), embedded: one(() => startBackend(folder)) },
    { rounds, ms },
  );
  rmSync(folder, { recursive: true, force: true });
  return [
    slow("start → first 200, PostgreSQL", scores.postgres, "bare Fastify", scores.bare, 3),
    slow("start → first 200, embedded database", scores.embedded, "bare Fastify", scores.bare, 15),
    ...(await memory(stand, bare, rounds, ms)),
  ];
}

async function memory(
  stand: Stand,
  bare: () => ReturnType<typeof startFastify>,
  rounds: number,
  ms: number,
): Promise<Line[]> {
  const [ours, peer] = [await stand.another(), await bare()];
  await sleep(idleMs);
  const idle = [await residentMb(ours.pid), await residentMb(peer.pid)] as const;
  const headers = await withKey(await personWith(60, ours.url));
  const busy: (readonly [number, number])[] = [];
  let failed = 0;
  for (let round = 0; round < rounds; round++) {
    failed += (await asked(ours, headers, ms)) + (await asked(peer, {}, ms, "/tasks"));
    busy.push([await residentMb(ours.pid), await residentMb(peer.pid)]);
  }
  const talks: (() => Call)[] = [];
  while (talks.length < 50) talks.push(talk(await personWith(5, ours.url)));
  const watch = watchMemory(ours.pid);
  const chats = await load(ours.url, 50, rounds * ms, (connection) => talks[connection]?.() as Call);
  const { peakMb } = watch.stop();
  const peerMb = await residentMb(peer.pid);
  await ours.stop();
  await peer.stop();
  return [
    lineOf("resident memory, idle", [idle], 1.4, failed),
    lineOf("… after lists on 50 connections", busy, 2, failed),
    lineOf("… then while 50 people chat, at most", [[peakMb, peerMb]], 2.2, chats.failed),
  ];
}

async function asked(
  { url }: Pick<Backend, "url">,
  headers: Record<string, string>,
  ms: number,
  path = "/api/v1/tasks",
): Promise<number> {
  const { failed } = await load(url, 50, ms, () => ({ method: "GET", path, headers, status: 200 }));
  return failed;
}

function lineOf(
  figure: string,
  looks: readonly (readonly [number, number])[],
  most: number,
  failed: number,
): Line {
  const parts = looks.map(([ours, peer]) => ours / peer);
  const ratio: Ratio = { median: median(parts), least: Math.min(...parts), most: Math.max(...parts) };
  const [ours, peer] = [0, 1].map((at) => median(looks.map((look) => look[at] as number)));
  return {
    figure,
    found: `${ours?.toFixed(0)} MiB`,
    beside: `bare Fastify ${peer?.toFixed(0)} MiB`,
    ratio,
    reach: `≤ ${most}`,
    holds: failed === 0 && ratio.median <= most,
    failed,
  };
}
