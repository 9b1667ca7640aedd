import { createUIMessageStream, createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { describe, expect, test } from "vitest";
import { emptyReply, type Reply, withChunk } from "./reply.ts";

/** Through the AI SDK's own writer and wire form, as the backend sends it. */
async function replyTo(chunks: object[]): Promise<Reply> {
  const stream = createUIMessageStream({
    execute({ writer }) {
      for (const chunk of chunks) writer.write(chunk as UIMessageChunk);
    },
  });
  const { body } = createUIMessageStreamResponse({ stream });
  const events = (body as ReadableStream<Uint8Array<ArrayBuffer>>)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  let reply = emptyReply;
  for await (const { data } of events) if (data !== "[DONE]") reply = withChunk(reply, JSON.parse(data));
  return reply;
}

const text = (id: string, ...deltas: string[]) => [
  { type: "text-start", id },
  ...deltas.map((delta) => ({ type: "text-delta", id, delta })),
  { type: "text-end", id },
];

test("text is assembled from its parts, several texts as paragraphs", async () => {
  expect((await replyTo([...text("a", "Hel", "lo"), ...text("b", "again")])).text).toBe("Hello\n\nagain");
});

describe("tool calls", () => {
  const asked = { type: "tool-input-available", toolCallId: "1", toolName: "add_task", input: { tasks: [] } };

  test("run, and then have a result", async () => {
    const begun = [{ type: "tool-input-start", toolCallId: "1", toolName: "add_task" }, asked];
    expect((await replyTo(begun)).calls).toEqual([
      { id: "1", name: "add_task", arguments: { tasks: [] }, status: "running", result: null },
    ]);
    const done = [...begun, { type: "tool-output-available", toolCallId: "1", output: { tasks: [1] } }];
    expect((await replyTo(done)).calls).toMatchObject([
      { name: "add_task", status: "ok", result: { tasks: [1] } },
    ]);
  });

  test("that fail say why", async () => {
    const failed = [asked, { type: "tool-output-error", toolCallId: "1", errorText: "No such task." }];
    expect((await replyTo(failed)).calls).toMatchObject([
      { status: "error", result: { text: "No such task." } },
    ]);
  });
});

test("a step that is rolled back leaves the state before it", async () => {
  const reply = await replyTo([
    { type: "start-step" },
    ...text("a", "kept"),
    { type: "finish-step" },
    { type: "start-step" },
    ...text("b", "half a sen"),
    { type: "reset-step" },
    ...text("c", "instead"),
  ]);
  expect(reply.text).toBe("kept\n\ninstead");
});

test("tells that the model is still loading", async () => {
  const wait = { type: "data-wait", data: { for: "loading" }, transient: true };
  expect((await replyTo([{ type: "start" }, wait])).loading).toBe(true);
  expect((await replyTo([{ type: "start" }])).loading).toBe(false);
});

test("reads the ids, the stored answer and an error from their parts", async () => {
  const ids = { conversationId: "c", runId: "r", messageId: "m", userMessageId: "u" };
  const reply = await replyTo([
    { type: "start" },
    { type: "data-turn", data: ids },
    { type: "error", errorText: "The model is away." },
    { type: "data-outcome", data: { id: "m", text: "Done" } },
    { type: "finish" },
  ]);
  expect(reply.ids).toEqual(ids);
  expect(reply.error).toBe("The model is away.");
  expect(reply.outcome).toMatchObject({ text: "Done" });
});
