/**
 * Text as it may stand in a file for other programs: every kind of line end as a line feed, and no other control
 * character but the tab. A bare carriage return ends a line for some readers, and escape sequences act on the
 * terminal of whoever prints the file.
 */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?|\u0085/g, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
