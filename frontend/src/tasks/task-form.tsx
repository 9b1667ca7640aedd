import type { Task } from "@todo-chatbot/contracts";
import { today } from "@todo-chatbot/contracts/calendar";
import { Trash2, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { ApiError } from "../api/client.ts";
import { omissionWords } from "../lib/omission-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { recurrenceWords } from "../lib/recurrence-words.ts";
import { messages } from "../messages/en.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { isChanged, unsavedEdits } from "./edits.ts";
import { distinct } from "./filters.ts";
import { update } from "./task-actions.ts";
import { asksForRange, draftFault, draftOf, patchOf, type TaskDraft } from "./task-draft.ts";
import { TaskFacts } from "./task-facts.tsx";
import { taskStore } from "./task-store.ts";

const text = messages.tasks.form;

const presets: [string, string][] = [
  ["", messages.repeats.none],
  ["FREQ=DAILY", messages.repeats.daily],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", messages.repeats.weekdays],
  ["FREQ=WEEKLY", messages.repeats.weekly],
  ["FREQ=MONTHLY", messages.repeats.monthly],
  ["FREQ=YEARLY", messages.repeats.yearly],
];

function focusAtFirst(input: HTMLInputElement | null): void {
  input?.form?.scrollIntoView({ block: "nearest" });
  input?.focus({ preventScroll: true });
}

/** Scrolls a question at the top of the form into view. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

interface TaskFormProps {
  task: Task;
  onAddSubtask: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** All fields of a task, edited in place. */
export function TaskForm({ task, onAddSubtask, onDelete, onClose }: TaskFormProps) {
  const { timeZone, now } = useReader();
  const [kept] = useState(() => unsavedEdits.of(task));
  const [before, setBefore] = useState(() => kept?.before ?? draftOf(task, timeZone));
  const [draft, setDraft] = useState(kept?.draft ?? before);
  const [version, setVersion] = useState(kept?.version ?? task.version);
  const [leaving, setLeaving] = useState(false);
  const [fault, setFault] = useState<{ field: string; text: string } | null>(null);
  const [conflict, setConflict] = useState<Task | null>(null);
  const [busy, setBusy] = useState(false);
  const [projects] = useState(() =>
    distinct(Object.values(taskStore.get().tasks).flatMap(({ project }) => project ?? [])),
  );
  const form = useRef<HTMLFormElement>(null);
  const projectList = useId();
  const set = (change: Partial<TaskDraft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    setLeaving(false);
    if (isChanged(before, next)) unsavedEdits.keep({ id: task.id, version, before, draft: next });
    else unsavedEdits.drop(task.id);
  };

  function discard() {
    unsavedEdits.drop(task.id);
    onClose();
  }

  async function save(event?: FormEvent) {
    event?.preventDefault();
    const wrong = draftFault(draft);
    setFault(wrong);
    if (wrong) return (form.current?.elements.namedItem(wrong.field) as HTMLElement | null)?.focus();
    const patch = patchOf(before, draft, {
      timeZone,
      today: today({ instant: now.getTime(), zone: timeZone }),
    });
    if (Object.keys(patch).length === 0) return discard();
    setBusy(true);
    try {
      await update(task, { ...patch, version });
      discard();
    } catch (error) {
      setBusy(false);
      const current =
        error instanceof ApiError && error.code === "version_conflict" ? error.problem.current : null;
      if (current) {
        setConflict(current as Task);
        setVersion((current as Task).version);
      } else {
        setFault({ field: "", text: error instanceof ApiError ? error.message : messages.faults.internal });
      }
    }
  }

  function takeTheirs(theirs: Task) {
    const fresh = draftOf(theirs, timeZone);
    setBefore(fresh);
    setDraft(fresh);
    setConflict(null);
    unsavedEdits.drop(task.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      // Asked only once; the edit is kept even if the answer is Esc again.
      if (isChanged(before, draft) && !leaving) setLeaving(true);
      else onClose();
    } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      void save();
    }
  }

  const series = task.recurrence?.rule === draft.rule ? task.recurrence : { rule: draft.rule };
  const omission = draft.rule ? omissionWords(series) : null;
  const custom = draft.rule !== "" && !presets.some(([rule]) => rule === draft.rule);
  return (
    <form
      ref={form}
      aria-label={messages.tasks.edit(task.title)}
      noValidate
      onSubmit={save}
      onKeyDown={onKeyDown}
      className="my-1 flex animate-arrive flex-col gap-3 rounded-card border border-line bg-surface p-3 shadow-card"
    >
      {kept && !leaving && <p className="rounded-lg bg-accent-soft px-2.5 py-1.5 text-ink-2">{text.kept}</p>}
      {leaving && (
        <div
          role="alert"
          ref={bringIntoView}
          className="flex flex-wrap items-center gap-2 rounded-lg bg-accent-soft p-2.5"
        >
          <p className="basis-full">{text.leaving}</p>
          <Button small kind="primary" onClick={() => void save()}>
            {messages.save}
          </Button>
          <Button small onClick={discard}>
            {text.discard}
          </Button>
          <Button small onClick={() => setLeaving(false)}>
            {text.goOn}
          </Button>
        </div>
      )}
      {conflict && (
        <div role="alert" className="flex flex-wrap items-center gap-2 rounded-lg bg-danger-soft p-2.5">
          <p className="basis-full">{messages.tasks.conflict.text}</p>
          <div className="basis-full">
            <p className="font-medium [overflow-wrap:anywhere]">
              {messages.tasks.conflict.now(conflict.title)}
            </p>
            <TaskFacts task={conflict} />
          </div>
          <Button small onClick={() => void save()}>
            {messages.tasks.conflict.keepMine}
          </Button>
          <Button small onClick={() => takeTheirs(conflict)}>
            {messages.tasks.conflict.takeTheirs}
          </Button>
        </div>
      )}
      <TextField
        label={text.title}
        name="title"
        value={draft.title}
        error={fault?.field === "title" ? fault.text : null}
        onChange={(event) => set({ title: event.target.value })}
        ref={focusAtFirst}
      />
      <NotesField
        value={draft.description}
        error={fault?.field === "description" ? fault.text : null}
        onChange={(description) => set({ description })}
      />
      <div className="grid grid-cols-2 gap-3 pointer-coarse:grid-cols-1">
        <TextField
          label={text.date}
          name="date"
          type="date"
          value={draft.date}
          error={fault?.field === "date" ? fault.text : null}
          onChange={(event) => set({ date: event.target.value })}
        />
        <TextField
          label={text.time}
          name="time"
          type="time"
          value={draft.time}
          onChange={(event) => set({ time: event.target.value })}
          side={
            draft.date || draft.time ? (
              <IconButton label={text.clearDate} onClick={() => set({ date: "", time: "", rule: "" })}>
                <X size={15} aria-hidden />
              </IconButton>
            ) : null
          }
        />
        {asksForRange(before, draft) && (
          <fieldset className="col-span-full flex flex-wrap gap-x-4 gap-y-1">
            <legend className="font-medium text-[13px] text-ink-2">{text.range.label}</legend>
            {(["this", "thisAndFuture"] as const).map((range) => (
              <label key={range} className="flex min-h-6 items-center gap-2 pointer-coarse:min-h-10">
                <input
                  type="radio"
                  name="range"
                  checked={draft.range === range}
                  onChange={() => set({ range })}
                />
                {text.range[range]}
              </label>
            ))}
          </fieldset>
        )}
        <SelectField
          label={text.priority}
          value={draft.priority}
          onChange={(event) => set({ priority: event.target.value })}
        >
          {[1, 2, 3, 4].map((priority) => (
            <option key={priority} value={priority}>
              {messages.tasks.priorities[priority]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={text.repeat}
          hint={omission}
          value={draft.rule}
          onChange={(event) => set({ rule: event.target.value })}
        >
          {presets.map(([rule, words]) => (
            <option key={rule} value={rule}>
              {words}
            </option>
          ))}
          {custom && (
            <option value={draft.rule}>{recurrenceWords({ rule: draft.rule, anchor: "schedule" })}</option>
          )}
        </SelectField>
        <TextField
          label={text.start}
          name="start"
          type="date"
          value={draft.start}
          onChange={(event) => set({ start: event.target.value })}
          side={
            draft.start ? (
              <IconButton label={text.clearStart} onClick={() => set({ start: "" })}>
                <X size={15} aria-hidden />
              </IconButton>
            ) : null
          }
        />
        <TextField
          label={text.project}
          list={projectList}
          name="project"
          value={draft.project}
          error={fault?.field === "project" ? fault.text : null}
          onChange={(event) => set({ project: event.target.value })}
        />
        <TextField
          label={text.labels}
          name="labels"
          value={draft.labels}
          error={fault?.field === "labels" ? fault.text : null}
          placeholder={text.labelsHint}
          onChange={(event) => set({ labels: event.target.value })}
        />
      </div>
      <datalist id={projectList}>
        {projects.map((project) => (
          <option key={project} value={project} />
        ))}
      </datalist>
      {draft.rule !== "" && (
        <label className="flex min-h-6 items-center gap-2 text-ink-2">
          <input
            type="checkbox"
            checked={draft.anchor === "completion"}
            onChange={(event) => set({ anchor: event.target.checked ? "completion" : "schedule" })}
          />
          {text.anchor}
        </label>
      )}
      {fault?.field === "" && (
        <p role="alert" className="text-danger">
          {fault.text}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" disabled={busy}>
          {busy ? messages.saving : messages.save}
        </Button>
        <Button onClick={discard}>{messages.cancel}</Button>
        <span className="flex-1" />
        {!task.parentId && !task.completedAt && (
          <Button kind="quiet" onClick={onAddSubtask}>
            {messages.tasks.addSubtask}
          </Button>
        )}
        <IconButton label={messages.tasks.delete(task.title)} onClick={onDelete}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </div>
    </form>
  );
}

interface NotesFieldProps {
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}

function NotesField({ value, error, onChange }: NotesFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-[13px] text-ink-2">
        {text.notes}
      </label>
      <textarea
        id={id}
        name="description"
        rows={2}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-fault` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className="field field-sizing-content max-h-48 resize-none"
      />
      {error && (
        <p id={`${id}-fault`} role="alert" className="text-[13px] text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
