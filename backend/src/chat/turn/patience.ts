import { setTimeout as pause } from "node:timers/promises";
import type { TurnOutput } from "./answering.ts";
import type { AttemptResult } from "./model.ts";
import type { TurnTools } from "./tools/turn-tools.ts";

/** Interval of checking whether a model has loaded, in ms. */
const lookMs = 1000;

interface Circumstances extends TurnOutput {
  tools: TurnTools;
  /** When the turn must be over, in ms since the epoch. */
  deadline: number;
}

/**
 * Makes an attempt, and repeats it if that can help, as long as no tool has run: while the model is still loading,
 * which is shown, and once with a shorter prompt if it was too long.
 * @param attempt with `brief`, it sends as little as possible
 */
export async function withPatience(
  attempt: (brief: boolean) => Promise<AttemptResult>,
  { tools, stop, emit, deadline }: Circumstances,
): Promise<AttemptResult> {
  const before = tools.records().length;
  let brief = false;
  for (;;) {
    const result = await attempt(brief);
    if (stop.aborted || tools.records().length > before) return result;
    if (result.failure === "context_too_long" && !brief) brief = true;
    else if (result.failure === "loading" && Date.now() + lookMs < deadline) {
      emit({ type: "data-wait", data: { for: "loading" }, transient: true });
      await pause(lookMs, undefined, { signal: stop }).catch(() => {});
    } else return result;
    tools.open();
  }
}
