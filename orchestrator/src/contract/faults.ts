import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";
import type { z } from "zod";
import { fieldAt, namesAt, wordsFor } from "./json-schema.ts";

/** A fault of a contract: its line, and how to fix it in one sentence. */
export interface Fault {
  line: number;
  message: string;
}

/** `services[0].port`, the usual notation. */
const written = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}${text ? "." : ""}${String(key)}`),
    "",
  );

/** The line of the node at a path, or of its nearest existing ancestor. */
export function lineOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const above = path.slice(0, depth - 1);
    const parent = depth ? document.getIn(above, true) : null;
    // For a pair, the line of its key.
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}

/** Edit distance between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j] ?? 0) + Number(letter !== other), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

function nearest(word: string, names: readonly string[]): string | undefined {
  const close = names
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)));
  return close.sort((a, b) => a.far - b.far)[0]?.name;
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

type Issue = z.core.$ZodIssue;

/** The issues of the variant that was most likely intended: the one with the fewest. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || !issue.errors.length) return [issue];
  const variants = issue.errors.map((errors) =>
    errors.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  // If no variant matches, as for a quantity, the description of the field says what is allowed.
  if (variants.every((errors) => errors.every(({ path }) => path.length === issue.path.length))) {
    const unknown = variants.filter((errors) => errors.every(({ code }) => code !== "invalid_type"));
    return unknown[0]?.flatMap(meant) ?? [issue];
  }
  return (variants.sort((a, b) => a.length - b.length)[0] ?? []).flatMap(meant);
}

function sentences(issue: Issue, document: Document): { path: PropertyKey[]; message: string }[] {
  const path = [...issue.path];
  const place = written(path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const names = namesAt(path);
      const guess = nearest(key, names);
      const where = written([...path, key]);
      return {
        path: [...path, key],
        message: guess
          ? `${where} is unknown: write ${guess}`
          : `${where} is unknown: there may be ${names.join(", ")}`,
      };
    });
  const field = fieldAt(path);
  const about = field?.description ? ` (${field.description})` : "";
  const value: unknown = path.length ? document.getIn(path) : document.toJS();
  const plain = isNode(value) ? value.toJS(document) : value;
  const wanted = field ? wordsFor(field) : "something else";
  if (plain === undefined || plain === null)
    return [{ path, message: `${place || "everything"} is missing: write ${wanted}${about}` }];
  if (issue.code === "invalid_format" || issue.code === "custom")
    return [{ path, message: `${place} is ${shown(plain)}: write ${issue.message}${about}` }];
  return [{ path, message: `${place || "the file"} is ${shown(plain)}: write ${wanted}${about}` }];
}

/** The faults of a contract, each with its line and how to fix it. */
export function faultsOf(issues: readonly Issue[], document: Document, counter: LineCounter): Fault[] {
  return issues
    .flatMap(meant)
    .flatMap((issue) => sentences(issue, document))
    .map(({ path, message }) => ({ line: lineOf(document, counter, path), message }))
    .sort((a, b) => a.line - b.line);
}
