import { z } from "zod";

/** Kinds of files that can be imported. */
export const importFormat = z.enum([
  "todo-chatbot",
  "icalendar",
  "todoist",
  "todotxt",
  "ticktick",
  "microsoft-todo",
  "google-tasks",
  "vikunja",
]);

/**
 * What an import can report about an entry of a file, independent of language. Codes are part of the API: clients
 * may word each themselves.
 */
export const importNoteCode = z.enum([
  "title_missing",
  "title_cut",
  "description_cut",
  "label_cut",
  "labels_too_many",
  "project_cut",
  "text_cleaned",
  "date_unknown",
  "date_relative",
  "zone_unknown",
  "zone_of_file",
  "start_became_due",
  "start_kept_in_description",
  "deadline_became_due",
  "recurrence_left_out",
  "recurrence_changed",
  "recurrence_not_in_file",
  "recurrence_skips",
  "recurrence_in_utc",
  "exceptions_left_out",
  "occurrences_finished",
  "occurrence_moved",
  "series_split",
  "reminder_left_out",
  "reminders_too_many",
  "priority_lowered",
  "completion_time_unknown",
  "cancelled_left_out",
  "deleted_left_out",
  "kept_in_description",
  "field_left_out",
  "field_unreadable",
  "fields_unread",
  "relation_left_out",
  "labels_from_projects",
  "project_flattened",
  "parent_missing",
  "too_deep",
  "place_kept",
  "same_twice",
  "note_without_task",
  "not_a_task",
  "line_unreadable",
  "row_mended",
  "encoding_guessed",
  "history_left_out",
]);

/** Something in a file that was left out or changed. */
export const importNote = z.object({
  /** Where the entry begins in the file, counted from 1; for a file without lines, the number of the entry. */
  line: z.number().int(),
  /** Title of the task it belongs to; null if none. */
  title: z.string().nullable(),
  code: importNoteCode,
  /** The text in the file, shortened to a line. */
  written: z.string().nullable(),
  /** Title, what, why, and what was done instead, in English. */
  message: z.string(),
});

/** What an import did, or would do with `dryRun`. */
export const importResult = z.object({
  dryRun: z.boolean(),
  /** The change to name when undoing it; null if nothing was changed. */
  changeId: z.uuid().nullable(),
  format: importFormat,
  created: z.number().int(),
  /** Tasks of an earlier import or export that differ in this file and were updated. */
  updated: z.number().int(),
  /** Tasks of an earlier import or export that are the same in this file. */
  unchanged: z.number().int(),
  errors: z.array(importNote),
  /** For each code, how many notes did not fit into `errors`. */
  further: z.partialRecord(importNoteCode, z.number().int()),
});

export type ImportFormat = z.infer<typeof importFormat>;
export type ImportNoteCode = z.infer<typeof importNoteCode>;
export type ImportNote = z.infer<typeof importNote>;
export type ImportResult = z.infer<typeof importResult>;
