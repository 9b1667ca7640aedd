import type { Account } from "../chaos/person.ts";
import { type Contender, contest } from "./contest.ts";
import { type Amounts, type Line, slow, withinP99 } from "./figures.ts";
import { load } from "./load.ts";
import { idOf, personWith, type Site, type Stand } from "./stand.ts";

const peopleCount = 10_000;
const tasksEach = 100;
/** People inserted by one statement. */
const batchSize = 250;
/** Filling stops after this time, with fewer tasks. */
const fillTimeoutMs = 180_000;
/** Limit of the 99th percentile of a search. */
const searchMs = 25;

/** Lists and searches among a million tasks of 10,000 people, compared with a database that has only one person. */
export async function scale(stand: Stand, amounts: Amounts): Promise<Line[]> {
  const small = await stand.beside();
  const large = await stand.beside();
  const tasks = await fill(large);
  const alone = await personIn(small, 1000);
  const among = await personIn(large, 1000);
  const much = await personIn(large, 10_000);
  for (const { pool } of [small, large]) await pool.query("VACUUM (ANALYZE) tasks");
  const get = ({ url }: Site, { headers }: Account, path: string): Contender => {
    const call = { method: "GET" as const, path, headers, status: 200 };
    return (ms) => load(url, 1, ms, () => call);
  };
  const [list, search] = ["/api/v1/tasks", "/api/v1/tasks?q=plumber%20number%207"];
  const scores = await contest(
    {
      alone: get(small, alone, list),
      among: get(large, among, list),
      much: get(large, much, list),
      searchAlone: get(small, alone, search),
      searchAmong: get(large, among, search),
      searchMuch: get(large, much, search),
    },
    amounts,
  );
  await small.stop();
  await large.stop();
  const amount = tasks.toLocaleString("en");
  return [
    slow(`list, 1,000 tasks among ${amount}`, scores.among, "1,000 alone", scores.alone, 1.3),
    slow("list, one person with 10,000 tasks", scores.much, "1,000 alone", scores.alone, 1.3),
    slow(`search, 1,000 tasks among ${amount}`, scores.searchAmong, "1,000 alone", scores.searchAlone, 1.3),
    withinP99(
      slow("search, 10,000 tasks", scores.searchMuch, "1,000 alone", scores.searchAlone, 10),
      scores.searchMuch,
      searchMs,
    ),
  ];
}

/** Inserts people with tasks; returns the number of tasks. */
async function fill({ pool }: Site): Promise<number> {
  const until = performance.now() + fillTimeoutMs;
  let people = 0;
  for (; people < peopleCount && performance.now() < until; people += batchSize) {
    const range = [people + 1, people + batchSize];
    await pool.query(
      `INSERT INTO "user" (id, name, email)
        SELECT 'crowd ' || n, 'Somebody', 'crowd' || n || '@todo.example' FROM generate_series($1::int, $2::int) n`,
      range,
    );
    await pool.query(
      `INSERT INTO tasks (id, owner_id, title, description, priority, labels, reminders, position, version, search,
          created_at, updated_at)
        SELECT gen_random_uuid(), 'crowd ' || n, 'Call the plumber about leak number ' || k, '', 4, '{home}', '[]', k, 1,
          'call the plumber about leak number ' || k, now(), now()
        FROM generate_series($1::int, $2::int) n, generate_series(1, ${tasksEach}) k`,
      range,
    );
  }
  return people * tasksEach;
}

/** A person with this many open tasks, inserted by SQL. */
async function personIn(site: Site, tasks: number): Promise<Account> {
  const person = await personWith(0, site.url);
  await site.pool.query(
    `INSERT INTO tasks (id, owner_id, title, description, priority, labels, reminders, position, version, search,
        created_at, updated_at)
      SELECT gen_random_uuid(), $1, 'Call the plumber about leak number ' || k, '', 4, '{home}', '[]', k, 1,
        'call the plumber about leak number ' || k, now(), now()
      FROM generate_series(1, $2::int) k`,
    [await idOf(site, person), tasks],
  );
  return person;
}
