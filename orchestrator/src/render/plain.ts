import type { Listener, Stamped } from "../run/events.ts";

/** A destination for text; tests collect it. */
export type Write = (text: string) => void;

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

const paint = (on: boolean, open: number, close: number) => (text: string) =>
  on ? `\u001b[${open}m${text}\u001b[${close}m` : text;

/** Colours, or none: NO_COLOR (no-color.org), TERM=dumb, or no terminal. */
export function styleFor(colour: boolean): Style {
  return {
    bold: paint(colour, 1, 22),
    dim: paint(colour, 2, 22),
    red: paint(colour, 31, 39),
    green: paint(colour, 32, 39),
    yellow: paint(colour, 33, 39),
  };
}

const MARKS = { done: "✔", kept: "=", skipped: "-", failed: "✖" } as const;

export function taskLine(event: Extract<Stamped, { type: "task.end" }>, style: Style): string {
  const colour = { done: style.green, kept: style.dim, skipped: style.dim, failed: style.red }[event.status];
  const time = event.seconds >= 0.1 ? ` ${style.dim(`${event.seconds.toFixed(1)} s`)}` : "";
  const [first = "", ...more] = event.result.split("\n");
  const rest = more.map((line) => `\n       ${line}`).join("");
  return `${colour(MARKS[event.status])} ${style.bold(event.task)} ${event.title}${first ? `: ${first}` : ""}${time}${rest}`;
}

export function endLines(event: Extract<Stamped, { type: "run.end" }>, style: Style): string[] {
  const time = `${event.seconds.toFixed(1)} s`;
  const lines: string[] = [];
  if (event.ok) {
    lines.push(
      style.green(
        event.changed
          ? `Done in ${time}: ${event.changed} tasks changed something.`
          : `Nothing to change (${time}).`,
      ),
    );
    if (event.url) lines.push(`Open ${style.bold(event.url)}`);
  } else if (event.problem) {
    lines.push(
      style.red(
        `Stopped${event.problem.task ? ` at ${event.problem.task}` : ""} after ${time} [${event.problem.code}]`,
      ),
    );
    lines.push(event.problem.message);
    if (event.problem.remedy) lines.push(`${style.bold("What to do:")} ${event.problem.remedy}`);
  }
  if (event.report) lines.push(style.dim(`Report: ${event.report}`));
  return lines;
}

/** One line per event, for logs, pipes and terminals without cursor movement. */
export function plainRenderer(write: Write, style: Style): Listener {
  return (event) => {
    if (event.type === "run.start") {
      write(
        `${style.bold(event.application)} → ${event.cluster}/${event.namespace}, run ${event.run}${event.resumed ? ", resumed" : ""}\n`,
      );
    } else if (event.type === "task.note") write(`  ${style.bold(event.task)} ${style.dim(event.message)}\n`);
    else if (event.type === "task.end") {
      if (event.status === "skipped") return;
      write(`${taskLine(event, style)}\n`);
      if (event.substituted && event.status === "done")
        write(`  ${style.yellow("stand-in")}: ${event.substituted}\n`);
    } else if (event.type === "run.end") for (const line of endLines(event, style)) write(`${line}\n`);
  };
}

/** Each event as one line of JSON. */
export function jsonRenderer(write: Write): Listener {
  return (event) => write(`${JSON.stringify(event)}\n`);
}
