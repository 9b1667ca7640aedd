import { atFirstSign, part } from "../lib/part.tsx";

/** Forms, which are loaded only when needed. */
export const TaskForm = part(atFirstSign(() => import("./task-form.tsx").then(({ TaskForm }) => TaskForm)));
export const NewTask = part(atFirstSign(() => import("./new-task.tsx").then(({ NewTask }) => NewTask)));
