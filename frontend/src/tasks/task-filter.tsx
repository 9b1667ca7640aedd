import type { Task } from "@todo-chatbot/contracts";
import { Search, SlidersHorizontal, X } from "lucide-react";
import { type Ref, useId, useMemo, useState } from "react";
import { messages } from "../messages/en.ts";
import { IconButton } from "../ui/button.tsx";
import { distinct, isFiltering, noFilter, type TaskFilter } from "./filters.ts";

const text = messages.tasks;

interface TaskFilterBarProps {
  filter: TaskFilter;
  /** The tasks whose projects and labels can be chosen. */
  tasks: readonly Task[];
  findRef: Ref<HTMLInputElement>;
  onChange: (filter: TaskFilter) => void;
}

/** A search field for tasks, and behind a button filters for project, label and priority. */
export function TaskFilterBar({ filter, tasks, findRef, onChange }: TaskFilterBarProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const set = (change: Partial<TaskFilter>) => onChange({ ...filter, ...change });
  return (
    <div className="mb-3 flex flex-col gap-2 print:hidden">
      <div className="flex items-center gap-1">
        <div className="relative flex-1">
          <Search size={15} aria-hidden className="pointer-events-none absolute top-2.5 left-3 text-ink-3" />
          <input
            ref={findRef}
            type="search"
            aria-label={text.find}
            placeholder={text.find}
            value={filter.text}
            onChange={(event) => set({ text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              set({ text: "" });
              event.currentTarget.blur();
            }}
            className="field border-transparent bg-hover/60 pl-8.5 [&::-webkit-search-cancel-button]:hidden"
          />
        </div>
        {isFiltering(filter) && (
          <IconButton label={text.clearFilter} onClick={() => onChange(noFilter)}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
        <IconButton
          label={text.filter}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal size={16} aria-hidden />
        </IconButton>
      </div>
      <div id={id}>{open && <Choices filter={filter} tasks={tasks} onChange={set} />}</div>
    </div>
  );
}

interface ChoicesProps {
  filter: TaskFilter;
  tasks: readonly Task[];
  onChange: (change: Partial<TaskFilter>) => void;
}

function Choices({ filter, tasks, onChange }: ChoicesProps) {
  const projects = useMemo(() => distinct(tasks.flatMap(({ project }) => project ?? [])), [tasks]);
  const labels = useMemo(() => distinct(tasks.flatMap((task) => task.labels)), [tasks]);
  return (
    <div className="grid grid-cols-3 gap-2">
      <Choice
        label={text.form.project}
        any={text.allProjects}
        value={filter.project}
        options={projects}
        onChange={(project) => onChange({ project })}
      />
      <Choice
        label={text.form.labels}
        any={text.allLabels}
        value={filter.label}
        options={labels}
        onChange={(label) => onChange({ label })}
      />
      <select
        className="field text-[13px]"
        aria-label={text.form.priority}
        value={filter.priority ?? ""}
        onChange={(event) => onChange({ priority: Number(event.target.value) || null })}
      >
        <option value="">{text.anyPriority}</option>
        {[1, 2, 3, 4].map((priority) => (
          <option key={priority} value={priority}>
            {text.priorities[priority]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  any: string;
  value: string;
  options: readonly string[];
  onChange: (value: string) => void;
}

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  return (
    <select
      className="field text-[13px]"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
