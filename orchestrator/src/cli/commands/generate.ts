import { writeArtifacts } from "../../agents/builtin/write.ts";
import type { Context } from "../../run/context.ts";
import { EXIT } from "../exit-codes.ts";
import type { Options } from "../options.ts";
import type { Say } from "../say.ts";

/** Writes the built-in agent's artifacts for the contract. */
export function generate(context: Context, { dryRun }: Options, say: Say): number {
  const changed = writeArtifacts(context.contract, context.root, dryRun);
  const did = dryRun ? "would write" : "wrote";
  say(changed.length ? changed.map((path) => `${did} ${path}`) : ["Everything is as deploy.yaml says."], {
    [dryRun ? "wouldChange" : "changed"]: changed,
  });
  return EXIT.ok;
}
