import { randomUUID } from "node:crypto";
import { taskCreate } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseKinds, useDatabase } from "../../testing/database.ts";
import { ChatHistory } from "../history.ts";
import { tailRun } from "../stream/tail.ts";
import { type ChatHarness, chatHarness, speaker } from "../testing/chat-harness.ts";
import { type ScriptedModel, startScriptedModel } from "../testing/scripted-model.ts";
import { collect, gate, textOf, until } from "../testing/waiting.ts";
import type { Chunk } from "../types.ts";

describe.each(databaseKinds)("conversations on %s", (kind) => {
  const database = useDatabase(kind);
  let server: ScriptedModel;
  /** Two servers on one database. */
  let here: ChatHarness;
  let there: ChatHarness;
  let history: ChatHistory;
  let user: string;

  beforeAll(async () => {
    server = await startScriptedModel();
    const model = { baseUrl: server.baseUrl };
    here = await chatHarness(database(), { model });
    there = await chatHarness(database(), { model });
    history = new ChatHistory(database());
  });
  beforeEach(async () => {
    user = await here.person();
    server.play({ type: "text", text: "Hello there, how are you?" });
  });
  afterAll(async () => {
    await here.runs.close(1000);
    await there.runs.close(1000);
    await server.close();
  });

  const messages = async (conversationId: string, owner = user) =>
    (await history.messages(owner, conversationId, { limit: 50 })).items;

  it("stores the message before the model is asked, and the answer after", async () => {
    const asked = gate();
    const goOn = gate();
    server.script(async () => {
      asked.open();
      await goOn.opened;
      return { type: "text", text: "Hi." };
    });
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    await asked.opened;
    expect(await messages(turn.conversationId)).toMatchObject([
      { role: "user", text: "hello", status: "complete" },
      { role: "assistant", text: "", status: "running" },
    ]);
    goOn.open();
    const answer = await turn.message();
    expect((await messages(turn.conversationId))[1]).toEqual(answer);
    expect(answer).toMatchObject({ text: "Hi.", status: "complete" });
  });

  it("allows one running answer in a conversation", async () => {
    const goOn = gate();
    server.script(async () => {
      await goOn.opened;
      return { type: "text", text: "Hi." };
    });
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    const { conversationId } = turn;
    const again = there.service.say(speaker(user), { message: "hello?", conversationId }, null);
    await expect(again).rejects.toMatchObject({ code: "run_active", status: 409 });
    await expect(here.service.retry(speaker(user), conversationId)).rejects.toMatchObject({
      code: "run_active",
    });
    goOn.open();
    await turn.message();
    expect(await messages(conversationId)).toHaveLength(2);
  });

  it("streams to every server: past events, then new ones", async () => {
    const goOn = gate();
    server.script(async (_, index) => {
      if (index % 2 === 1) await goOn.opened;
      return index % 2 === 0
        ? {
            type: "tools",
            text: "First this. ",
            calls: [{ name: "add_task", arguments: { tasks: [{ title: "A" }] } }],
          }
        : { type: "text", text: "And then that." };
    });
    server.requests.length = 0;
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    const tail = () =>
      tailRun(database().queries, there.runs.news, user, turn.conversationId, { runId: null, after: -1 });
    // Wait until the first half is stored, so that the tail begins in the middle.
    await until(async () => {
      const stored =
        await database().queries.execute(sql`select from run_events e join runs r on r.id = e.run_id
        where r.conversation_id = ${turn.conversationId} and e.chunk ->> 'type' = 'tool-output-available'`);
      return (stored as unknown as { rows: unknown[] }).rows.length > 0;
    });
    const resumed = collect(await tail());
    const second = collect(await tail());
    goOn.open();
    const answer = await turn.message();
    const [chunks, same] = await Promise.all([resumed, second]);
    expect(same).toEqual(chunks);
    expect(chunks.slice(0, 2)).toMatchObject([
      { type: "start", messageId: answer.id },
      { type: "data-turn" },
    ]);
    expect(chunks.slice(-2)).toEqual([{ type: "data-outcome", data: answer }, { type: "finish" }]);
    expect(textOf(chunks)).toBe("First this. And then that.");

    const live: Chunk[] = [];
    for await (const chunk of turn.chunks()) if (chunk) live.push(chunk);
    expect(textOf(live)).toBe(textOf(chunks));
    expect(live.filter(({ type }) => type !== "text-delta")).toEqual(
      chunks.filter(({ type }) => type !== "text-delta"),
    );
    expect(await tail()).toBeNull();
  });

  it("resumes after the last event received, even if the answer has ended meanwhile", async () => {
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    const { id } = await turn.message();
    const runs = await database().queries.execute(sql`select id from runs where message_id = ${id}`);
    const [run] = (runs as unknown as { rows: { id: string }[] }).rows;
    const all = await tailRun(database().queries, there.runs.news, user, turn.conversationId, {
      runId: run?.id ?? "",
      after: 1,
    });
    const chunks = await collect(all);
    expect(chunks[0]).toMatchObject({ type: "start-step" });
    expect(chunks.at(-1)).toEqual({ type: "finish" });
  });

  it("streams a short answer to another server without having stored its events", async () => {
    const goOn = gate();
    server.script(async () => {
      await goOn.opened;
      return { type: "text", text: "Hi." };
    });
    // However slow the machine is, it does not take long.
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    vi.useRealTimers();
    const tail = await tailRun(database().queries, there.runs.news, user, turn.conversationId, {
      runId: null,
      after: -1,
    });
    const resumed = collect(tail);
    goOn.open();
    const answer = await turn.message();
    const chunks = await resumed;
    expect(chunks.slice(0, 2)).toMatchObject([
      { type: "start", messageId: answer.id },
      { type: "data-turn" },
    ]);
    expect(textOf(chunks)).toBe("Hi.");
    expect(chunks.slice(-2)).toEqual([{ type: "data-outcome", data: answer }, { type: "finish" }]);
    const stored =
      await database().queries.execute(sql`select from run_events e join runs r on r.id = e.run_id
      where r.conversation_id = ${turn.conversationId}`);
    expect((stored as unknown as { rows: unknown[] }).rows).toHaveLength(0);
  });

  it("continues when the client disconnects", async () => {
    const goOn = gate();
    server.script(async () => {
      await goOn.opened;
      return { type: "text", text: "Still here." };
    });
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    for await (const _ of turn.chunks()) break;
    goOn.open();
    expect(await turn.message()).toMatchObject({ text: "Still here.", status: "complete" });
  });

  it("stops on demand, from another server, and keeps what was said", async () => {
    server.play({ type: "hang", afterText: "One moment, I am looking" });
    const turn = await here.service.say(speaker(user), { message: "hello" }, null);
    for await (const chunk of turn.chunks()) if (chunk?.type === "text-delta") break;
    await new ChatHistory(there.database).stop(user, turn.conversationId);
    const answer = await turn.message();
    expect(answer.status).toBe("stopped");
    expect("One moment, I am looking".startsWith(answer.text)).toBe(true);
    expect(answer.text).not.toBe("");
    // Nothing is running any more: to stop is no error.
    await history.stop(user, turn.conversationId);
  });

  it("marks an answer interrupted when its server died, and answers it again", async () => {
    const dead = randomUUID();
    server.play({ type: "hang" });
    const turn = await here.service.say(
      speaker(user),
      { message: "hello", sentAt: "2030-05-05T10:00:00Z" },
      null,
    );
    // The process is gone, so its lease expires.
    await database().queries.execute(sql`update runs set replica = ${dead}, lease_until = now() - interval '1 second'
      where conversation_id = ${turn.conversationId}`);
    expect(await messages(turn.conversationId)).toMatchObject([
      { role: "user", text: "hello", status: "complete" },
      { role: "assistant", status: "interrupted" },
    ]);
    const tail = await tailRun(database().queries, there.runs.news, user, turn.conversationId, {
      runId: null,
      after: -1,
    });
    expect((await collect(tail)).at(-2)).toMatchObject({
      type: "data-outcome",
      data: { status: "interrupted" },
    });

    server.requests.length = 0;
    server.play({ type: "text", text: "Here I am." });
    const again = await there.service.retry(speaker(user), turn.conversationId);
    expect(await again.message()).toMatchObject({ text: "Here I am.", status: "complete" });
    expect(await messages(turn.conversationId)).toMatchObject([
      { role: "user", text: "hello" },
      { role: "assistant", text: "Here I am.", status: "complete" },
    ]);
    // The reference stays the moment the message was sent.
    expect(String(server.requests[0]?.body.messages[0]?.content)).toContain("Sunday 2030-05-05 10:00");
    await expect(there.service.retry(speaker(user), turn.conversationId)).rejects.toMatchObject({
      code: "not_found",
    });
    // The old process, if it were still running, could not write any more: it notices and gives up.
    expect(await turn.message()).toMatchObject({ status: "interrupted" });
    expect((await messages(turn.conversationId))[1]).toMatchObject({ text: "Here I am." });
  });

  it("does not do again what an interrupted answer had done", async () => {
    const stuck = gate();
    server.script((_, index) => {
      if (index > 0) stuck.open();
      return index === 0
        ? { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Only once" }] } }] }
        : { type: "hang" };
    });
    server.requests.length = 0;
    const turn = await here.service.say(speaker(user), { message: "only once" }, null);
    await stuck.opened;
    await database().queries.execute(sql`update runs set replica = ${randomUUID()}, lease_until = now() - interval '1 second'
      where conversation_id = ${turn.conversationId}`);
    const again = await there.service.retry(speaker(user), turn.conversationId);
    const answer = await again.message();
    expect(answer.text).toContain("Only once");
    expect(answer.tasks.map(({ title }) => title)).toEqual(["Only once"]);
    expect(await here.tasks.openTasks(here.principal(user))).toHaveLength(1);
    await turn.message();
  });

  it("joins the answer of a message sent twice", async () => {
    const goOn = gate();
    server.script(async () => {
      await goOn.opened;
      return { type: "text", text: "Once." };
    });
    const first = await here.service.say(speaker(user), { message: "hello" }, "key-1");
    const second = await there.service.say(speaker(user), { message: "hello" }, "key-1");
    expect(second.conversationId).toBe(first.conversationId);
    const streamed = (async () => {
      const chunks: Chunk[] = [];
      for await (const chunk of second.chunks()) if (chunk) chunks.push(chunk);
      return chunks;
    })();
    goOn.open();
    const answer = await first.message();
    expect(await second.message()).toEqual(answer);
    expect(textOf(await streamed)).toBe("Once.");
    const third = await there.service.say(speaker(user), { message: "hello" }, "key-1");
    expect(await third.message()).toEqual(answer);
    const replayed: (Chunk | null)[] = [];
    for await (const chunk of third.chunks()) replayed.push(chunk);
    expect(replayed.at(-2)).toEqual({ type: "data-outcome", data: answer });
    expect(await messages(first.conversationId)).toHaveLength(2);

    const other = here.service.say(speaker(user), { message: "something else" }, "key-1");
    await expect(other).rejects.toMatchObject({ code: "idempotency_conflict" });
    // Another person's key is another key.
    const stranger = await here.person();
    const theirs = await here.service.say(speaker(stranger), { message: "hello" }, "key-1");
    expect(theirs.conversationId).not.toBe(first.conversationId);
    await theirs.message();
  });

  it("answers a resent message that was never answered, unless the conversation went on", async () => {
    const alone = await chatHarness(database(), { model: { baseUrl: server.baseUrl, fallback: false } });
    const send = (conversationId?: string) =>
      alone.service.say(
        speaker(user),
        { message: "hello", ...(conversationId && { conversationId }) },
        "key-2",
      );
    server.play({ type: "status", status: 500 });
    const failed = await send();
    expect(await failed.message()).toMatchObject({ status: "failed" });
    server.play({ type: "text", text: "Now." });
    expect(await (await send()).message()).toMatchObject({ text: "Now.", status: "complete" });
    expect(await messages(failed.conversationId)).toHaveLength(2);

    server.play({ type: "status", status: 500 });
    const request = { message: "and this?", conversationId: failed.conversationId };
    await (await alone.service.say(speaker(user), request, "key-3")).message();
    server.play({ type: "text", text: "Later." });
    await alone.say(user, "something else", failed.conversationId);
    const late = await alone.service.say(speaker(user), request, "key-3");
    expect(await late.message()).toMatchObject({ status: "failed" });
    expect(await messages(failed.conversationId)).toHaveLength(6);
    await alone.runs.close(1000);
  });

  it("names, finds, renames, pages and deletes conversations", async () => {
    const long = `Buy groceries for the ${"very ".repeat(20)}long weekend`;
    const first = await here.say(user, long);
    const second = await here.say(user, "Plan the trip to 100% Lisbon");
    const list = (query: { q?: string; cursor?: string } = {}, limit = 50) =>
      history.conversations(user, { ...query, limit });
    const [latest, oldest] = (await list()).items;
    expect(latest).toMatchObject({
      id: second.conversationId,
      title: "Plan the trip to 100% Lisbon",
      activeRunId: null,
    });
    expect(oldest?.title).toMatch(/^Buy groceries for the very .* very…$/);
    expect(oldest?.title.length).toBeLessThanOrEqual(61);

    expect((await list({ q: "100%" })).items.map(({ id }) => id)).toEqual([second.conversationId]);
    expect((await list({ q: "HOW ARE YOU" })).items).toHaveLength(2);
    expect((await list({ q: "1_0" })).items).toHaveLength(0);

    const page = await list({}, 1);
    expect(page.items[0]?.id).toBe(second.conversationId);
    const rest = await list({ cursor: page.nextCursor ?? "" }, 1);
    expect(rest).toMatchObject({ items: [{ id: first.conversationId }], nextCursor: null });
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "validation_failed" });

    expect(await history.rename(user, first.conversationId, "Groceries")).toMatchObject({
      title: "Groceries",
    });
    const stranger = await here.person();
    for (const act of [
      () => history.messages(stranger, first.conversationId, { limit: 50 }),
      () => history.rename(stranger, first.conversationId, "Mine"),
      () => history.delete(stranger, first.conversationId),
      () => history.stop(stranger, first.conversationId),
      () => here.service.retry(speaker(stranger), first.conversationId),
      () => here.say(stranger, "let me in", first.conversationId),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: "not_found", status: 404 });
    }
    await history.delete(user, first.conversationId);
    expect((await list()).items.map(({ id }) => id)).toEqual([second.conversationId]);
  });

  it("pages messages from the newest back", async () => {
    const { conversationId } = await here.say(user, "Message 0");
    for (let index = 1; index < 4; index++) await here.say(user, `Message ${index}`, conversationId);
    const newest = await history.messages(user, conversationId, { limit: 3 });
    expect(newest.items.map(({ role, text }) => (role === "user" ? text : role))).toEqual([
      "assistant",
      "Message 3",
      "assistant",
    ]);
    const older = await history.messages(user, conversationId, {
      limit: 50,
      cursor: newest.nextCursor ?? "",
    });
    expect(older.items).toHaveLength(5);
    expect(older.items[0]?.text).toBe("Message 0");
    expect(older.nextCursor).toBeNull();
  });

  it("knows what of an answer can still be undone", async () => {
    server.play(
      {
        type: "tools",
        calls: [{ name: "add_task", arguments: { tasks: [{ title: "A" }, { title: "B" }] } }],
      },
      { type: "text", text: "Added." },
    );
    const answer = await here.say(user, "a and b");
    expect(answer.undoChangeId).not.toBeNull();
    await here.tasks.undo(here.principal(user), { changeId: answer.undoChangeId ?? "" });
    expect(await here.tasks.openTasks(here.principal(user))).toEqual([]);
    const [, stored] = await messages(answer.conversationId);
    expect(stored?.undoChangeId).toBeNull();
  });

  it("stores a model's text even with characters PostgreSQL cannot store", async () => {
    server.play({ type: "text", text: "NUL \u0000 and half a pair \ud83d." });
    const answer = await here.say(user, "strange");
    expect(answer.status).toBe("complete");
    expect((await messages(answer.conversationId))[1]?.text).toContain("and half a pair");
  });

  it("finishes running answers when it closes, and interrupts those that take too long", async () => {
    const closing = await chatHarness(database(), { model: { baseUrl: server.baseUrl } });
    const quick = await closing.service.say(speaker(user), { message: "quick" }, null);
    server.play({ type: "hang" });
    const slow = await closing.service.say(speaker(user), { message: "slow" }, null);
    const closed = closing.runs.close(500);
    await expect(closing.service.say(speaker(user), { message: "late" }, null)).rejects.toMatchObject({
      code: "shutting_down",
    });
    await closed;
    expect(await slow.message()).toMatchObject({ status: "interrupted" });
    expect((await messages(slow.conversationId))[1]).toMatchObject({ status: "interrupted" });
    expect((await messages(quick.conversationId))[1]?.status).not.toBe("running");
  });

  it("treats a task created elsewhere meanwhile like any other", async () => {
    await there.tasks.create(there.principal(user), [taskCreate.parse({ title: "From the other server" })]);
    server.requests.length = 0;
    await here.say(user, "what is there?");
    expect(String(server.requests[0]?.body.messages[0]?.content)).toContain("From the other server");
  });
});
