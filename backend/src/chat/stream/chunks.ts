import type { Message, TurnIds } from "@todo-chatbot/contracts";
import type { Chunk } from "../types.ts";

/** The first events of every answer's stream. */
export function openingChunks({ conversationId, runId, messageId, userMessageId }: TurnIds): Chunk[] {
  return [
    { type: "start", messageId },
    { type: "data-turn", data: { conversationId, runId, messageId, userMessageId } },
  ];
}

/** The last events: the content of the JSON response, and the end. */
export function closingChunks(message: Message): Chunk[] {
  return [{ type: "data-outcome", data: message }, { type: "finish" }];
}

/** Recreates the stream of a stored answer, for requests after its events were deleted. */
export function replayedChunks(message: Message, ids: TurnIds): Chunk[] {
  const calls = message.toolCalls.flatMap((call): Chunk[] => [
    { type: "tool-input-available", toolCallId: call.id, toolName: call.name, input: call.arguments },
    { type: "tool-output-available", toolCallId: call.id, output: call.result },
  ]);
  return [
    ...openingChunks(ids),
    { type: "start-step" },
    ...calls,
    { type: "text-start", id: "text" },
    { type: "text-delta", id: "text", delta: message.text },
    { type: "text-end", id: "text" },
    { type: "finish-step" },
    ...closingChunks(message),
  ];
}
