import { fold, type Task } from "@todo-chatbot/contracts";
import { validate as isUuid, NIL, v5 as nameBased } from "uuid";

/** A handle as models write it back: in another case, in brackets, with the title behind it. */
const written = /^[#<[("'\s]*(?:task\s*)?(t\d{1,6})\b(?!.*\bt\d)/iu;

const looksLikeHandle = /\bt\d{1,6}\b/iu;

/** Of what is no handle, what is said back of it. */
const longestName = 40;

/**
 * Short names for the tasks that a language model sees in one turn: t1, t2, … A UUID costs it two dozen tokens, and a
 * small model garbles one or makes one up. Ids never leave for the model, and never come from it but where it knows one.
 */
export class Handles {
  readonly #handles = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  /** Ids of the tasks that were shown, by folded title; null where several have it. */
  readonly #titles = new Map<string, string | null>();
  readonly #titleById = new Map<string, string>();
  #shown = 0;
  /** Somebody's own words look like handles: then none of a model's are taken for one. */
  #isAmbiguous: boolean;

  /** @param words what the person says */
  constructor(words = "") {
    this.#isAmbiguous = looksLikeHandle.test(words);
  }

  /** The handle of a task; the same one whenever it is asked for. */
  of(id: string): string {
    const known = this.#handles.get(id);
    if (known !== undefined) return known;
    this.#shown += 1;
    return this.#pair(`t${this.#shown}`, id);
  }

  /** The handle of a task that is shown with its title, by which some models then call it. */
  show({ id, title }: Pick<Task, "id" | "title">): string {
    const key = fold(title.trim());
    this.#titles.set(key, (this.#titles.get(key) ?? id) === id ? id : null);
    this.#titleById.set(id, title);
    this.#isAmbiguous ||= looksLikeHandle.test(title);
    return this.of(id);
  }

  /** The title behind a handle that stands in words; null when it is none. */
  titleOf(handle: string): string | null {
    if (this.#isAmbiguous) return null;
    return this.#titleById.get(this.#ids.get(handle.toLowerCase()) ?? "") ?? null;
  }

  /**
   * The id that a model means: by a handle, by the whole title of one task it was shown, or by a UUID. What stands for
   * no task gets an id that none has, so that it is refused like the id of any task that is not there.
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

  /** What there is, for a model that asked for something else: "t1 to t7". */
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
