import { stripVTControlCharacters } from "node:util";
import type { Listener } from "../run/events.ts";
import { endLines, type Style, taskLine, type Write } from "./plain.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const INTERVAL = 100;

/** Truncates to a visible width; colour codes do not count. */
export function fit(text: string, width: number): string {
  const flat = text.replace(/[\r\n\t]+/g, " ");
  if (stripVTControlCharacters(flat).length <= width) return flat;
  let seen = 0;
  let out = "";
  for (const [token] of flat.matchAll(/\p{Cc}\[[0-9;]*m|./gu)) {
    if (token.startsWith("\u001b")) out += token;
    else if (seen < width - 1) {
      out += token;
      seen += 1;
    }
  }
  return `${out}…`;
}

interface Screen {
  write: Write;
  columns(): number;
  rows(): number;
}

/**
 * Finished tasks scroll up and stay. Below them is one line for each running task and one for the overall progress,
 * redrawn in place and never wider than the terminal.
 */
export function terminalRenderer(
  screen: Screen,
  style: Style,
  now: () => number = () => performance.now(),
): Listener {
  const running = new Map<string, { title: string; note: string; since: number }>();
  let total = 0;
  let ended = 0;
  let drawn = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  const erase = () => {
    if (drawn) screen.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };

  function draw(): void {
    erase();
    const width = Math.max(20, screen.columns());
    const room = Math.max(1, screen.rows() - 3);
    const mark = FRAMES[frame % FRAMES.length] ?? "";
    const lines = [...running].slice(0, room).map(([id, task]) => {
      const seconds = Math.floor((now() - task.since) / 1000);
      const note = task.note ? style.dim(` ${task.note}`) : "";
      return fit(
        `${style.yellow(mark)} ${style.bold(id)} ${task.title} ${style.dim(`${seconds} s`)}${note}`,
        width,
      );
    });
    if (running.size) lines.push(fit(style.dim(`  ${ended} of ${total} tasks`), width));
    for (const line of lines) screen.write(`${line}\n`);
    drawn = lines.length;
  }

  const above = (text: string) => {
    erase();
    screen.write(`${text}\n`);
    draw();
  };

  return (event) => {
    switch (event.type) {
      case "run.start":
        total = event.tasks.length;
        screen.write(
          `${style.bold(event.application)} → ${event.cluster}/${event.namespace}${event.resumed ? style.dim(" (goes on where it was stopped)") : ""}\n`,
        );
        timer = setInterval(() => {
          frame += 1;
          draw();
        }, INTERVAL);
        break;
      case "task.start":
        running.set(event.task, { title: event.title, note: "", since: now() });
        draw();
        break;
      case "task.note": {
        const task = running.get(event.task);
        if (task) task.note = event.message;
        break;
      }
      case "task.end": {
        running.delete(event.task);
        ended += 1;
        if (event.status === "skipped") break;
        const width = Math.max(20, screen.columns());
        const line = taskLine(event, style);
        const text = event.status === "failed" ? line : fit(line, width);
        const substitute =
          event.substituted && event.status === "done"
            ? `\n${fit(`  ${style.yellow("stand-in")}: ${event.substituted}`, width)}`
            : "";
        above(text + substitute);
        break;
      }
      case "run.end":
        clearInterval(timer);
        running.clear();
        erase();
        for (const line of endLines(event, style)) screen.write(`${line}\n`);
    }
  };
}
