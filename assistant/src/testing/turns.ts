import type { NewTask } from "../types.ts";
import type { Talk } from "./talk.ts";

export const zone = "Europe/Berlin";

export const tasks: NewTask[] = [
  { title: "Call mum", due: { date: "2026-11-29", time: "17:00", timeZone: zone } },
  { title: "Dentist", due: { date: "2026-12-04", time: "15:00", timeZone: zone }, labels: ["health"] },
  { title: "Prune roses", due: { date: "2026-12-06" } },
  { title: "Ring the plumber" },
];

/** The titles of the open tasks, in order. */
export const open = ({ list }: Talk): string[] =>
  list.tasks.flatMap(({ title, completedAt }) => (completedAt ? [] : [title]));

/** When a task is due. */
export const due = (talk: Talk, title: string) => talk.task(title).due;

/** A day on which none of `tasks` is due. */
export const friday = { date: "2026-12-11", grain: "day" } as const;
