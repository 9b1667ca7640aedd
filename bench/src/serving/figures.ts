import { randomUUID } from "node:crypto";
import { limits, taskQuery } from "@todo-chatbot/contracts";
import { listStatement } from "../../../backend/src/tasks/repository/list.ts";
import type { Person } from "../chaos/person.ts";
import { type Contender, contest, median, type Ratio, ratio, type Score } from "./contest.ts";
import { type Call, load, stretchOf } from "./load.ts";
import { startFastApi, startFastify } from "./peers.ts";
import { idOf, personWith, type Stand, withKey } from "./stand.ts";

/** One line of the report. */
export interface Line {
  figure: string;
  found: string;
  beside: string;
  /** Ratio to the peer or limit. */
  ratio: Ratio;
  /** Minimum ratio, or maximum for times. */
  reach: string;
  holds: boolean;
  /** Requests on either side with an unexpected response. */
  failed: number;
}

export interface Amounts {
  rounds: number;
  ms: number;
}

const connections = 50;

const jsonType = { "content-type": "application/json" };

const rate = ({ rounds }: Score) => `${median(rounds.map(({ perSecond }) => perSecond)).toFixed(0)}/s`;
const time = ({ rounds }: Score) => `p50 ${median(rounds.map(({ p50 }) => p50)).toFixed(1)} ms`;

const fast = (figure: string, ours: Score, beside: string, peer: Score, part: number): Line => {
  const of = ratio(ours, peer);
  return {
    figure,
    found: rate(ours),
    beside: `${beside} ${rate(peer)}`,
    ratio: of,
    reach: `≥ ${part}`,
    holds: of.median >= part && ours.failed + peer.failed === 0,
    failed: ours.failed + peer.failed,
  };
};

/** A line comparing one of our times with a peer's. */
export const slow = (figure: string, ours: Score, beside: string, peer: Score, part: number): Line => {
  const of = ratio(ours, peer, "p50");
  return {
    figure,
    found: time(ours),
    beside: `${beside} ${time(peer)}`,
    ratio: of,
    reach: `≤ ${part}`,
    holds: of.median <= part && ours.failed + peer.failed === 0,
    failed: ours.failed + peer.failed,
  };
};

/** The same line, judged by the 99th percentile of our time instead of by the ratio. */
export const withinP99 = (line: Line, ours: Score, mostMs: number): Line => {
  const p99 = median(ours.rounds.map((stretch) => stretch.p99));
  return {
    ...line,
    found: `${line.found}, p99 ${p99.toFixed(1)} ms`,
    reach: `p99 ≤ ${mostMs} ms`,
    holds: line.failed === 0 && p99 <= mostMs,
  };
};

/** Listing 50 tasks, with a session and with an API key. */
export async function list(stand: Stand, amounts: Amounts): Promise<Line[]> {
  const { url } = stand.backend;
  const person = await personWith(60, url);
  const { statement, values } = listStatement(await idOf(stand, person), taskQuery.parse({}));
  const bare = await startFastify(stand.databaseUrl, statement.text, statement.parameters(values));
  const two = await stand.another({ WORKERS: "2" });
  const python = await startFastApi(stand.databaseUrl);
  const get = (path: string, headers: Record<string, string> = {}): (() => Call) => {
    const call: Call = { method: "GET", path, headers, status: 200 };
    return () => call;
  };
  const search = get("/api/v1/tasks?q=plumber%20leak", await withKey(person));
  const contenders: Record<string, Contender> = {
    session: (ms) => load(url, connections, ms, get("/api/v1/tasks", person.headers)),
    two: (ms) => load(two.url, connections, ms, get("/api/v1/tasks", person.headers)),
    bare: (ms) => load(bare.url, connections, ms, get("/tasks")),
    key: (ms) => load(url, connections, ms, get("/api/v1/tasks", search().headers)),
    search: (ms) => load(url, connections, ms, search),
  };
  if (python) {
    const headers = await pythonPerson(stand, 60);
    contenders.python = (ms) => load(python.url, connections, ms, get("/tasks", headers));
  }
  const scores = await contest(contenders, amounts);
  await bare.stop();
  await two.stop();
  await python?.stop();
  const of = (name: string) => scores[name] as Score;
  return [
    fast("list 50 tasks, session, WORKERS=2", of("two"), "one process", of("session"), 1),
    fast("list 50 tasks, session", of("session"), "bare Fastify, same SELECT", of("bare"), 0.5),
    fast("list 50 tasks, API key", of("key"), "bare Fastify, same SELECT", of("bare"), 0.55),
    ...(python
      ? [
          fast("list 50 tasks, API key", of("key"), "FastAPI + SQLModel", of("python"), 6),
          fast("search, API key", of("search"), "FastAPI listing", of("python"), 6),
        ]
      : []),
  ];
}

