/** Deeper than any format we read, and shallow enough for code that walks what was read. */
const deepest = 100;

/**
 * Whether JSON is nested deeper than any file we read. To be asked before it is parsed: V8 keeps some hundred bytes for
 * each level that is open, which is 800 MB for a file of 9 MB.
 */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length && depth <= deepest; at++) {
    const sign = json[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) at += sign === "\\" ? 1 : 0;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth--;
  }
  return depth > deepest;
}
