import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { limits } from "@todo-chatbot/contracts";
import { anyAddress, json, type Person, send, undoLast } from "./person.ts";

/** One kind of attack. */
export interface Attack {
  name: string;
  /** How many attackers at the same time, each with their own account. */
  people: number;
  /** Attacks once. Returns the response status, or null if it did not wait for one. */
  strike(person: Person): Promise<number | null>;
}

const MB = 1_048_576;
const status = (answer: { status: number }) => answer.status;

const now = new Date().toISOString();
const exported = (index: number, description: string) => ({
  id: randomUUID(),
  title: `Task ${index}`,
  description,
  completedAt: null,
  priority: 1 + (index % 4),
  labels: ["a", "b", "c"],
  project: `Project ${index % 50}`,
  parentId: null,
  due: { date: "2030-01-15", time: "09:00", timeZone: "America/New_York" },
  recurrence: null,
  reminders: [{ minutesBefore: 10 }],
  position: index,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** As large as an import may be: 5,000 tasks, close to 10 MiB. */
const largestImport = json({
  format: "todo-chatbot",
  version: 1,
  tasks: Array.from({ length: limits.tasksPerChange }, (_, index) => exported(index, "x".repeat(1500))),
});

/** As many tasks as an import may have, all under one of them, with nothing but titles. */
export const importOfMany = (() => {
  const parent = exported(0, "");
  const others = Array.from({ length: limits.tasksPerChange - 1 }, (_, index) => ({
    ...exported(index + 1, ""),
    parentId: parent.id,
  }));
  return json({ format: "todo-chatbot", version: 1, tasks: [parent, ...others] });
})();

/** Rules that have to try many dates before they find one or give up. */
const costlyRule = `FREQ=MONTHLY;BYYEARDAY=366;INTERVAL=2;BYMINUTE=${Array.from({ length: 60 }, (_, minute) => minute).join(",")}`;

const costlyCalendar = {
  type: "text/calendar",
  content: [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    ...Array.from({ length: 4000 }, (_, index) => [
      "BEGIN:VTODO",
      `UID:${index}`,
      `SUMMARY:Step ${index}`,
      `RELATED-TO:${index - 1}`,
      "DTSTART;VALUE=DATE:20300101",
      `RRULE:${costlyRule}`,
      "END:VTODO",
    ]).flat(),
    "END:VCALENDAR",
    "",
  ].join("\r\n"),
};

const wideTable = {
  type: "text/csv",
  content: `TYPE,CONTENT,PRIORITY,INDENT\n${'task,"a ""quoted"" word, and more",1,1\n'.repeat(200_000)}`,
};

const deep = (levels: number) => ({ type: "application/json", content: "[".repeat(levels) });
const words = [
  "undo it",
  "alright",
  "buy milk and call mom tomorrow at 5",
  "every monday",
  "müssen",
  "-",
  "日本語",
];

function longMessage(): string {
  const word = words[Math.floor(Math.random() * words.length)] ?? "";
  return `${word} `.repeat(limits.messageLength).slice(0, limits.messageLength);
}

async function fillAndEmpty(person: Person): Promise<number> {
  const filled = await send(person, "POST", "/api/v1/import", largestImport);
  if (filled.status !== 200) return filled.status;
  await send(person, "GET", "/api/v1/export");
  return undoLast(person);
}

function costlyBatch(person: Person): Promise<number> {
  const create = (index: number) => ({
    type: "create",
    task: { title: `Costly ${index}`, due: { date: "2030-01-01" }, recurrence: { rule: costlyRule } },
  });
  return send(
    person,
    "POST",
    "/api/v1/tasks/batch",
    json({ operations: Array.from({ length: limits.batchSize }, (_, index) => create(index)) }),
  ).then(status);
}

/** Opens an event stream whose answer is never read. */
function openStream(person: Person): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const stream = request(`${person.url}/api/v1/events`, { headers: person.headers, agent: false });
    stream.once("response", (answer) => {
      answer.on("error", () => {});
      answer.pause();
      resolve({ close: () => answer.destroy() });
    });
    stream.once("error", reject);
    stream.end();
  });
}

