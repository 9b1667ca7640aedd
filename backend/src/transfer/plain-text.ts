/**
 * Text that is safe in files for other programs: every line ending becomes a line feed, and all control characters
 * except tabs are removed. Some readers treat a bare carriage return as a line break, and escape sequences act on the
 * terminal that prints the file.
 */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?|\u0085/g, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
