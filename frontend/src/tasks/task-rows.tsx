import {
  type CSSProperties,
  createContext,
  type FocusEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  useContext,
  useRef,
  useState,
} from "react";
import { Virtualizer } from "virtua";
import { useOffsetIn } from "../lib/use-offset-in.ts";
import { usePrinting } from "../lib/use-printing.ts";
import type { Row } from "./grouping.ts";

/** Estimated height of a row in px, for rows not rendered yet. */
const rowPx = 44;
/** Number of rows rendered on each side of the focused one, so that they are ready when an arrow key is held down. */
const besideFocus = 4;

interface TaskRowsProps {
  rows: readonly Row[];
  /** The scroll container, whose only child holds all content. */
  scroller: RefObject<HTMLElement | null>;
  /** The task being edited, which stays rendered however far away it is. */
  open: string | null;
  children: (row: Row) => ReactElement;
}

const Count = createContext(0);

/**
 * The rows of a group. Only those near the viewport are in the document, except when printing. The first and the last
 * row are always there, as are the focused row and its neighbours, so that keyboard navigation works.
 */
export function TaskRows({ rows, scroller, open, children }: TaskRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const offset = useOffsetIn(scroller, frame);
  const [focused, setFocused] = useState<{ id: string; at: number } | null>(null);
  const printing = usePrinting();
  if (printing)
    return (
      <ul>
        {rows.map((row) => (
          <li key={row.task.id}>{children(row)}</li>
        ))}
      </ul>
    );

  const placeOf = (id: string) => rows.findIndex(({ task }) => task.id === id);

  function onFocus({ target }: FocusEvent<HTMLElement>) {
    const id = target.closest<HTMLElement>("[data-task]")?.dataset.task;
    if (id && id !== focused?.id) setFocused({ id, at: placeOf(id) });
  }

  const kept = [0, rows.length - 1];
  if (open) kept.push(placeOf(open));
  if (focused) {
    const now = placeOf(focused.id);
    // The position of a removed row is known from its neighbours.
    const at = now < 0 ? focused.at : now;
    for (let beside = at - besideFocus; beside <= at + besideFocus; beside++) kept.push(beside);
  }
  return (
    <Count value={rows.length}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the focus is */}
      <div ref={frame} onFocus={onFocus}>
        <Virtualizer
          as="ul"
          item={RowItem}
          data={rows}
          itemSize={rowPx}
          startMargin={offset}
          scrollRef={scroller}
          keepMounted={kept.filter((at) => at >= 0 && at < rows.length)}
        >
          {children}
        </Virtualizer>
      </div>
    </Count>
  );
}

interface RowItemProps {
  ref?: Ref<HTMLLIElement>;
  style: CSSProperties;
  index: number;
  children: ReactNode;
}

/** A row with its position in the whole list, since most rows are not in the document. */
function RowItem({ ref, style, index, children }: RowItemProps) {
  return (
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={useContext(Count)}>
      {children}
    </li>
  );
}
