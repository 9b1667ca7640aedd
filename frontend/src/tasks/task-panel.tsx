import { Plus } from "lucide-react";
import {
  type ReactElement,
  type Ref,
  type RefObject,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from "react";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { isFiltering, noFilter } from "./filters.ts";
import { type GroupName, groupNames, type Row } from "./grouping.ts";
import { emptyBook } from "./task-book.ts";
import { TaskFilterBar } from "./task-filter.tsx";
import { TaskGroup } from "./task-group.tsx";
import { NewTask } from "./task-parts.ts";
import { TaskRow } from "./task-row.tsx";
import { taskStore, useTaskBook } from "./task-store.ts";
import { useGroups } from "./use-groups.ts";

const text = messages.tasks;

interface TaskPanelProps {
  adding: boolean;
  onAdding: (adding: boolean) => void;
  findRef: Ref<HTMLInputElement>;
  /** The scroll container of the panel, which is its only child. */
  scroller: RefObject<HTMLElement | null>;
}

/** All tasks, grouped by due date. */
export function TaskPanel({ adding, onAdding, findRef, scroller }: TaskPanelProps) {
  const reader = useReader();
  const { data: book = emptyBook, isPending, isError, refetch } = useTaskBook();
  const [filter, setFilter] = useState(noFilter);
  const [open, setOpen] = useState<{ id: string; mode: "edited" | "extended" } | null>(null);
  const tasks = useMemo(() => Object.values(book.tasks), [book.tasks]);
  // Typing stays responsive while a long list is rendered.
  const applied = useDeferredValue(filter);
  const { groups, isSettled } = useGroups(tasks, applied, reader);
  const onMode = useCallback(
    (id: string, mode: "shown" | "edited" | "extended") => setOpen(mode === "shown" ? null : { id, mode }),
    [],
  );
  const shown = groupNames.some((name) => groups[name].length > 0);
  const loaded = isSettled && !isPending && !(isError && tasks.length === 0);
  const onMore = book.doneCursor ? moreDone : null;

  // The same element for an unchanged row, so that React skips it.
  const drawn = useRef(new WeakMap<Row, { as: string; element: ReactElement }>());
  const draw = useCallback(
    (row: Row, under: GroupName): ReactElement => {
      const { task, indented, partOf } = row;
      const mode = open?.id === task.id ? open.mode : "shown";
      const as = `${under} ${mode}`;
      const before = drawn.current.get(row);
      if (before?.as === as) return before.element;
      const element = (
        <TaskRow
          key={task.id}
          task={task}
          indented={indented}
          under={under}
          partOf={partOf}
          mode={mode}
          onMode={onMode}
        />
      );
      drawn.current.set(row, { as, element });
      return element;
    },
    [open, onMode],
  );

  return (
    <div>
      <header className="flex min-h-14 items-center justify-between gap-2">
        <h2 className="font-semibold text-lg tracking-tight">{text.region}</h2>
        <IconButton className="print:hidden" label={text.add} data-add-task onClick={() => onAdding(true)}>
          <Plus size={18} aria-hidden />
        </IconButton>
      </header>
      <TaskFilterBar filter={filter} tasks={tasks} findRef={findRef} onChange={setFilter} />
      {adding && <NewTask parentId={null} onClose={() => onAdding(false)} />}
      {isPending && <LoadingRows />}
      {isError && tasks.length === 0 && (
        <div className="flex flex-col items-start gap-3 py-4">
          <p role="alert">{text.failed}</p>
          <Button onClick={() => void refetch()}>{messages.tryAgain}</Button>
        </div>
      )}
      {loaded && !shown && <Nothing filtering={isFiltering(filter)} />}
      {groupNames.map((name) => (
        <TaskGroup
          key={name}
          name={name}
          rows={groups[name]}
          scroller={scroller}
          open={open?.id ?? null}
          onMore={name === "done" ? onMore : null}
          draw={draw}
        />
      ))}
    </div>
  );
}

const moreDone = () => void taskStore.moreDone().catch(tellFault);

function Nothing({ filtering }: { filtering: boolean }) {
  return (
    <div className="py-10 text-center">
      <p className="font-medium">{filtering ? text.noMatch : text.empty}</p>
      {!filtering && <p className="mt-1 text-ink-2">{text.emptyHint}</p>}
    </div>
  );
}

function LoadingRows() {
  return (
    <div role="status" className="flex animate-wait flex-col gap-4 py-3">
      <span className="sr-only">{text.loading}</span>
      {["w-2/3", "w-1/2", "w-3/5", "w-2/5"].map((width) => (
        <span key={width} className="flex items-center gap-3">
          <span className="size-5 rounded-full bg-hover" />
          <span className={`h-3.5 rounded bg-hover ${width}`} />
        </span>
      ))}
    </div>
  );
}
