import { ChevronRight } from "lucide-react";
import { memo, type ReactElement, type RefObject, useId, useState } from "react";
import { readStored, store } from "../lib/storage.ts";
import { usePrinting } from "../lib/use-printing.ts";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import type { GroupName, Row } from "./grouping.ts";
import { TaskRows } from "./task-rows.tsx";

interface TaskGroupProps {
  name: GroupName;
  rows: readonly Row[];
  scroller: RefObject<HTMLElement | null>;
  /** The task being edited. */
  open: string | null;
  /** Whether the server has more than `rows`. */
  onMore: (() => void) | null;
  draw: (row: Row, under: GroupName) => ReactElement;
}

/** A heading with its tasks, which can be collapsed; the state is remembered. */
export const TaskGroup = memo(function TaskGroup(props: TaskGroupProps) {
  const { name, rows, scroller, open, onMore, draw } = props;
  const key = `folded:${name}`;
  const id = useId();
  const [folded, setFolded] = useState(() => readStored(key, false));
  const printing = usePrinting();
  if (rows.length === 0) return null;

  function fold() {
    setFolded(!folded);
    store(key, folded ? null : true);
  }

  return (
    <div className="mb-5">
      <h3 className="-mx-1 mb-0.5">
        <button
          type="button"
          aria-expanded={!folded}
          aria-controls={id}
          onClick={fold}
          className="flex min-h-8 w-full items-center gap-1.5 rounded-lg px-1 text-left font-semibold text-[13px] hover:bg-hover/50"
        >
          <ChevronRight
            size={15}
            aria-hidden
            className={`text-ink-3 transition-transform print:hidden ${folded ? "" : "rotate-90"}`}
          />
          <span className={name === "overdue" ? "text-danger" : "text-ink"}>
            {messages.tasks.groups[name]}
          </span>
          <span className="font-normal text-ink-3 tabular-nums">
            {rows.length}
            {onMore ? "+" : ""}
          </span>
        </button>
      </h3>
      <div id={id}>
        {(!folded || printing) && (
          <>
            <TaskRows rows={rows} scroller={scroller} open={open}>
              {(row) => draw(row, name)}
            </TaskRows>
            {onMore && (
              <Button kind="quiet" small className="mt-1 ml-5 print:hidden" onClick={onMore}>
                {messages.showMore}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
});
