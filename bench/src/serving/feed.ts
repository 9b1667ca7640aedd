import { randomUUID } from "node:crypto";
import { get } from "node:http";
import pg from "pg";
import { json, type Person, send } from "../chaos/person.ts";
import { type Contender, contest } from "./contest.ts";
import { type Amounts, type Line, slow, withinP99 } from "./figures.ts";
import { stretchOf } from "./load.ts";
import { personWith, type Stand } from "./stand.ts";

const people = 25;
const streamsEach = 20;
/** Limit of the 99th percentile. */
const mostMs = 100;

/** Something awaited by name, and when it arrived. */
class Arrivals {
  readonly #waiting = new Map<string, (at: number) => void>();

  next(name: string): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(name, resolve));
  }

  came(name: string): void {
    this.#waiting.get(name)?.(performance.now());
    this.#waiting.delete(name);
  }
}

/** Follows a person's events at a server; resolves once it has begun. */
function follow(url: string, { headers }: Person, arrivals: Arrivals, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/v1/events`, { headers, agent: false }, (answer) => {
      answer.on("error", () => {});
      if (answer.statusCode !== 200) return reject(new Error(`No stream: ${answer.statusCode}`));
      answer.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes("event: ready")) resolve(() => request.destroy());
        if (text.includes("event: change")) arrivals.came(name);
      });
    });
    // Also when it is ended at last.
    request.on("error", reject);
  });
}

/** Time from a change on one server until another delivers it, with 500 streams, compared with an INSERT until its NOTIFY arrives. */
export async function feed(stand: Stand, amounts: Amounts): Promise<Line[]> {
  const other = await stand.another();
  const arrivals = new Arrivals();
  const everyone = await Promise.all(Array.from({ length: people }, () => personWith(0, stand.backend.url)));
  const ends: (() => void)[] = [];
  for (const [n, person] of everyone.entries()) {
    const streams = Array.from({ length: streamsEach }, (_, stream) =>
      follow(other.url, person, arrivals, `${n} ${stream}`),
    );
    ends.push(...(await Promise.all(streams)));
  }
  const listener = new pg.Client({ connectionString: stand.databaseUrl });
  await listener.connect();
  await listener.query("LISTEN bench");
  await stand.pool.query("CREATE TABLE bare_change (id uuid PRIMARY KEY, title text)");
  listener.on("notification", () => arrivals.came("notify"));

  const oneAfterTheOther = (step: (turn: number) => Promise<number | null>): Contender => {
    let turn = 0;
    return async (ms) => {
      const times: number[] = [];
      let failed = 0;
      const began = performance.now();
      while (performance.now() - began < ms) {
        const time = await step(turn++);
        if (time === null) failed++;
        else times.push(time);
      }
      return stretchOf(times, failed, (performance.now() - began) / 1000);
    };
  };
  const scores = await contest(
    {
      change: oneAfterTheOther(async (turn) => {
        const n = turn % people;
        const seen = Promise.all(Array.from({ length: streamsEach }, (_, s) => arrivals.next(`${n} ${s}`)));
        const from = performance.now();
        const { status } = await send(
          everyone[n] as Person,
          "POST",
          "/api/v1/tasks",
          json({ title: "seen" }),
        );
        return status === 201 ? Math.max(...(await seen)) - from : null;
      }),
      notify: oneAfterTheOther(async () => {
        const heard = arrivals.next("notify");
        const from = performance.now();
        await stand.pool.query("INSERT INTO bare_change VALUES ($1, 'seen')", [randomUUID()]);
        await stand.pool.query("SELECT pg_notify('bench', 'x')");
        return (await heard) - from;
      }),
    },
    amounts,
  );
  for (const end of ends) end();
  await listener.end();
  await other.stop();
  return [
    withinP99(
      slow(
        "change → seen at another server, 500 streams",
        scores.change,
        "INSERT, NOTIFY → heard",
        scores.notify,
        Number.POSITIVE_INFINITY,
      ),
      scores.change,
      mostMs,
    ),
  ];
}
