import { type ImportNote, type ImportNoteCode, limits } from "@todo-chatbot/contracts";
import { plainText } from "./plain-text.ts";

/** What is wrong, and what was done about it. `x` is the value in the file, in quotation marks. */
type Words = (x: string, reason: string | null) => [what: string, instead: string];

const words: Record<ImportNoteCode, Words> = {
  title_missing: () => ["it has no title", "it was called “Untitled”"],
  title_cut: () => ["its title is too long", "it was cut, and the whole title put into the notes"],
  description_cut: () => ["its notes are too long", "they were cut"],
  label_cut: (x) => [`the label ${x} is too long`, "it was cut"],
  labels_too_many: (x) => ["it has too many labels", `${x} left out`],
  project_cut: (x) => [`the list name ${x} is too long`, "it was cut"],
  text_cleaned: () => ["it has characters that are no text", "they were left out"],
  date_unknown: (x) => [`${x} is not a date`, "the task has none, and what was written is in its notes"],
  date_relative: (x) => [`${x} counts from today`, "it became the date it means now"],
  zone_unknown: (x) => [`the time zone ${x} is not known`, "the time was taken as yours"],
  zone_of_file: (x) => [
    `the time zone ${x} is only known to this file`,
    "the time became the one of your zone",
  ],
  start_became_due: (x) => [`it repeats from ${x} without a due date`, "the start became its due date"],
  start_kept_in_description: (x) => [`it starts on ${x}`, "the start was put into the notes"],
  deadline_became_due: (x) => [`it has only a deadline, ${x}`, "that became its due date"],
  recurrence_left_out: (x, reason) => [
    `the repetition ${x} ${reason ?? "cannot be kept"}`,
    "it was left out",
  ],
  recurrence_changed: (x) => [`the repetition ${x} cannot be kept as it is`, "the nearest one was taken"],
  recurrence_not_in_file: () => [
    "it repeats, but the file does not say how",
    "it comes without the repetition",
  ],
  recurrence_in_utc: (x) => [
    `the repetition ${x} counts in UTC`,
    "it still does, so its time of day here moves with the clocks",
  ],
  recurrence_skips: (x, reason) => [`the repetition ${x} has gaps`, `it was kept, and ${reason}`],
  exceptions_left_out: (x) => [`the repetition has dates of its own (${x})`, "they were left out"],
  occurrences_finished: (x) => [
    `it has ${x} finished ${x === "1" ? "date" : "dates"}`,
    "those are not due again",
  ],
  occurrence_moved: (x) => [
    `some of its dates say something of their own (${x})`,
    "they were moved as they say, and what else they say was left out",
  ],
  series_split: (x) => [
    `all of its dates from ${x} on differ from those before`,
    "they became a task of their own",
  ],
  reminder_left_out: (x) => [`the reminder ${x} cannot be kept`, "it was left out"],
  reminders_too_many: (x) => ["it has too many reminders", `${x} left out`],
  priority_lowered: (x) => [`the priority ${x} is below our lowest`, "it has none"],
  completion_time_unknown: () => [
    "the file does not say when it was completed",
    "the time of the import was taken",
  ],
  cancelled_left_out: () => ["it was cancelled", "it was left out"],
  deleted_left_out: () => ["it was deleted where it comes from", "it was left out"],
  kept_in_description: (x) => [`there is no field for ${x}`, "it was put into the notes"],
  field_left_out: (x) => [`there is no field for ${x}`, "it was left out"],
  field_unreadable: (x) => [`${x} cannot be read`, "it was left out"],
  fields_unread: (x) => [`the file has what is not read here: ${x}`, "it was left out"],
  relation_left_out: (x) => [`there is no relation ${x} between tasks here`, "it was left out"],
  labels_from_projects: (x) => ["it has more than one project", `${x} became labels`],
  project_flattened: (x) => [`the project ${x} is inside of another`, "it became a list of its own"],
  parent_missing: () => ["the task it belongs under is not in the file", "it was put at the top"],
  too_deep: () => [`it is more than ${limits.taskDepth} levels deep`, "it was put at the top"],
  place_kept: () => ["it cannot move to where the file has it", "it stays where it is"],
  same_twice: () => ["it is in the file more than once", "the newest was taken"],
  note_without_task: (x) => [`the note ${x} belongs to no task`, "it was left out"],
  not_a_task: (x) =>
    x.startsWith("1 ") ? [`${x} is no task`, "it was left out"] : [`${x} are no tasks`, "they were left out"],
  line_unreadable: (x) => [`the line ${x} cannot be read`, "it was left out"],
  row_mended: () => ["its row is not well-formed CSV", "it was read as far as it can be understood"],
  encoding_guessed: (x) => ["the file is not UTF-8", `it was read as ${x}`],
  history_left_out: () => ["conversations and the activity are history", "only the tasks came back"],
};

/** The value in the file, shortened to fit into a sentence. */
function shown(text: string): string {
  const line = plainText(text.toWellFormed()).replaceAll(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119).toWellFormed()}…` : line;
}

/** Codes whose `written` is a count or one of our own names, so it takes no quotation marks. */
const bare = new Set<ImportNoteCode>([
  "labels_too_many",
  "reminders_too_many",
  "occurrences_finished",
  "not_a_task",
  "encoding_guessed",
  "fields_unread",
  "labels_from_projects",
]);

export interface Place {
  line: number;
  title: string | null;
}

/**
 * Creates a note in the format of the API.
 * @param written the value in the file
 * @param reason why it cannot be kept, as the continuation of a sentence
 */
export function noteOf(
  { line, title }: Place,
  code: ImportNoteCode,
  written: string | null = null,
  reason: string | null = null,
): ImportNote {
  const name = title === null ? null : shown(title);
  const said = written === null ? null : shown(written);
  const [what, instead] = words[code](bare.has(code) ? (said ?? "") : `“${said ?? ""}”`, reason);
  const sentence = `${what}; ${instead}.`;
  const message =
    name === null ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : `“${name}”: ${sentence}`;
  return { line, title: name, code, written: said, message };
}
