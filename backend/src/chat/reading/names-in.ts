import type { Task } from "@todo-chatbot/contracts";

/** The labels and projects of tasks, each once, in the order of the tasks. */
export function namesIn(tasks: readonly Task[]): { labels: string[]; projects: string[] } {
  const labels = new Set<string>();
  const projects = new Set<string>();
  for (const task of tasks) {
    for (const label of task.labels) labels.add(label);
    if (task.project !== null) projects.add(task.project);
  }
  return { labels: [...labels], projects: [...projects] };
}
