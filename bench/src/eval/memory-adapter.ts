import { MemoryList } from "@todo-chatbot/assistant/testing";
import { type CaseTask, fromCase, toCase } from "./wire.ts";

/** The dialogues against the assistant alone, over a list in memory: no server, no database. */
export default async function open({ now, tz, tasks }: { now: string; tz: string; tasks: CaseTask[] }) {
  const list = new MemoryList({ now, timeZone: tz, tasks: tasks.map((task) => fromCase(task, tz)) });
  list.tasks = list.tasks.map((task, k) => (tasks[k]?.completed ? { ...task, completedAt: now } : task));
  return {
    say: async (text: string) => {
      const { reply } = list.say(text);
      const titleOf = new Map(list.tasks.map((task) => [task.id, task.title]));
      return {
        reply: reply.text,
        shown: reply.shown.map((id) => titleOf.get(id) ?? ""),
        asks: reply.question,
      };
    },
    tasks: async () => list.tasks.map(toCase),
    close: async () => undefined,
  };
}
