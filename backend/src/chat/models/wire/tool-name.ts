/**
 * The tool that a model means by a name: without a namespace before it and without template tokens after it, in
 * whatever case. Null when that is none of `tools`.
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
  return [...tools].find((tool) => tool.replaceAll("_", "") === joined) ?? null;
}