async function readSlowly(person: Person): Promise<number> {
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(person)));
  const description = "x".repeat(limits.descriptionLength);
  const operations = Array.from({ length: limits.batchSize }, (_, index) => ({
    type: "create",
    task: { title: `Unread ${index}`, description },
  }));
  let last = 0;
  for (let batch = 0; batch < 8; batch++) {
    last = status(await send(person, "POST", "/api/v1/tasks/batch", json({ operations })));
  }
  await sleep(2000);
  for (const stream of streams) stream.close();
  for (let batch = 0; batch < 8; batch++) await undoLast(person);
  return last;
}

async function comeAndGo(person: Person): Promise<null> {
  const streams = await Promise.all(Array.from({ length: 30 }, () => openStream(person)));
  for (const stream of streams) stream.close();
  return null;
}

/** Announces a body and disconnects in the middle of it. */
async function breakOffUpload(person: Person): Promise<null> {
  const { port, hostname } = new URL(person.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const headers = Object.entries({
    ...person.headers,
    host: `${hostname}:${port}`,
    "content-type": "application/json",
    "content-length": String(10 * MB),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST /api/v1/import HTTP/1.1\r\n${headers.join("")}\r\n`);
  await new Promise((done) => socket.write("x".repeat(6 * MB), () => done(null)));
  socket.resetAndDestroy();
  return null;
}

/** Requests everything and disconnects at the first chunk. */
async function breakOffDownload(person: Person): Promise<null> {
  const leaving = new AbortController();
  const answer = await fetch(`${person.url}/api/v1/export`, {
    headers: person.headers,
    signal: leaving.signal,
  });
  await answer.body?.getReader().read();
  leaving.abort();
  return null;
}

function wrongKey({ url }: Person): Promise<number> {
  const headers = { "x-forwarded-for": anyAddress(), authorization: `Bearer todo_${randomUUID()}` };
  return send({ url, email: "", headers }, "GET", "/api/v1/tasks").then(status);
}

function wrongPassword({ url, email }: Person): Promise<number> {
  const headers = { "x-forwarded-for": anyAddress(), origin: url };
  const body = json({
    email: Math.random() < 0.5 ? email : `${randomUUID()}@example.org`,
    password: randomUUID(),
  });
  return send({ url, email, headers }, "POST", "/api/auth/sign-in/email", body).then(status);
}

/** The load: all attacks at once, at the limits of what a request may be. */
export const attacks: readonly Attack[] = [
  { name: "largest imports, undone", people: 2, strike: fillAndEmpty },
  {
    name: "calendars of costly rules",
    people: 1,
    strike: (person) => send(person, "POST", "/api/v1/import", costlyCalendar).then(status),
  },
  {
    name: "tables too long",
    people: 1,
    strike: (person) => send(person, "POST", "/api/v1/import", wideTable).then(status),
  },
  { name: "batches of costly rules", people: 1, strike: costlyBatch },
  {
    name: "deep JSON",
    people: 1,
    strike: async (person) => {
      await send(person, "POST", "/api/v1/import", deep(9 * MB));
      return status(await send(person, "POST", "/api/v1/tasks", deep(MB / 2)));
    },
  },
  {
    name: "longest messages",
    people: 4,
    strike: (person) => send(person, "POST", "/api/v1/chat", json({ message: longMessage() })).then(status),
  },
  { name: "streams nobody reads", people: 2, strike: readSlowly },
  { name: "streams opened and left", people: 1, strike: comeAndGo },
  { name: "uploads broken off", people: 2, strike: breakOffUpload },
  { name: "downloads broken off", people: 1, strike: breakOffDownload },
  { name: "wrong keys", people: 2, strike: wrongKey },
  { name: "wrong passwords", people: 1, strike: wrongPassword },
];
