import type { Context } from "@todo-chatbot/assistant";

/** The situation of somebody with no tasks who has said nothing yet. */
export const emptyList = (now: string, timeZone: string): Context => ({
  now,
  timeZone,
  weekStart: 1,
  locale: "en",
  tasks: [],
  labels: [],
  projects: [],
  turns: [],
});
