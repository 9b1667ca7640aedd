/**
 * What the built server does on a PostgreSQL that writes to the disk, each figure compared with a peer or a limit that is
 * measured alternately with it. `--rounds 5 --seconds 3`, and names of parts: list, write, chat, feed, scale, start. Exit code 1 when a request failed.
 */
import { parseArgs } from "node:util";
import { table } from "../eval/table.ts";
import { feed } from "./feed.ts";
import { chat, type Line, list, write } from "./figures.ts";
import { keepRatios } from "./ratios.ts";
import { scale } from "./scale.ts";
import { openStand } from "./stand.ts";
import { start } from "./start.ts";

const parts = { list, write, chat, feed, scale, start };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "3" } },
});
const amounts = { rounds: Number(values.rounds), ms: Number(values.seconds) * 1000 };
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const row = ({ figure, found, beside, ratio, reach, holds, failed }: Line, moved: string) => [
  figure,
  found,
  beside,
  `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
  reach,
  holds ? "reached" : "not reached",
  moved,
  String(failed),
];

const lines: Line[] = [];
const stand = await openStand();
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length === 0 || positionals.includes(name))
      lines.push(...(await measure(stand, amounts)));
  }
} finally {
  await stand.close();
}
const moved = keepRatios(lines);
const rows = lines.map((line, n) => row(line, moved[n] ?? ""));
const head = ["figure", "found", "beside", "ratio (least–most)", "to reach", "", "moved", "failed"];
console.log(table(head, rows));
console.log(
  `Each in ${amounts.rounds} rounds of ${values.seconds} s, alternating with what it is compared with.`,
);
if (lines.some(({ failed }) => failed > 0)) process.exitCode = 1;
