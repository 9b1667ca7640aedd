import type { Token } from "../text/tokens.ts";
import { nounishVerbs, taskVerbs } from "./verbs.ts";

const OBJECT_START =
  /^(?:the|a|an|my|our|your|his|her|their|its|this|that|these|those|some|all|for|with|to|up|out|off|in|on|down|back|away|about|at|from|into|over|it|them|him|me|us|mum|mom|dad|grandma|grandpa|gran|granny|nan|nana|auntie|uncle|aunt|dr|every|new|more)$/;

/** Whether the word at `i` is a verb with something after it to do it to, or one that is nothing but a verb. */
export function opensTask(tokens: readonly Token[], i: number, end: number): boolean {
  const token = tokens[i];
  if (!token || i >= end || token.kind !== "word" || !taskVerbs.has(token.key)) return false;
  if (!nounishVerbs.has(token.key)) return true;
  const next = i + 1 < end ? tokens[i + 1] : undefined;
  if (!next) return false;
  if (next.kind === "link" || next.kind === "quote") return true;
  return (
    next.kind === "word" && (OBJECT_START.test(next.key) || /^\p{Lu}/u.test(next.text) || next.possessive)
  );
}
