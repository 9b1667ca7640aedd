import { isDeepStrictEqual } from "node:util";
import type { Rule } from "../violation.ts";
import { type Expectation, valueAt } from "./expect.ts";

/** One template, rendered with one set of values. */
export interface ManifestSubject {
  /** The YAML documents, except empty ones. */
  objects: unknown[];
  /** Why it could not be rendered or parsed. */
  errors: string[];
  expected: Expectation;
  /** A phrase for messages about the values that it was rendered with: "" or "with other values, ". */
  given: string;
}

export const object = (subject: ManifestSubject) => subject.objects[0];
export const at = (subject: ManifestSubject, path: string) => valueAt(object(subject), path);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const containers = (subject: ManifestSubject) => list(at(subject, "spec.template.spec.containers"));
export const container = (subject: ManifestSubject) => containers(subject)[0];

export const show = (value: unknown) => (value === undefined ? "not set" : JSON.stringify(value));

type Kind = Expectation["kind"];

/** A rule for some kinds of objects; reports nothing if there is no such object. */
export function ruleFor(
  kinds: readonly Kind[],
  id: string,
  title: string,
  fix: string,
  check: (subject: ManifestSubject) => string[],
): Rule<ManifestSubject> {
  return {
    id: `manifest/${id}`,
    severity: "error",
    title,
    fix,
    check: (subject) =>
      kinds.includes(subject.expected.kind) &&
      subject.objects.length &&
      at(subject, "kind") === subject.expected.kind
        ? check(subject).map((message) => subject.given + message)
        : [],
  };
}

/** One message if a value is not as expected. */
export const differs = (what: string, given: unknown, wanted: unknown) =>
  isDeepStrictEqual(given, wanted) ? [] : [`${what} is ${show(given)}, not ${show(wanted)}`];
