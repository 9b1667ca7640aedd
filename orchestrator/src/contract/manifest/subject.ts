import { isDeepStrictEqual } from "node:util";
import type { Rule } from "../violation.ts";
import { type Expectation, valueAt } from "./expect.ts";

/** One template as rendered with one set of values. */
export interface ManifestSubject {
  /** The YAML documents, empty ones left out. */
  objects: unknown[];
  /** Why it could not be rendered or read. */
  errors: string[];
  expected: Expectation;
  /** Says in a message which values it was rendered with: "" or "with other values, ". */
  given: string;
}

export const object = (subject: ManifestSubject) => subject.objects[0];
export const at = (subject: ManifestSubject, path: string) => valueAt(object(subject), path);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const containers = (subject: ManifestSubject) => list(at(subject, "spec.template.spec.containers"));
export const container = (subject: ManifestSubject) => containers(subject)[0];

export const show = (value: unknown) => (value === undefined ? "not set" : JSON.stringify(value));

type Kind = Expectation["kind"];

/** A rule that holds for some kinds of objects; says nothing when there is no object to look at. */
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

/** One message when a value is not what it should be. */
export const differs = (what: string, given: unknown, wanted: unknown) =>
  isDeepStrictEqual(given, wanted) ? [] : [`${what} is ${show(given)}, not ${show(wanted)}`];
