import { Problem } from "../../errors.ts";
import type { Context } from "../../run/context.ts";
import { currentSecret, plainManifest, wantedSecret } from "../../tasks/secrets.ts";
import { err, out } from "../console.ts";
import { EXIT } from "../exit-codes.ts";

/**
 * Prints the Secrets that a run would apply, for `kubectl apply -f -`. Generated values that the cluster already has
 * are kept. Applies nothing.
 * @throws Problem `usage` if the values would appear on a terminal
 */
export async function secrets(context: Context): Promise<number> {
  const { place } = context.kubectl;
  if (process.stdout.isTTY)
    throw new Problem(
      "usage",
      "This prints the values of Secrets, which do not belong on a terminal.",
      `infra-orchestrator secrets | kubectl --context ${place.context} apply -f -`,
    );
  const items: object[] = [];
  for (const contract of context.contract.secrets) {
    const wanted = wantedSecret(context, contract, await currentSecret(context, contract.name));
    for (const sentence of wanted.says) err(`${sentence}\n`);
    for (const [path, value] of Object.entries(wanted.values)) err(`Install with --set ${path}=${value}\n`);
    items.push(plainManifest(wanted, place.namespace));
  }
  out(`${JSON.stringify({ apiVersion: "v1", kind: "List", items })}\n`);
  return EXIT.ok;
}
