import type { Intent } from "@todo-chatbot/assistant";
import { understand } from "@todo-chatbot/assistant/reading";
import { emptyList } from "./empty-list.ts";

interface Row {
  text: string;
  intent: string;
  accept?: string[];
}

/** Results for utterances: correct ones in scope, and those out of scope that were acted on. */
export interface IntentScore {
  inScope: { right: number; of: number };
  outOfScope: { right: number; acted: number; of: number };
  wrong: string[];
}

const NAMES: Partial<Record<Intent, string>> = {
  activity: "list",
  small_talk: "out_of_scope",
  none: "out_of_scope",
  help: "out_of_scope",
};

const context = emptyList("2026-09-09T10:00:00Z", "Europe/London");

/** Scores utterances with no task on the list. Asking for a missing title counts as a clarifying question. */
export function scoreIntents(rows: readonly Row[]): IntentScore {
  const score: IntentScore = {
    inScope: { right: 0, of: 0 },
    outOfScope: { right: 0, acted: 0, of: 0 },
    wrong: [],
  };
  for (const row of rows) {
    const plan = understand(row.text, context);
    const got = NAMES[plan.intent] ?? plan.intent;
    const pending = plan.question?.pending;
    const asks = pending?.kind === "missing" && pending.what === "title";
    const right = [row.intent, ...(row.accept ?? [])].some(
      (want) => want === got || (asks && want === "clarify"),
    );
    const group = row.intent === "out_of_scope" ? score.outOfScope : score.inScope;
    group.of += 1;
    if (right) group.right += 1;
    else score.wrong.push(`${row.intent} → ${got}: ${row.text}`);
    const changes = plan.actions.some((action) => action.type !== "list" && action.type !== "activity");
    if (row.intent === "out_of_scope" && changes) score.outOfScope.acted += 1;
  }
  return score;
}
