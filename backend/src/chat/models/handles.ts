import { fold, type Task } from "@todo-chatbot/contracts";
import { validate as isUuid, NIL, v5 as nameBased } from "uuid";

/** A handle as models write it: in upper case, in brackets, followed by the title. */
const written = /^[#<[("'\s]*(?:task\s*)?(t\d{1,6})\b(?!.*\bt\d)/iu;

const looksLikeHandle = /\bt\d{1,6}\b/iu;

/** Maximum length of an invalid handle that is quoted in an error. */
const longestName = 40;

/**
 * Short names for the tasks that a language model sees in one turn: t1, t2, … A UUID costs two dozen tokens, and
 * small models garble or invent them. Ids are never sent to the model, and only accepted from it if it knows one.
 */
export class Handles {
  readonly #handles = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  /** Ids of the tasks that were shown, by folded title; null if several have it. */
  readonly #titles = new Map<string, string | null>();
  readonly #titleById = new Map<string, string>();
  #shown = 0;
  /** Whether the person's own words look like handles, in which case none are replaced in the model's text. */
  #isAmbiguous: boolean;

  /** @param words what the person says */
  constructor(words = "") {
    this.#isAmbiguous = looksLikeHandle.test(words);
  }

  /** The handle of a task, always the same one. */
  of(id: string): string {
    const known = this.#handles.get(id);
    if (known !== undefined) return known;
    this.#shown += 1;
    return this.#pair(`t${this.#shown}`, id);
  }

  /** The handle of a task that is shown with its title, which some models then use instead. */
  show({ id, title }: Pick<Task, "id" | "title">): string {
    const key = fold(title.trim());
    this.#titles.set(key, (this.#titles.get(key) ?? id) === id ? id : null);
    this.#titleById.set(id, title);
    this.#isAmbiguous ||= looksLikeHandle.test(title);
    return this.of(id);
  }

  /** The title for a handle in a text; null if it is not one. */
  titleOf(handle: string): string | null {
    if (this.#isAmbiguous) return null;
    return this.#titleById.get(this.#ids.get(handle.toLowerCase()) ?? "") ?? null;
  }

  /**
   * The id that a model means: by a handle, by the full title of a task it was shown, or by a UUID. Anything else
   * gets an unused id, so that it is refused like the id of any task that does not exist.
   */
  idOf(given: string): string {
    const text = given.trim();
    if (isUuid(text)) return text.toLowerCase();
    const handle = written.exec(text)?.[1]?.toLowerCase() ?? text.slice(0, longestName);
    const id = this.#ids.get(text) ?? this.#titles.get(fold(text)) ?? this.#ids.get(handle);
    if (id) return id;
    const nobody = nameBased(text, NIL);
    this.#pair(handle, nobody);
    return nobody;
  }

  /** The known handles, for a model that used another one: "t1 to t7". */
  known(): string {
    if (this.#shown === 0) return "none yet";
    return this.#shown === 1 ? "t1" : `t1 to t${this.#shown}`;
  }

  #pair(handle: string, id: string): string {
    this.#handles.set(id, handle);
    this.#ids.set(handle, id);
    return handle;
  }
}
