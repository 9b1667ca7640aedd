import {
  doesOf,
  factsOf,
  type Got,
  inputOf,
  judge,
  modelOf,
  type Row,
  read,
  type Understood,
  understood,
  verdict,
} from "@todo-chatbot/assistant/measuring";
import { type Counted, count, emptyTally, type Prediction, type Tally } from "./tally.ts";

/** How the messages of one writer were understood. */
export interface Measured {
  tally: Tally;
  predictions: Prediction[];
  /** Milliseconds of each message. */
  times: number[];
}

type Language = Parameters<typeof modelOf>[0];

const FIELDS = ["due", "repeat", "remind"] as const;
const TIMES = new Set(["due", "recurrence", "reminder"]);

/** Reads labelled messages with the assistant's weights, as the measuring contract does. */
export function measure(rows: readonly Row[]): Measured {
  const measured: Measured = { tally: emptyTally(), predictions: [], times: [] };
  for (const row of rows) {
    const { text, lang: locale, before } = row;
    const tasks = (row.tasks ?? []).map((title) => ({ title }));
    const input = { text, now: "2026-11-18T09:30:00Z", timeZone: "Europe/London", locale, tasks, before };
    const parsed = inputOf(JSON.stringify(input));
    const began = performance.now();
    const got = understood(parsed);
    measured.times.push(performance.now() - began);
    const model = modelOf(row.lang as Language);
    const facts = factsOf(row, model);
    const [best] = read(facts, model);
    const acts = best ? doesOf(facts, best.clauses) : [];
    count(measured.tally, counted(row, got, acts));
    if (best && !row.ask) {
      const right = ["right", "title"].includes(verdict(row, facts, best.clauses));
      measured.predictions.push({ confidence: best.confidence, right });
    }
  }
  return measured;
}

function counted(row: Row, got: Understood, acts: readonly Got[]): Counted {
  const does = got.actions.map(asMarked);
  const judged = judge(row, does, got.question !== undefined);
  const understoodIt = judged === "right" || judged === "title";
  return {
    verdict: judged,
    title: understoodIt && row.does.some(({ act }) => act === "add") ? judged === "right" : null,
    time: timesAgree(row, got),
    intent: isSame(
      row.does.map(({ act }) => act),
      acts.map(({ act }) => act),
    ),
  };
}

/** An action of the contract in the form of the labels. */
function asMarked({ type, title, target, value, field, ...set }: Understood["actions"][number]): Got {
  const titles = typeof target === "string" ? { titles: [target] } : {};
  switch (type) {
    case "add":
      return { act: "add", title: String(title) };
    case "update":
      return {
        act: type,
        ...titles,
        fields: [...Object.keys(set), ...(title === undefined ? [] : ["title"])],
      };
    case "answer":
      return { act: type, value: value as "yes" };
    case "correct":
      return { act: type, ...titles, field: String(field) };
    case "list":
      return { act: "show" };
    default:
      return { act: type, ...titles };
  }
}

/** Whether exactly the words labelled as a time were read as one; null if there are none. */
function timesAgree(row: Row, { spans }: Understood): boolean | null {
  const said = row.does.flatMap((wish) =>
    FIELDS.flatMap((field) => [wish[field], wish.set?.[field]].flat()).filter(
      (words) => typeof words === "string",
    ),
  );
  const read = spans.filter(({ type }) => TIMES.has(type));
  if (said.length === 0 && read.length === 0) return null;
  const low = row.text.toLowerCase();
  const stretches = said.map((words) => {
    const start = low.indexOf(words.toLowerCase());
    return { start, end: start + words.length };
  });
  const meets = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
    a.start < b.end && b.start < a.end;
  return (
    stretches.every((stretch) =>
      read.some((span) => span.start <= stretch.start && span.end >= stretch.end),
    ) && read.every((span) => stretches.some((stretch) => meets(span, stretch)))
  );
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  [...new Set(a)].sort().join() === [...new Set(b)].sort().join();