/** A person with tasks in the Python peer. */
async function pythonPerson({ pool }: Stand, tasks: number): Promise<Record<string, string>> {
  const token = randomUUID();
  await pool.query("INSERT INTO peer_token VALUES ($1, $1)", [token]);
  await pool.query(
    `INSERT INTO peer_task (title, description, priority, id, owner, created_at, updated_at)
      SELECT 'Call the plumber about leak number ' || n, '', 2, gen_random_uuid(), $1, now(), now()
      FROM generate_series(1, $2::int) n`,
    [token, tasks],
  );
  return { authorization: `Bearer ${token}` };
}

/** INSERT and COMMIT of one narrow row with a primary key, with as many connections as a server has. */
async function bareInsert({ pool }: Stand): Promise<Contender> {
  await pool.query(
    "CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, owner text, title text, at timestamptz)",
  );
  return async (ms) => {
    const times: number[] = [];
    const began = performance.now();
    const insert = async () => {
      while (performance.now() - began < ms) {
        const from = performance.now();
        await pool.query({
          name: "bare",
          text: "INSERT INTO bare VALUES ($1, $2, $3, now())",
          values: [randomUUID(), "somebody", "Call the plumber"],
        });
        times.push(performance.now() - from);
      }
    };
    await Promise.all(Array.from({ length: connections }, insert));
    return stretchOf(times, 0, (performance.now() - began) / 1000);
  };
}

/** Creating and completing, for one person on all connections and for as many people. */
export async function write(stand: Stand, amounts: Amounts): Promise<Line[]> {
  const { url } = stand.backend;
  const people = await Promise.all(Array.from({ length: connections }, () => personWith(0, url)));
  const python = await startFastApi(stand.databaseUrl);
  const creation = (headers: Record<string, string>): Call => ({
    method: "POST",
    path: "/api/v1/tasks",
    headers: { ...headers, ...jsonType },
    body: JSON.stringify({ title: "Call the plumber about the leak", priority: 2 }),
    status: 201,
  });
  const create = async (ms: number, people: readonly Person[], whose: (connection: number) => number) => {
    const calls = people.map(({ headers }) => creation(headers));
    return load(url, connections, ms, (connection) => calls[whose(connection)] as Call);
  };
  const complete = async (ms: number, people: readonly Person[]) => {
    // More than can be completed in time; inserted directly, since only completing them is measured.
    const each = Math.ceil((ms * 5) / people.length);
    const open = await Promise.all(people.map((person) => openTasks(stand, person, each)));
    return load(url, connections, ms, (connection) => {
      const place = connection % people.length;
      return {
        method: "POST",
        path: `/api/v1/tasks/${open[place]?.pop()}/complete`,
        headers: people[place]?.headers ?? {},
        status: 200,
      };
    });
  };
  const contenders: Record<string, Contender> = {
    // One person at a time: the next one takes over when somebody has as many open tasks as one may have.
    createOne: async (ms) => {
      const most = limits.openTasksPerUser;
      const needed = Math.ceil((ms * 20) / most);
      const inTurn = await Promise.all(Array.from({ length: needed }, () => personWith(0, url)));
      let sent = 0;
      return create(ms, inTurn, () => Math.floor(sent++ / most));
    },
    bare: await bareInsert(stand),
    createMany: (ms) => create(ms, people, (connection) => connection),
    completeOne: async (ms) => complete(ms, [await personWith(0, url)]),
    completeMany: (ms) => complete(ms, people),
  };
  if (python) {
    const call: Call = {
      method: "POST",
      path: "/tasks",
      headers: { ...(await pythonPerson(stand, 0)), ...jsonType },
      body: JSON.stringify({ title: "Call the plumber about the leak", priority: 2 }),
      status: 201,
    };
    contenders.python = (ms) => load(python.url, connections, ms, () => call);
  }
  const scores = await contest(contenders, amounts);
  await python?.stop();
  const of = (name: string) => scores[name] as Score;
  const insert = (figure: string, name: string) =>
    fast(figure, of(name), "bare INSERT + COMMIT", of("bare"), 0.35);
  return [
    insert("create, one person", "createOne"),
    insert("create, 50 people", "createMany"),
    insert("complete, one person", "completeOne"),
    insert("complete, 50 people", "completeMany"),
    ...(python ? [fast("create, 50 people", of("createMany"), "FastAPI + SQLModel", of("python"), 3)] : []),
  ];
}

