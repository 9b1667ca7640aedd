const titleSelector = "[data-task-title]";

/** The title of the task before or after a row, across all groups. */
export function neighbour(row: Element, step: 1 | -1): HTMLElement | null {
  const side = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const titles = [...document.querySelectorAll<HTMLElement>(titleSelector)].filter(
    (title) => !row.contains(title) && row.compareDocumentPosition(title) & side,
  );
  return titles.at(step === 1 ? 0 : -1) ?? null;
}

/** The title of the first or last task, across all groups. */
export function endOfList(end: "first" | "last"): HTMLElement | null {
  const titles = [...document.querySelectorAll<HTMLElement>(titleSelector)];
  return titles.at(end === "first" ? 0 : -1) ?? null;
}

/** Whether some tasks of the list are not in the document. */
export function isDrawnInPart(): boolean {
  return [...document.querySelectorAll("li[aria-setsize]")].some(
    (row) => Number(row.getAttribute("aria-setsize")) > (row.parentElement?.childElementCount ?? 0),
  );
}

/**
 * Keeps the keyboard focus when the focused row disappears or moves to another group: on the next task, on
 * its checkbox if it was on one, or on the field for new tasks if there is none.
 * @param change makes the row go
 */
export function keepFocusNear(row: Element, change: () => void): void {
  const next = neighbour(row, 1) ?? neighbour(row, -1);
  const onBox = document.activeElement?.matches("input[type=checkbox]");
  change();
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const box = onBox ? next?.closest("li")?.querySelector<HTMLElement>("input[type=checkbox]") : null;
    (box ?? next ?? document.querySelector<HTMLElement>("[data-add-task]"))?.focus();
  });
}
