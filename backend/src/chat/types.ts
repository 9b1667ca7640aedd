import type { DoneAct, Language, PendingQuestion, PlannedReading } from "@todo-chatbot/assistant";
import type {
  AnsweredBy,
  MessageReading,
  MessageStatus,
  StreamData,
  Task,
  ToolResult,
} from "@todo-chatbot/contracts";
import type { UIMessageChunk } from "ai";
import type { LoggedChange } from "../tasks/repository/list-after.ts";

/** One event of an answer's stream, in the form of the AI SDK's UI message stream. */
export type Chunk = UIMessageChunk<unknown, StreamData>;

/** A person's message, and the context in which it is read. */
export interface TurnInput {
  text: string;
  /** The instant they pressed send. */
  sentAt: Date;
  timeZone: string;
  weekStart: number;
  locale: string;
  /** What to carry out without reading the text. */
  instead: ChosenReading | null;
  /** Earlier turns of the conversation, newest last. */
  history: readonly PastExchange[];
  /** Changes of the person's tasks since those cached, read together with the message; null if they were not. */
  changes: readonly LoggedChange[] | null;
}

/** An earlier message with its answer, as stored. */
export interface PastExchange {
  user: string;
  reply: string;
  /** The model's own part of the reply; empty if it failed to answer. */
  said: string;
  shown: string[];
  changed: string[];
  done: DoneAct[];
  pending: PendingQuestion | null;
}

/** A reading that the person chose by a button. */
export interface ChosenReading extends Pick<PlannedReading, "actions"> {
  language: Language;
}

/** How a message was read, stored with its answer. */
export interface KeptReading {
  language: Language;
  spans: MessageReading["spans"];
  /** What else it could have meant, best first. */
  others: PlannedReading[];
}

/** A stored tool call. */
export interface ToolCallRecord {
  id: string;
  name: string;
  arguments: unknown;
  status: "ok" | "error";
  result: ToolResult;
  durationMs: number;
}

/** Everything stored for an answer. */
export interface Answer {
  text: string;
  /** The end of the text, which the server added. */
  notice?: string | null;
  status: Exclude<MessageStatus, "running">;
  question: boolean;
  pending: PendingQuestion | null;
  /** Null if the built-in assistant did not read the message. */
  reading: KeptReading | null;
  /** Tasks the answer shows, in its order. */
  tasks: Task[];
  shown: string[];
  changed: string[];
  toolCalls: ToolCallRecord[];
  answeredBy: AnsweredBy;
}
