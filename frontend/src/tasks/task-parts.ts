import { atFirstSign, part } from "../lib/part.tsx";

/** What is typed into, which nobody sees before they asked for it. */
export const TaskForm = part(atFirstSign(() => import("./task-form.tsx").then(({ TaskForm }) => TaskForm)));
export const NewTask = part(atFirstSign(() => import("./new-task.tsx").then(({ NewTask }) => NewTask)));
