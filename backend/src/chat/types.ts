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

/** One event of an answer's stream, in the form of the AI SDK's UI message stream. */
export type Chunk = UIMessageChunk<unknown, StreamData>;

/** What a person said, and the circumstances it is read in. */
export interface TurnInput {
  text: string;
  /** The instant they pressed send. */
  sentAt: Date;
  timeZone: string;
  weekStart: number;
  locale: string;
  /** What is to be carried out without reading the text. */
  instead: ChosenReading | null;
  /** Earlier turns of the conversation, newest last. */
  history: readonly PastExchange[];
}

/** An earlier message with its answer, as stored. */
export interface PastExchange {
  user: string;
  reply: string;
  /** Of the reply what a model said itself; empty when it failed to answer. */
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

/** How a message was read, kept with its answer. */
export interface KeptReading {
  language: Language;
  spans: MessageReading["spans"];
  /** What else it could have meant, best first. */
  others: PlannedReading[];
}

/** A tool call as it is kept. */
export interface ToolCallRecord {
  id: string;
  name: string;
  arguments: unknown;
  status: "ok" | "error";
  result: ToolResult;
  durationMs: number;
}

/** All that an answer leaves behind. */
export interface Answer {
  text: string;
  /** The end of the text that no model said. */
  notice?: string | null;
  status: Exclude<MessageStatus, "running">;
  question: boolean;
  pending: PendingQuestion | null;
  /** Null when the built-in assistant did not read the message. */
  reading: KeptReading | null;
  /** Tasks the answer shows, in its order. */
  tasks: Task[];
  shown: string[];
  changed: string[];
  toolCalls: ToolCallRecord[];
  answeredBy: AnsweredBy;
}
