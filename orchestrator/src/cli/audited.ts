import type { Context } from "../run/context.ts";

/** Logs a command that the user gave. */
export async function audited(
  context: Context,
  agent: "HELM" | "KUBECTL" | "ENV",
  prompt: string,
  result: string,
) {
  await context.audit.begin();
  await context.audit.append({ agent, prompt, result, fields: { event: "command" } });
}
