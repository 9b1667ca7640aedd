import type { ModelCheckRow, ModelCheckSubject } from "@todo-chatbot/contracts";
import { isToolName } from "../../../tools/registry.ts";
import { repairArguments } from "../../repair/arguments.ts";
import type { FailureKind } from "../failure.ts";
import { Handles } from "../handles.ts";
import { parsedInput } from "../tool-set.ts";
import type { Findings } from "./check.ts";
import type { Heard } from "./probe.ts";

type Row = Omit<ModelCheckRow, "subject">;

/** A turn with a long list, a long answer and a few steps fits into this many tokens. */
const roomy = 8192;

/** A first word slower than this, in ms, is noticeable with every message. */
const slowMs = 5000;

/** Failures with a row of their own; any other is reported with the tools, which are tried first. */
const notLetIn: readonly FailureKind[] = [
  "unreachable",
  "certificate",
  "not_an_endpoint",
  "unauthorized",
  "no_credit",
];
const ofItsOwn: readonly FailureKind[] = [...notLetIn, "unknown_model", "context_too_long"];

/** The table of a check: what was found, and what to change. */
export function rowsOf(findings: Findings): ModelCheckRow[] {
  return Object.entries(judges).map(([subject, judge]) => ({
    subject: subject as ModelCheckSubject,
    ...(judge(findings) ?? notTried),
  }));
}

const ok = (finding: string): Row => ({ state: "ok", finding, advice: null });
const warning = (finding: string, advice: string): Row => ({ state: "warning", finding, advice });
const failed = (finding: string, advice: string): Row => ({ state: "failed", finding, advice });
const unknown = (finding: string): Row => ({ state: "unknown", finding, advice: null });
const notTried = unknown("Not tried.");

/** Each returns null if the check did not get that far. */
const judges: Record<ModelCheckSubject, (findings: Findings) => Row | null> = {
  reachable: ({ failure }) =>
    failure && notLetIn.includes(failure.kind) ? failureRow(failure) : ok("It answers."),

  model({ failure, call, catalog, modelName }) {
    if (failure?.kind === "unknown_model") {
      const others = catalog?.models.slice(0, 5).join(", ");
      const row = failureRow(failure);
      return others ? { ...row, advice: `Set OPENAI_MODEL to one that is there, such as ${others}.` } : row;
    }
    return call || catalog?.models.includes(modelName) ? ok(`${modelName} is there.`) : null;
  },

  tools({ failure, call }) {
    if (call) return toolsRow(call);
    return failure && !ofItsOwn.includes(failure.kind) ? failureRow(failure) : null;
  },

  stream({ stream, failure, call }) {
    if (!stream) return failure && call ? failureRow(failure) : null;
    if (stream.words.trim() === "" && !stream.hasThought)
      return failed("It returned no text.", "Choose another OPENAI_MODEL.");
    return stream.pieces > 1
      ? ok(`Text arrives as it is generated, in ${stream.pieces} pieces.`)
      : warning(
          "The answer arrives in one piece, at the end.",
          "Enable streaming on the server, if possible.",
        );
  },

  refusal({ refusal, stream, failure }) {
    if (!refusal) return failure && stream ? failureRow(failure) : null;
    const changes = refusal.calls.filter(({ name }) => name !== "list_tasks");
    if (changes.length > 0)
      return warning(
        "Asked for something that no tool can do, it called one anyway.",
        "It may add things nobody asked for; a larger model does so less. Undo reverts it.",
      );
    return ok("Asked for something that no tool can do, it changes nothing.");
  },

  reasoning({ call, stream }) {
    if (!call) return null;
    const thinks = call.hasThought || stream?.hasThought;
    return ok(
      thinks ? "It reasons before it answers; its reasoning is neither shown nor stored." : "None seen.",
    );
  },

  context({ catalog, modelName, failure, call, tokensSent }) {
    if (failure?.kind === "context_too_long") return failureRow(failure);
    const raise = "Raise the context length on its server (Ollama: OLLAMA_CONTEXT_LENGTH=8192).";
    const read = call?.tokensRead ?? 0;
    // Some servers do not count cached tokens: only a number that is far too low, but not tiny, means truncation.
    if (read >= 1000 && read < tokensSent * 0.6)
      return failed(`It read ${read} of about ${tokensSent} tokens: the input is truncated.`, raise);
    const told = catalog?.contexts.get(modelName);
    if (told === undefined) return call && unknown("The server does not report it.");
    return told < roomy
      ? warning(`${told} tokens, too few for long conversations.`, raise)
      : ok(`${told} tokens.`);
  },

  firstWord({ stream }) {
    if (!stream || stream.firstMs === null) return null;
    const seconds = `${(stream.firstMs / 1000).toFixed(1)} s`;
    return stream.firstMs > slowMs
      ? warning(`After ${seconds}.`, "Choose a smaller OPENAI_MODEL, or run it on a faster machine.")
      : ok(`After ${seconds}.`);
  },
};

function toolsRow({ calls }: Heard): Row {
  const telling = { handles: new Handles(), timeZone: "UTC" };
  const call = calls.find(({ name }) => isToolName(name));
  const choose = "Choose an OPENAI_MODEL that is better at calling tools.";
  if (!call || !isToolName(call.name))
    return failed(
      calls.length > 0 ? "It called a tool that does not exist." : "Asked to add a task, it called no tool.",
      choose,
    );
  if (call.name !== "add_task") return failed("Asked to add a task, it called another tool.", choose);
  if (parsedInput(call.name, parsedJson(call.input), telling.handles).success)
    return ok("It calls tools correctly.");
  return repairArguments(call.name, call.input, telling) === null
    ? failed("It calls a tool, but with invalid arguments.", choose)
    : ok("It calls tools, but their arguments had to be repaired.");
}

/** Splits "The language model x could not be reached. Check y." into what was found and what to do. */
function failureRow({ message }: { message: string }): Row {
  const end = message.indexOf(". ") + 1;
  return end > 0 ? failed(message.slice(0, end), message.slice(end + 1)) : failed(message, "Try again.");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
