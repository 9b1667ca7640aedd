/** Access to JSON from other programs: a value of the wrong type counts as missing. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const objectsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The objects in a list of tasks; anything else in it is reported as written. */
export function tasksIn(value: unknown, tell: (written: string) => void): Json[] {
  for (const item of Array.isArray(value) ? value : []) if (!isObject(item)) tell(JSON.stringify(item));
  return objectsOf(value);
}

export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

/** HTML as plain text: paragraphs, breaks and list items become lines. */
export function textOfHtml(html: string): string {
  if (!/<[a-z!/]/i.test(html)) return html;
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  return html
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/<li\b[^>]*data-checked="(true|false)"[^>]*>/gi, (_match, checked: string) =>
      checked.toLowerCase() === "true" ? "\n- [x] " : "\n- [ ] ",
    )
    .replaceAll(/<li\b[^>]*>/gi, "\n- ")
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|h\d|tr|ul|ol|blockquote)>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#(\d{1,7});/g, (_match, code: string) => character(Number(code)))
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_match, code: string) => character(Number.parseInt(code, 16)))
    .replaceAll(/&(\w+);/g, (match, name: string) => named[name] ?? match)
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
