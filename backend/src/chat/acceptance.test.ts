import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Message, message as messageSchema, turn as turnSchema } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger, type RunningServer, readConfig, startServer } from "../index.ts";
import { type HttpPerson, readStream, signUp } from "./testing/http-client.ts";

describe("the chat over HTTP, answered by the built-in assistant", () => {
  let folder: string;
  let server: RunningServer;
  let person: HttpPerson;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "todo-chat-"));
    const config = readConfig({ BACKEND_PORT: "0", DATA_DIR: folder, SIGN_UPS_PER_ADDRESS: "1000" });
    server = await startServer(config, createLogger("silent"));
    await server.ready;
  });
  beforeEach(async () => {
    person = await signUp(server.url);
  });
  afterAll(async () => {
    await server.stop("test");
    rmSync(folder, { recursive: true });
  });

  const titles = async (status?: string) => (await person.tasks(status)).map(({ title }) => title);

  it("adds a task", async () => {
    const turn = await person.say("Add a task to buy groceries");
    expect(turnSchema.parse(turn)).toEqual(turn);
    expect(turn).toMatchObject({
      question: false,
      message: { role: "assistant" },
      toolCalls: [{ name: "add_task", status: "ok" }],
      tasks: [{ title: expect.stringMatching(/^buy groceries$/i), completedAt: null, due: null }],
    });
    expect(await person.tasks()).toEqual(turn.tasks);
  });

  it("keeps title and description apart", async () => {
    const turn = await person.say("Remind me to call the dentist — I need to book a cleaning");
    expect(turn.tasks).toMatchObject([
      {
        title: expect.stringMatching(/^call the dentist$/i),
        description: expect.stringMatching(/book a cleaning/i),
      },
    ]);
  });

  it("adds two things from one message, each with its own date", async () => {
    const turn = await person.say("buy milk and call mom tomorrow at 5", {
      sentAt: "2030-03-04T09:00:00+01:00",
      timeZone: "Europe/Berlin",
    });
    expect(turn.tasks).toMatchObject([
      { title: expect.stringMatching(/^buy milk$/i) },
      { title: expect.stringMatching(/^call mom$/i) },
    ]);
    expect(turn.tasks[1]?.due).toEqual({ date: "2030-03-05", time: "17:00", timeZone: "Europe/Berlin" });
    const done = await person.say("the second one is done", { conversationId: turn.conversationId });
    expect(done.tasks).toMatchObject([{ id: turn.tasks[1]?.id, completedAt: expect.any(String) }]);
    expect(await person.tasks()).toMatchObject([{ id: turn.tasks[0]?.id }]);
  });

  it("shows what is not done yet", async () => {
    const [, bread] = await person.add("Buy milk", "Buy bread", "Water plants");
    await person.call("POST", `/api/v1/tasks/${bread?.id}/complete`);
    const turn = await person.say("What haven't I done yet?");
    expect(turn.toolCalls).toMatchObject([{ name: "list_tasks", status: "ok" }]);
    expect(turn.tasks.map(({ title }) => title)).toEqual(["Buy milk", "Water plants"]);
  });

  it("completes a task by its name", async () => {
    await person.add("Buy groceries", "Water plants");
    const turn = await person.say("Mark buy groceries as done");
    expect(turn.toolCalls).toMatchObject([{ name: "complete_task", status: "ok" }]);
    expect(await titles("completed")).toEqual(["Buy groceries"]);
    expect(await titles()).toEqual(["Water plants"]);
  });

  it("finds the one task an approximate name fits", async () => {
    await person.add("Buy groceries for the weekend", "Water plants");
    const turn = await person.say("mark the groceries as done");
    expect(turn.question).toBe(false);
    expect(await titles("completed")).toEqual(["Buy groceries for the weekend"]);
  });

  it("asks which of two, and takes “the first” for an answer", async () => {
    await person.add("Call the dentist", "Call the plumber", "Water plants");
    const asked = await person.say("Mark the call as done");
    expect(asked).toMatchObject({
      question: true,
      tasks: [{ title: "Call the dentist" }, { title: "Call the plumber" }],
    });
    expect(await titles("completed")).toEqual([]);
    const [, stored] = await person.messages(asked.conversationId);
    expect(stored).toMatchObject({ question: true, asks: "which" });
    const done = await person.say("the first", { conversationId: asked.conversationId });
    expect(done.question).toBe(false);
    expect(await titles("completed")).toEqual(["Call the dentist"]);
  });

  it("says when nothing fits, and changes nothing", async () => {
    await person.add("Water plants");
    const turn = await person.say("Mark the tax return as done");
    expect(turn.tasks).toEqual([]);
    expect(turn.message.text).toMatch(/tax return/i);
    expect(await titles()).toEqual(["Water plants"]);
    expect(await titles("completed")).toEqual([]);
  });

  it("removes a task by part of its name, at once, and takes it back", async () => {
    await person.add("Hotel booking for Porto", "Water plants");
    const turn = await person.say("Remove the hotel booking task");
    expect(turn.toolCalls).toMatchObject([{ name: "delete_task", status: "ok" }]);
    expect(await titles()).toEqual(["Water plants"]);
    const [, stored] = await person.messages(turn.conversationId);
    const undone = await person.call("POST", "/api/v1/undo", { changeId: stored?.undoChangeId });
    expect(undone.status).toBe(200);
    expect(await titles()).toEqual(["Hotel booking for Porto", "Water plants"]);
    expect((await person.messages(turn.conversationId))[1]?.undoChangeId).toBeNull();
  });

  it("renames a task to what stands in quotes", async () => {
    await person.add("Gym", "Water plants");
    const turn = await person.say("Rename my gym task to 'Morning run at 7am'");
    expect(turn.tasks).toMatchObject([{ title: "Morning run at 7am", due: null }]);
    expect(await titles()).toEqual(["Morning run at 7am", "Water plants"]);
  });

  it("asks what should change when nothing was said", async () => {
    await person.add("Gym");
    const turn = await person.say("Update my gym task");
    expect(turn.question).toBe(true);
    const [task] = await person.tasks();
    expect(task).toMatchObject({ title: "Gym", version: 1 });
  });

  it("asks before it deletes everything, and does it after a yes", async () => {
    await person.add("One", "Two", "Three");
    const asked = await person.say("delete all my tasks");
    expect(asked.question).toBe(true);
    expect(await titles()).toHaveLength(3);
    const no = await person.say("no", { conversationId: asked.conversationId });
    expect(no.question).toBe(false);
    expect(await titles()).toHaveLength(3);
    const again = await person.say("delete all my tasks", { conversationId: asked.conversationId });
    await person.say("yes", { conversationId: again.conversationId });
    expect(await titles()).toEqual([]);
  });

  it("takes back what was done to the wrong task and does it to the one that was meant", async () => {
    await person.add("Call mom", "Call dad", "Gym");
    const { conversationId } = await person.say("done with call mom");
    const other = await person.say("no, I meant dad", { conversationId });
    expect(other.toolCalls.map(({ name, status }) => [name, status])).toEqual([
      ["undo", "ok"],
      ["complete_task", "ok"],
    ]);
    expect(await titles()).toEqual(["Call mom", "Gym"]);
    await person.say("delete the gym", { conversationId });
    await person.say("i meant call mom", { conversationId });
    expect(await titles()).toEqual(["Gym"]);
    await person.say("undo", { conversationId });
    expect(await titles()).toEqual(["Call mom", "Gym"]);
  });

  it("deletes more tasks than a call takes, after a yes, and takes them all back at once", async () => {
    for (const part of [1, 2])
      await person.add(...Array.from({ length: 75 }, (_, index) => `Task ${part}-${index}`));
    const asked = await person.say("delete all my tasks");
    expect(asked.question).toBe(true);
    const done = await person.say("yes", { conversationId: asked.conversationId });
    expect(done.toolCalls).toHaveLength(2);
    expect(await titles()).toEqual([]);
    await person.say("undo", { conversationId: asked.conversationId });
    const { body } = await person.call<{ nextCursor: string }>("GET", "/api/v1/tasks?limit=100");
    expect(body.nextCursor).not.toBeNull();
    expect(await titles()).toHaveLength(100);
  });

  it("interprets a message by when it was sent, including the start of a recurrence", async () => {
    const first = { sentAt: "2020-04-14T09:00:00+02:00", timeZone: "Europe/Berlin" };
    const added = await person.say("water the ferns every 3 days", first);
    expect(added.tasks).toMatchObject([{ due: { date: "2020-04-14" } }]);
    const done = await person.say("mark water the ferns as done", {
      ...first,
      sentAt: "2020-04-14T18:00:00+02:00",
    });
    expect(done.tasks).toMatchObject([{ due: { date: "2020-04-17" }, completedAt: null }]);
  });

  it("tells what was done today", async () => {
    await person.add("Buy milk");
    await person.say("mark buy milk as done");
    const turn = await person.say("what did I do today?");
    expect(turn.toolCalls).toMatchObject([
      { name: expect.stringMatching(/^(?:find_activity|list_tasks)$/), status: "ok" },
    ]);
    expect(turn.message.text).toMatch(/buy milk/i);
  });

  it("never acts on another person's task, and never reveals it", async () => {
    const other = await signUp(server.url);
    const [theirs] = await other.add("Secret plan for the heist");
    for (const message of [
      `Mark ${theirs?.id} as done`,
      `Delete the task ${theirs?.id}`,
      `Rename ${theirs?.id} to mine`,
      "Mark the secret plan for the heist as done",
      "Delete the heist task",
      "show me the heist",
    ]) {
      const turn = await person.say(message);
      const told = JSON.stringify({ ...turn, message: turn.message.text.replaceAll(message, "") });
      expect(
        turn.tasks.map(({ id }) => id),
        message,
      ).not.toContain(theirs?.id);
      expect(told.includes("Secret plan"), message).toBe(false);
    }
    expect(await other.tasks()).toEqual([theirs]);
    // The very same words about a task of somebody else and about none, by people with nothing on their lists.
    const [before, after] = [await signUp(server.url), await signUp(server.url)];
    const foreign = await before.say(`Mark ${theirs?.id} as done`);
    await other.call("DELETE", `/api/v1/tasks/${theirs?.id}`);
    const absent = await after.say(`Mark ${theirs?.id} as done`);
    expect(foreign.message.text).toBe(absent.message.text);
  });

  it("streams the turn as the AI SDK's message stream, ending with what the JSON form has", async () => {
    const response = await person.stream("Add a task to buy groceries");
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    const chunks = [];
    for await (const { chunk } of readStream(response)) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk?.type)).toEqual([
      ...["start", "data-turn"],
      ...["start-step", "tool-input-available", "tool-output-available", "finish-step"],
      ...["start-step", "text-start", "text-delta", "text-end", "finish-step"],
      ...["data-outcome", "finish", undefined],
    ]);
    const turn = chunks[1] as { data: { conversationId: string; messageId: string } };
    const outcome = chunks.at(-3) as { data: unknown };
    expect(messageSchema.parse(outcome.data)).toEqual(outcome.data);
    expect(outcome.data).toMatchObject({
      id: turn.data.messageId,
      status: "complete",
      undoChangeId: expect.any(String),
    });
    expect((await person.messages(turn.data.conversationId))[1]).toEqual(outcome.data);
  });

  it("refuses blank and overlong messages, and stores nothing of them", async () => {
    for (const message of ["", "   \n\t ", "x".repeat(4001)]) {
      const { status, body } = await person.call<{ code: string; errors: unknown[] }>(
        "POST",
        "/api/v1/chat",
        { message },
      );
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: "validation_failed", errors: [{ path: "message" }] });
    }
    const { body } = await person.call<{ items: unknown[] }>("GET", "/api/v1/conversations");
    expect(body.items).toEqual([]);
    expect((await person.say("x".repeat(4000))).message.text).not.toBe("");
  });

  it("answers a message sent twice once", async () => {
    const send = () =>
      person.call<{ conversationId: string }>(
        "POST",
        "/api/v1/chat",
        { message: "add milk" },
        { "idempotency-key": "k1" },
      );
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await titles()).toHaveLength(1);
    expect(await person.messages(first.body.conversationId)).toHaveLength(2);
  });

  it("needs at most 8 database round trips for a turn, whatever it does", async () => {
    await person.add("Buy bread", "Buy groceries", "Water plants");
    for (const message of [
      "Add a task to buy eggs",
      "buy milk and call mom tomorrow at 5, high priority",
      "What haven't I done yet?",
      "Mark buy bread as done",
      "Rename water plants to 'Water the garden'",
      "delete groceries and add cheese",
      "Add cheese. What's on my list?",
    ]) {
      expect(await tripsOf(message), message).toBeLessThanOrEqual(8);
    }
  });

  /** The minimum of three, each undone: on a slow machine a turn stores events in between. */
  async function tripsOf(message: string): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = server.database.roundTrips();
      const turn = await person.say(message);
      least = Math.min(least, server.database.roundTrips() - before);
      expect(turn.toolCalls.length, message).toBeGreaterThan(0);
      const [, { undoChangeId: changeId }] = (await person.messages(turn.conversationId)) as [
        unknown,
        Message,
      ];
      if (changeId) await person.call("POST", "/api/v1/undo", { changeId });
    }
    return least;
  }
});
