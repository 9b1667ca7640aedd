/**
 * The 49 kinds of misbehaviour that users of other products reported of language models and their servers, in the order
 * of that survey. Most are covered by behaviours of `quirks.mjs`, whose outcomes must match
 * `backend/src/chat/…/quirk-outcomes.ts`; the rest have a procedure of their own.
 */
export interface Kind {
  name: string;
  /** Names in `quirks.mjs`. */
  behaviours?: readonly string[];
  /** A key of `procedures`, where one message and its answer are not enough. */
  procedure?: ProcedureName;
  /** The pauses of the server at their real length, with five minutes for a turn. */
  patient?: true;
}

export type ProcedureName =
  | "agreed"
  | "baseUrls"
  | "certificate"
  | "crashed"
  | "eager"
  | "foreign"
  | "runaway"
  | "tryAgain"
  | "undoThirty";

const of = (name: string, behaviours: string): Kind => ({ name, behaviours: behaviours.split(" ") });

/** In the order of the survey. */
export const kinds: readonly Kind[] = [
  of(
    "ids empty, missing, repeated",
    "id-missing id-empty id-repeated id-on-every-chunk id-changes name-blank-later",
  ),
  of("a number as the id", "id-number"),
  of("index missing or the same", "index-missing index-same index-same-no-id index-from-one"),
  of("signature or thoughts that must come back", "signature reasoning-back"),
  of("arguments as an object", "args-object"),
  of("empty arguments", "args-empty-string args-null args-absent"),
  of(
    "arguments fenced, trailed, encoded twice",
    "args-fenced args-trailing args-double-encoded args-doubled args-proto",
  ),
  of(
    "arguments of the wrong shape",
    "args-list-as-string args-strings-for-objects args-numbers-as-strings args-extra-field args-single-quotes args-due-string args-due-datetime args-priority-word args-nul args-surrogate",
  ),
  of("arguments split inside an escape", "args-split-escape"),
  of("a tool's name with something stuck to it", "name-prefix name-channel name-channel-once name-case"),
  of("tools that do not exist", "name-unknown name-missing half-then-invalid"),
  of("an unknown tool beside a good call", "name-unknown-beside"),
  of("a call as text", "call-as-json call-as-fence call-as-tags call-as-mistral"),
  of("the old function_call", "function-call-field"),
  of("thoughts in the words", "think-tags think-unopened think-unclosed think-call"),
  of("channels and end tokens in the words", "call-as-harmony end-tokens fake-dialogue"),
  of("thoughts in their own field", "reasoning-field content-parts content-null"),
  of("a finish_reason that does not fit", "finish-stop finish-calls-without-call finish-odd finish-blank"),
  of("no finish_reason", "finish-missing finish-missing-call finish-missing-last"),
  of("words cut by the length limit", "finish-length"),
  of("a call cut by the length limit", "finish-length-call"),
  of(
    "errors inside a 200 stream",
    "error-in-stream error-string-in-stream context-in-stream error-beside-call error-after-call",
  ),
  of("dropped connections", "cut-words cut-call cut-after-call cut-last-word sse-broken-chunk"),
  { name: "Try again after a failure", procedure: "tryAgain" },
  { name: "a server that wants turns, after a crash", behaviours: ["strict"], procedure: "crashed" },
  of("a server that refuses unknown fields", "strict"),
  of("no endpoint of that kind", "error-200-json not-streamed html-200"),
  { name: "base URLs with and without their ends", procedure: "baseUrls" },
  of("too long, no credit, no tools", "context-400 status-413 status-402 status-422 no-tools-400"),
  { name: "one endless answer, and what comes after it", procedure: "runaway" },
  {
    name: "a model that is slow or loading",
    behaviours: ["slow-first", "slow-comments", "slow-words"],
    patient: true,
  },
  of(
    "refusals by status, and silence",
    "status-503 status-503-once status-529 status-500 html-502 status-429 status-429-quota status-401 status-404 hang hang-after-call status-500-after-call redirect",
  ),
  of("claims without a call", "claims-done"),
  of("claims after a refusal", "claims-done-after-failure invent-ids"),
  of("no last word", "empty-after-call empty"),
  of("the same call again and again", "loop-look loop-add repeat-add repeat-together"),
  of("a refused call again; two undos", "repeat-refused undo-twice"),
  of("the same thing in other words", "repeat-reworded repeat-in-list"),
  of("deletes or changes everything", "delete-all delete-one-by-one complete-all move-all obey-titles"),
  of("one id that stands for many", "delete-parent complete-parent move-then-delete"),
  of("overwrites every title", "rename-all"),
  { name: "undoes thirty additions unasked", procedure: "undoThirty" },
  { name: "one deletion a turn, unasked", procedure: "eager" },
  { name: "another person's task", procedure: "foreign" },
  of("images, links and HTML in the words", "markdown"),
  { name: "a certificate nobody signed", procedure: "certificate" },
  of(
    "odd but good streams",
    "first-no-choice sse-comments sse-crlf sse-names sse-no-done sse-bytes words-nul words-split-pair",
  ),
  of("usage without choices", "usage-no-choices usage-beside-call"),
  { name: "a Yes that the model does not act on", procedure: "agreed" },
];
