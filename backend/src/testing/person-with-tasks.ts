import { type TaskCreateInput, type TaskQueryInput, taskCreate, taskQuery } from "@todo-chatbot/contracts";
import type { Database } from "../database/client.ts";
import { createTaskService } from "../tasks/service.ts";
import { makePerson } from "./people.ts";

export const task = (input: TaskCreateInput) => taskCreate.parse(input);
export const query = (input: TaskQueryInput = {}) => taskQuery.parse(input);

/** A new person and their task service. */
export async function personWithTasks(
  database: Database,
  now: () => Date,
  profile: { timeZone?: string } = {},
) {
  const me = await makePerson(database, profile);
  const tasks = createTaskService(database, now);
  /** Creates tasks with these titles. */
  const add = async (...titles: string[]) =>
    tasks.create(
      me(),
      titles.map((title) => task({ title })),
    );
  /** The titles of the open tasks. */
  const open = async () => (await tasks.list(me(), query())).items.map(({ title }) => title);
  return { me, tasks, add, open };
}
