import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Dialogue, played } from "@todo-chatbot/assistant/measuring";
import memoryAdapter from "./memory-adapter.ts";

/** How conversations went; each ends at its first wrong turn. */
export interface Talked {
  conversations: number;
  right: number;
  /** Stopped at a turn that changed nothing it should not have. */
  stopped: number;
  /** Stopped at a turn that changed the list wrongly: what costs trust. */
  wrong: number;
  /** Correct turns, out of those reached. */
  turns: { n: number; of: number };
}

type Case = Dialogue & { lang?: string };

interface Scored {
  results: { verdict: string; turns: { ok?: boolean }[] }[];
}

type Score = (open: unknown, cases: readonly Case[]) => Promise<Scored>;

const nobody = (): Talked => ({ conversations: 0, right: 0, stopped: 0, wrong: 0, turns: { n: 0, of: 0 } });

/** Conversations by language, played against a list in memory and judged by the resulting list. */
export function converse(cases: readonly Case[]): Map<string, Talked> {
  return byLanguage(
    cases,
    cases.map((one) => {
      const { fault, right, changed } = played(one);
      return {
        verdict: fault === null ? "pass" : changed ? "wrong_change" : "no_change",
        right,
        reached: fault === null ? right : right + 1,
      };
    }),
  );
}

/** The same, judged by the scorer of the open sets in `folder`. */
export async function converseScored(cases: readonly Case[], folder: string): Promise<Map<string, Talked>> {
  const module = await import(pathToFileURL(path.join(folder, "score-dialogues.mjs")).href);
  const { results } = await (module as { scoreDialogues: Score }).scoreDialogues(memoryAdapter, cases);
  return byLanguage(
    cases,
    results.map(({ verdict, turns }) => ({
      verdict,
      right: turns.filter(({ ok }) => ok).length,
      reached: turns.length,
    })),
  );
}

function byLanguage(
  cases: readonly Case[],
  played: readonly { verdict: string; right: number; reached: number }[],
): Map<string, Talked> {
  const talked = new Map<string, Talked>();
  played.forEach(({ verdict, right, reached }, k) => {
    const language = cases[k]?.lang ?? "en";
    const own = talked.get(language) ?? nobody();
    talked.set(language, own);
    own.conversations += 1;
    own.turns.n += right;
    own.turns.of += reached;
    if (verdict === "pass") own.right += 1;
    else if (verdict === "no_change") own.stopped += 1;
    else own.wrong += 1;
  });
  return talked;
}
