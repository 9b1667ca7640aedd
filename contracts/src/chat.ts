import { z } from "zod";
import { limits } from "./limits.ts";
import { task, timeZone } from "./task.ts";
import { storable } from "./text.ts";
import type { ToolResult } from "./tool-result.ts";

/** One message of a person. `sentAt` is when they pressed send: the reference for "tomorrow". */
export const chatRequest = z.strictObject({
  message: storable(z.string().max(limits.messageLength)).refine((text) => text.trim() !== "", {
    error: "must not be blank",
  }),
  conversationId: z.uuid().optional(),
  timeZone: timeZone.optional(),
  sentAt: z.iso.datetime({ offset: true }).optional(),
  /** Carries out another reading of an answered message, by its place in `reading.others`; `message` is its text. */
  instead: z.strictObject({ messageId: z.uuid(), other: z.number().int().min(0).max(20) }).optional(),
});

/** Not validated: results stored by an earlier release may lack newer fields, and must still be readable. */
const storedResult = z.unknown() as unknown as z.ZodType<ToolResult>;

export const toolCall = z.object({
  name: z.string(),
  arguments: z.unknown(),
  status: z.enum(["ok", "error"]),
  result: storedResult,
});

/** Which model answered: the built-in assistant, or a language model by name. */
export const answeredBy = z.object({
  kind: z.enum(["builtin", "model"]),
  name: z.string(),
  /** Why the built-in assistant stepped in for the language model, in words for a person. */
  fallbackReason: z.string().optional(),
});

/** How a turn ended, as returned by `POST /api/v1/chat`. */
export const turnStatus = z.enum(["complete", "failed", "cut", "stopped"]);

/** A whole turn, as returned by `POST /api/v1/chat`. `tasks` are those the answer shows, in its order. */
export const turn = z.object({
  conversationId: z.uuid(),
  message: z.object({ id: z.uuid(), role: z.literal("assistant"), text: z.string() }),
  question: z.boolean(),
  status: turnStatus,
  answeredBy: answeredBy.nullable(),
  toolCalls: z.array(toolCall),
  tasks: z.array(task),
});

/**
 * `running`: being answered now. `interrupted`: its server died. `stopped`: the person stopped it.
 * `failed`: no model could answer. `cut`: it reached the maximum length. Only `running` changes by itself.
 */
export const messageStatus = z.enum(["complete", "running", "interrupted", "stopped", "failed", "cut"]);

/** How the built-in assistant read the person's message, for an answer to show. */
export const reading = z.object({
  /** The parts of the message that were used, as UTF-16 offsets, in order. */
  spans: z.array(
    z.object({
      type: z.string(),
      start: z.number().int(),
      end: z.number().int(),
      value: z.string().optional(),
    }),
  ),
  /** What else it could have meant, best first: the text of a button each, to be sent as `instead`. */
  others: z.array(z.string()),
});

/** A message as the history shows it. A card's undo names `changeGroupId`'s first change. */
export const message = z.object({
  id: z.uuid(),
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  /** The end of `text`, added by the server to a model's words: that nothing changed, or that the answer was cut. */
  notice: z.string().nullable().optional(),
  status: messageStatus,
  question: z.boolean(),
  /** What a question expects: one of `tasks`, one of `choices`, a yes or no, or free text. */
  asks: z.enum(["which", "choose", "confirm", "words"]).nullable().optional(),
  /** The answers to tap, in the language of the question; for `which`, one for each of `tasks`. */
  choices: z.array(z.string()).nullable().optional(),
  reading: reading.nullable().optional(),
  toolCalls: z.array(toolCall.extend({ id: z.string(), durationMs: z.number().int() })),
  tasks: z.array(task),
  /** A change made by this answer, to pass to undo; null if it made none or was undone. */
  undoChangeId: z.uuid().nullable(),
  answeredBy: answeredBy.nullable(),
  createdAt: z.iso.datetime(),
});

export const conversation = z.object({
  id: z.uuid(),
  title: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** The run being answered now, if any. */
  activeRunId: z.uuid().nullable(),
});

export const conversationQuery = z.strictObject({
  q: storable(z.string().trim().max(limits.searchLength)).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
  cursor: z.string().max(500).optional(),
});

export const conversationPatch = z.strictObject({
  title: storable(z.string().trim().min(1).max(limits.conversationTitleLength)),
});

export const conversationList = z.object({
  items: z.array(conversation),
  nextCursor: z.string().nullable(),
});

/** Oldest first; `nextCursor` leads to older messages. */
export const messageList = z.object({ items: z.array(message), nextCursor: z.string().nullable() });

/** The ids of an answer in progress. */
export interface TurnIds {
  conversationId: string;
  runId: string;
  messageId: string;
  userMessageId: string;
}

/** Custom parts of the AI SDK UI message stream, in addition to its text and tool parts: `data-turn` and so on. */
export type StreamData = {
  /** Once at the start. */
  turn: TurnIds;
  /** The language model is still being loaded. */
  wait: { for: "loading" };
  /** Once before `finish`: the answer as the history has it. */
  outcome: Message;
};

/** A hint, sent as an event `conversation`: one of its answers began or ended, or it was renamed or deleted. */
export interface ConversationNews {
  id: string;
  activeRunId: string | null;
  deleted?: boolean;
}

export type ChatRequest = z.infer<typeof chatRequest>;
export type ToolCall = z.infer<typeof toolCall>;
export type AnsweredBy = z.infer<typeof answeredBy>;
export type Turn = z.infer<typeof turn>;
export type Message = z.infer<typeof message>;
export type MessageReading = z.infer<typeof reading>;
export type MessageStatus = z.infer<typeof messageStatus>;
export type Conversation = z.infer<typeof conversation>;