/** Inserts open tasks to complete directly into the database. */
async function openTasks(stand: Stand, person: Person, count: number): Promise<string[]> {
  const { rows } = await stand.pool.query<{ id: string }>(
    `INSERT INTO tasks (id, owner_id, title, description, priority, labels, reminders, position, version, search,
        created_at, updated_at)
      SELECT gen_random_uuid(), $1, 'Call the plumber ' || n, '', 4, '{}', '[]', n, 1, 'call the plumber ' || n, now(), now()
      FROM generate_series(1, $2::int) n RETURNING id`,
    [await idOf(stand, person), count],
  );
  return rows.map(({ id }) => id);
}

/** Turns of the built-in assistant: three alternating messages that add, ask and delete. */
export function talk({ headers }: Person): () => Call {
  const conversationId = { id: undefined as string | undefined };
  let turn = 0;
  return () => {
    const said = ["add buy milk", "what is due today?", "delete buy milk"][turn++ % 3];
    return {
      method: "POST",
      path: "/api/v1/chat",
      headers: { ...headers, ...jsonType },
      body: JSON.stringify({ message: said, conversationId: conversationId.id }),
      status: 200,
      accept: (text) => {
        const answer = JSON.parse(text) as { conversationId: string; toolCalls: { status: string }[] };
        conversationId.id = answer.conversationId;
        return answer.toolCalls[0]?.status === "ok";
      },
    };
  };
}

/** Chatting, compared with one transaction that writes the same amount. */
export async function chat(stand: Stand, amounts: Amounts): Promise<Line[]> {
  const { url } = stand.backend;
  const two = await stand.another({ WORKERS: "2" });
  const talksAt = async (server: string) =>
    (await Promise.all(Array.from({ length: connections }, () => personWith(5, server)))).map(talk);
  const [talks, talksWithTwo] = [await talksAt(url), await talksAt(two.url)];
  const [hundred, tenThousand] = [await personWith(100, url), await personWith(9900, url)].map(talk) as [
    () => Call,
    () => Call,
  ];
  await stand.pool.query(
    "CREATE TABLE IF NOT EXISTS bare_turn (id uuid PRIMARY KEY, owner text, part text, content jsonb)",
  );
  const bare: (callers: number) => Contender = (callers) => async (ms) => {
    const times: number[] = [];
    const began = performance.now();
    const write = async () => {
      while (performance.now() - began < ms) {
        const from = performance.now();
        const client = await stand.pool.connect();
        await client.query("BEGIN");
        for (const part of ["messages", "run", "events", "task", "change", "answer"])
          await client.query({
            name: "bare_turn",
            text: "INSERT INTO bare_turn VALUES ($1, 'somebody', $2, $3)",
            values: [randomUUID(), part, { text: "Call the plumber about the leak" }],
          });
        await client.query("COMMIT");
        client.release();
        times.push(performance.now() - from);
      }
    };
    await Promise.all(Array.from({ length: callers }, write));
    return stretchOf(times, 0, (performance.now() - began) / 1000);
  };
  const scores = await contest(
    {
      many: (ms: number) => load(url, connections, ms, (connection) => talks[connection]?.() as Call),
      two: (ms: number) =>
        load(two.url, connections, ms, (connection) => talksWithTwo[connection]?.() as Call),
      bareMany: bare(connections),
      one: (ms: number) => load(url, 1, ms, () => talks[0]?.() as Call),
      bareOne: bare(1),
      hundred: (ms: number) => load(url, 1, ms, hundred),
      tenThousand: (ms: number) => load(url, 1, ms, tenThousand),
    },
    amounts,
  );
  await two.stop();
  const writes = "a transaction of six INSERTs";
  return [
    fast("chat turns, 50 people, WORKERS=2", scores.two, "one process", scores.many, 1),
    fast("chat turns, 50 people", scores.many, writes, scores.bareMany, 0.5),
    slow("chat turn, 50 people", scores.many, writes, scores.bareMany, 2),
    slow("chat turn, one person", scores.one, writes, scores.bareOne, 2),
    slow("chat turn, 10,000 open tasks", scores.tenThousand, "100 open tasks", scores.hundred, 3),
  ];
}
