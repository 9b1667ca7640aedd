/** Synonyms that models use for the words in our tools' names. */
const verbs: Readonly<Record<string, string>> = {
  create: "add",
  insert: "add",
  new: "add",
  remove: "delete",
  get: "list",
  show: "list",
  search: "list",
  find: "list",
  view: "list",
  fetch: "list",
  finish: "complete",
  close: "complete",
  done: "complete",
  completed: "complete",
  edit: "update",
  modify: "update",
  change: "update",
  rename: "update",
  postpone: "reschedule",
  restore: "reopen",
};
const nouns = new Set(["task", "tasks", "todo", "todos", "item", "items"]);
const fillers = new Set(["a", "the", "my", "as", "mark"]);

/**
 * The tool that a model means by a name: ignoring namespaces before it, template tokens after it and case,
 * and accepting synonyms. Null if it is none of `tools`.
 */
export function toolNamed(name: string, tools: ReadonlySet<string>): string | null {
  if (tools.has(name)) return name;
  const [bare = ""] = name.trim().split(/<\||\s|\(/u);
  const last = bare.split(/[.:/]/u).at(-1) ?? "";
  const snake = last
    .replace(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
  if (tools.has(snake)) return snake;
  const joined = snake.replaceAll("_", "");
  return [...tools].find((tool) => tool.replaceAll("_", "") === joined) ?? meant(snake, tools);
}

/** By its verb, if nothing else in the name has a specific meaning: "create_todo", but not "web_search". */
function meant(name: string, tools: ReadonlySet<string>): string | null {
  const words = name.split("_").filter((word) => word !== "" && !nouns.has(word) && !fillers.has(word));
  const [verb, ...others] = new Set(words.map((word) => verbs[word] ?? word));
  if (verb === undefined || others.length > 0) return null;
  return [`${verb}_task`, `${verb}_tasks`].find((tool) => tools.has(tool)) ?? null;
}
