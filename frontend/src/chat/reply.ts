import type { Message, StreamData, ToolResult, TurnIds } from "@todo-chatbot/contracts";
import type { UIMessageChunk } from "ai";

/** One event of an answer's stream: the AI SDK's UI message stream, with our data parts. */
export type Chunk = UIMessageChunk<unknown, StreamData>;

/** A tool call so far. */
export interface ReplyCall {
  id: string;
  name: string;
  arguments: unknown;
  status: "running" | "ok" | "error";
  /** Partial until it is complete; a call that failed on the way has only text. */
  result: Partial<ToolResult> | null;
}

/** An answer so far. */
export interface Reply {
  text: string;
  calls: ReplyCall[];
  /** The error the stream reported. */
  error: string | null;
  ids: TurnIds | null;
  /** The stored answer; set once it is complete. */
  outcome: Message | null;
  /** Whether the language model is still being loaded. */
  loading: boolean;
  /** The state when the step began, restored if the step fails. */
  stepText: string;
}

export const emptyReply: Reply = {
  loading: false,
  text: "",
  calls: [],
  error: null,
  ids: null,
  outcome: null,
  stepText: "",
};

/** The answer after the next event of its stream. */
export function withChunk(reply: Reply, chunk: Chunk): Reply {
  switch (chunk.type) {
    case "start-step":
      return { ...reply, stepText: reply.text };
    case "reset-step":
      return {
        ...reply,
        text: reply.stepText,
        calls: reply.calls.filter(({ status }) => status !== "running"),
      };
    case "text-start":
      return { ...reply, text: reply.text === "" ? "" : `${reply.text}\n\n` };
    case "text-delta":
      return { ...reply, text: reply.text + chunk.delta };
    case "tool-input-start":
      return withCall(reply, { id: chunk.toolCallId, name: chunk.toolName });
    case "tool-input-available":
      return withCall(reply, { id: chunk.toolCallId, name: chunk.toolName, arguments: chunk.input });
    case "tool-output-available":
      return withCall(reply, { id: chunk.toolCallId, status: "ok", result: chunk.output as ToolResult });
    case "tool-output-error":
      return withCall(reply, { id: chunk.toolCallId, status: "error", result: { text: chunk.errorText } });
    case "tool-input-error":
      return withCall(reply, {
        id: chunk.toolCallId,
        name: chunk.toolName,
        status: "error",
        result: { text: chunk.errorText },
      });
    case "error":
      return { ...reply, error: chunk.errorText };
    case "data-turn":
      return { ...reply, ids: chunk.data };
    case "data-wait":
      return { ...reply, loading: true };
    case "data-outcome":
      return { ...reply, outcome: chunk.data };
    default:
      return reply;
  }
}

function withCall(reply: Reply, change: Partial<ReplyCall> & { id: string }): Reply {
  const known = reply.calls.find(({ id }) => id === change.id);
  const call: ReplyCall = {
    name: "",
    arguments: null,
    status: "running",
    result: null,
    ...known,
    ...change,
  };
  const calls = known
    ? reply.calls.map((other) => (other.id === call.id ? call : other))
    : [...reply.calls, call];
  return { ...reply, calls };
}
