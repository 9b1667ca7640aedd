import { fold } from "@todo-chatbot/contracts/fold";

/** Names in use, oldest first. */
export interface NamesInUse {
  labels: readonly string[];
  projects: readonly string[];
}

/**
 * Names that differ only in case or accents are the same and get the first spelling used: `Work` becomes an
 * existing `work`.
 */
export class Spellings {
  readonly #labels = new Map<string, string>();
  readonly #projects = new Map<string, string>();

  constructor({ labels, projects }: NamesInUse) {
    for (const label of labels) spelling(this.#labels, label);
    for (const project of projects) spelling(this.#projects, project);
  }

  labels(names: readonly string[]): string[] {
    return [...new Set(names.map((name) => spelling(this.#labels, name)))];
  }

  project(name: string | null): string | null {
    return name === null ? null : spelling(this.#projects, name);
  }
}

function spelling(known: Map<string, string>, name: string): string {
  // Names consisting only of marks have no other spelling.
  const key = fold(name) || name;
  const first = known.get(key);
  if (first === undefined) known.set(key, name);
  return first ?? name;
}
