/** Deeper than any supported format, and shallow enough for recursive code. */
const deepest = 100;

/**
 * Whether JSON is nested deeper than any supported format. Must be checked before parsing: V8 uses several hundred
 * bytes per open level, which amounts to 800 MB for a file of 9 MB.
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
