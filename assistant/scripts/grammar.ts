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
  "The shipped weights have seen none of the writers in this table (`assistant/training/unseen`); reproduce a language with",
  "`npm run evaluate -w @todo-chatbot/assistant -- --shipped en`, the rows “asks below 0.65”. “Asked” are requests it asks",
  "about instead of acting; below which confidence it asks depends on the act. Hard messages are hard on purpose: reports in",
  "words that are not the task’s, changes phrased as news, several wishes at once, small talk that sounds like a command.",
  "`make eval` prints the same for other splits, by kind.",
  "",
  "| unseen | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, ordinary messages (`en-m`) | 84 % | 2 % | 9 % | 2 % | 2 % |",
  "| Spanish, ordinary messages (`es-m`) | 84 % | 2 % | 10 % | 1 % | 3 % |",
  "| French, ordinary messages (`fr-m`) | 78 % | 3 % | 15 % | 1 % | 3 % |",
  "| German, ordinary messages (`de-m`) | 75 % | 3 % | 18 % | 2 % | 2 % |",
  "| Italian, ordinary messages (`it-m`) | 77 % | 1 % | 16 % | 1 % | 4 % |",
  "| English, hard messages (`en-hard-m`) | 46 % | 1 % | 39 % | 10 % | 4 % |",
  "| Spanish, hard messages (`es-hard-m`) | 47 % | 1 % | 42 % | 4 % | 6 % |",
  "| French, hard messages (`fr-hard-m`) | 52 % | 1 % | 32 % | 3 % | 11 % |",
  "| German, hard messages (`de-hard-m`) | 40 % | 1 % | 41 % | 12 % | 6 % |",
  "| Italian, hard messages (`it-hard-m`) | 43 % | 0 % | 47 % | 3 % | 6 % |",
  "| English, mid-conversation (`en-turns-m`) | 62 % | 1 % | 27 % | 8 % | 3 % |",
  "| Spanish, mid-conversation (`es-turns-m`) | 56 % | 1 % | 35 % | 5 % | 3 % |",
  "| French, mid-conversation (`fr-turns-m`) | 64 % | 1 % | 23 % | 5 % | 7 % |",
  "| German, mid-conversation (`de-turns-m`) | 62 % | 1 % | 28 % | 3 % | 5 % |",
  "| Italian, mid-conversation (`it-turns-m`) | 59 % | 1 % | 28 % | 4 % | 7 % |",
  "",
  "Conversations of two to six turns, 80 per round (45 in the eighth), by people who had not seen the product (`training/conversations`), each",
  "up to its first mistake. Their messages are not in the training data, but the kinds of mistakes they showed have been",
  "fixed since, so only a new round is a fair test:",
  "",
  "| round | right in every turn | turns right | turns that change something wrongly |",
  "| --- | --- | --- | --- |",
  "| 1 | 62 of 80 | 93 % | 0.8 % |",
  "| 2 | 44 of 80 | 83 % | 3.7 % |",
  "| 3 | 18 of 80 | 65 % | 6.2 % |",
  "| 4 (11 of 80, 62 % and 5.6 % before any fix) | 29 of 80 | 77 % | 2.8 % |",
  "| 5 (32 of 80, 76 % and 10.6 % before any fix) | 42 of 80 | 82 % | 4.2 % |",
  "| 6 (12 of 80, 65 % and 12.5 % before any fix) | 17 of 80 | 69 % | 7.5 % |",
  "| 7 (15 of 80, 64 % and 12.6 % before any fix) | 22 of 80 | 72 % | 8.7 % |",
  "| 8 (9 of 45, 66 % and 10.4 % before any fix) | 14 of 45 | 73 % | 6.1 % |",
  "| 9 (19 of 80, 69 % and 7.2 % before any fix) | 35 of 80 | 82 % | 2.4 % |",
  "| 10 (20 of 80, 71 % and 9.5 % before any fix) | 20 of 80 | 72 % | 9.9 % |",
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
    "None of these examples is a fixed pattern. What people say is learned from some 74,000 labelled messages",
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
