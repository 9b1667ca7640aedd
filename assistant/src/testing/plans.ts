import type { Language, NewTask } from "../types.ts";
import { Talk } from "./talk.ts";

/** The zone of the conversations of `talk`. */
export const zone = "Europe/Berlin";

const tasks: NewTask[] = [
  { title: "Call mum", due: { date: "2026-11-29", time: "17:00", timeZone: zone } },
  { title: "Dentist", due: { date: "2026-12-04", time: "15:00", timeZone: zone } },
  { title: "Prune roses", due: { date: "2026-11-25" }, labels: ["garden"], priority: 1 },
  { title: "Order compost", labels: ["garden"], description: "two bags" },
  { title: "Water plants", due: { date: "2026-11-30" }, recurrence: { rule: "FREQ=DAILY;INTERVAL=3" } },
];

/** A conversation about a list with one task of each kind that plans treat differently. */
export const talk = (language: Language = "en") => new Talk(tasks, language);

/** A day in the week after that of `talk`. */
export const monday = { date: "2026-12-07", grain: "day" } as const;
