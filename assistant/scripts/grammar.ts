import { MemoryList } from "../src/testing/list.ts";
import type { NewTask } from "../src/types.ts";
import { sections } from "./examples-list.ts";

/** Wednesday 9 September 2026, 11:00 in London. */
const NOW = { now: "2026-09-09T10:00:00Z", timeZone: "Europe/London", locale: "en-GB" };

const TASKS: readonly NewTask[] = [
  { title: "Return the drill", due: { date: "2026-09-07" } },
  {
    title: "Eye test",
    due: { date: "2026-09-09", time: "15:00", timeZone: NOW.timeZone },
    labels: ["health"],
  },
  { title: "Send the quote to Marta", due: { date: "2026-09-09" }, priority: 1, labels: ["work"] },
  { title: "Order compost", due: { date: "2026-09-11" }, labels: ["garden"] },
  { title: "Prune the roses", due: { date: "2026-09-13" }, labels: ["garden"] },
  { title: "Call the school" },
  { title: "Call the insurer" },
];

/** How well the assistant understands writers the weights were not trained on; see `assistant/training/README.md`. */
const figures: readonly string[] = [
  "## How well",
  "",
  "Each writer in this table is evaluated with weights that were trained without any of them; the shipped weights were",
  "trained on them as well. “Asked” are requests it asks about instead of acting; it asks below a confidence of 0.65.",
  "`make eval` prints the same for other splits, by kind. The `-q` messages are hard on purpose: reports in words that are",
  "not the task’s, changes phrased as news, several wishes at once.",
  "",
  "| left out | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, single messages (`en-p`) | 62 % | 2 % | 24 % | 8 % | 4 % |",
  "| English, mid-conversation (`en-turns-p`) | 59 % | 1 % | 27 % | 6 % | 7 % |",
  "| Spanish, single messages (`es-p`) | 70 % | 2 % | 18 % | 5 % | 5 % |",
  "| Spanish, mid-conversation (`es-turns-p`) | 63 % | 0 % | 28 % | 4 % | 5 % |",
  "| French, single messages (`fr-p`) | 62 % | 3 % | 24 % | 7 % | 4 % |",
  "| French, mid-conversation (`fr-turns-p`) | 56 % | 1 % | 32 % | 5 % | 7 % |",
  "| German, single messages (`de-p`) | 61 % | 1 % | 31 % | 5 % | 3 % |",
  "| German, mid-conversation (`de-turns-p`) | 51 % | 0 % | 39 % | 3 % | 6 % |",
  "| Italian, single messages (`it-p`) | 64 % | 2 % | 24 % | 7 % | 4 % |",
  "| Italian, mid-conversation (`it-turns-p`) | 59 % | 1 % | 30 % | 4 % | 6 % |",
  "| English, single messages (`en-q`) | 50 % | 2 % | 33 % | 10 % | 4 % |",
  "| English, mid-conversation (`en-turns-q`) | 45 % | 1 % | 39 % | 9 % | 6 % |",
  "| Spanish, single messages (`es-q`) | 48 % | 3 % | 38 % | 7 % | 4 % |",
  "| Spanish, mid-conversation (`es-turns-q`) | 47 % | 2 % | 43 % | 4 % | 4 % |",
  "| French, single messages (`fr-q`) | 43 % | 4 % | 42 % | 6 % | 6 % |",
  "| French, mid-conversation (`fr-turns-q`) | 41 % | 1 % | 44 % | 8 % | 6 % |",
  "| German, single messages (`de-q`) | 39 % | 1 % | 48 % | 9 % | 2 % |",
  "| German, mid-conversation (`de-turns-q`) | 36 % | 2 % | 53 % | 7 % | 2 % |",
  "| Italian, single messages (`it-q`) | 47 % | 4 % | 43 % | 4 % | 2 % |",
  "| Italian, mid-conversation (`it-turns-q`) | 35 % | 1 % | 52 % | 8 % | 4 % |",
  "",
  "Conversations of two to six turns, 80 per round (45 in the eighth), by people who had not seen the product (`training/conversations`), each",
  "up to its first mistake. Their messages are not in the training data, but the kinds of mistakes they showed have been",
  "fixed since, so only a new round is a fair test:",
  "",
  "| round | right in every turn | turns right | turns that change something wrongly |",
  "| --- | --- | --- | --- |",
  "| 1 | 61 of 80 | 92 % | 1.3 % |",
  "| 2 | 31 of 80 | 76 % | 5.5 % |",
  "| 3 | 17 of 80 | 64 % | 4.5 % |",
  "| 4 (11 of 80, 62 % and 5.6 % before any fix) | 24 of 80 | 74 % | 0.9 % |",
  "| 5 (32 of 80, 76 % and 10.6 % before any fix) | 46 of 80 | 84 % | 4.6 % |",
  "| 6 (12 of 80, 65 % and 12.5 % before any fix) | 16 of 80 | 70 % | 5.7 % |",
  "| 7 (15 of 80, 64 % and 12.6 % before any fix) | 13 of 80 | 65 % | 6.2 % |",
  "| 8 (9 of 45, 66 % and 10.4 % before any fix) | 12 of 45 | 72 % | 6.0 % |",
  "",
  "It is not good enough yet: it mistakes reports that share no word with their task for small talk, asks about changes that",
  "are phrased as news (“the hairdresser can only do ten”), asks about several acts of different kinds in one message, and",
  "a title in the middle of a long sentence sometimes loses its first or last words.",
  "",
];

/** Escapes text for a cell of a Markdown table; line breaks become `<br>`. */
const cell = (text: string): string => text.replace(/\|/g, "\\|").replace(/\n/g, "<br>");

/** The page about what the assistant understands, with the answers it really gives. */
export function renderGrammar(): string {
  const out = [
    "# What the built-in assistant understands",
    "",
    "This page is written by `npm run -s examples -w @todo-chatbot/assistant` from the examples in",
    "`assistant/scripts/examples-list.ts`; each answer is what the assistant really says. A test fails when they differ.",
    "",
    "None of these examples is a fixed pattern. What people say is learned from some 65,000 labelled messages",
    "(`assistant/training/`); dates, titles and the tasks that are meant are computed; and whether to act or ask depends on what",
    "a mistake would cost. Other wordings work as well, and the assistant may ask about any of them.",
    "",
    ...figures,
    "The time in the examples is Wednesday 9 September 2026, 11:00 in London, and the list is:",
    "",
    ...TASKS.map(
      (task) =>
        `- ${task.title}${task.due ? `, ${task.due.date}${"time" in task.due ? ` ${task.due.time}` : ""}` : ""}${(task.labels ?? []).map((label) => ` #${label}`).join("")}`,
    ),
    "",
  ];
  for (const section of sections) {
    out.push(`## ${section.title}`, "", ...section.text, "", "| you say | the assistant |", "| --- | --- |");
    for (const example of section.examples) {
      const list = new MemoryList({ ...NOW, tasks: TASKS });
      for (const said of example) {
        const { reply } = list.say(said);
        out.push(`| ${example.indexOf(said) > 0 ? "… " : ""}${cell(said)} | ${cell(reply.text)} |`);
      }
    }
    out.push("");
  }
  return `${out.join("\n").trimEnd()}\n`;
}
