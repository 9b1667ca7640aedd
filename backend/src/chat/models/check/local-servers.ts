import type { LocalModelServer } from "@todo-chatbot/contracts";
import { catalogOf } from "./catalog.ts";

/** Default addresses of Ollama and LM Studio. No other address is ever tried. */
const usual = [
  { name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" },
  { name: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1" },
] as const satisfies Omit<LocalModelServer, "models">[];

/** Local servers answer immediately. */
const patienceMs = 1000;

/** Maximum number of models listed for each. */
const mostNamed = 20;

/**
 * The servers for language models on this machine.
 * @param except the host of the one in use
 */
export async function localServers(
  except: string | null,
  addresses: readonly Omit<LocalModelServer, "models">[] = usual,
): Promise<LocalModelServer[]> {
  const others = addresses.filter(({ baseUrl }) => new URL(baseUrl).host !== loopback(except));
  const found = await Promise.all(
    others.map(async (address) => {
      const catalog = await catalogOf(address.baseUrl, null, AbortSignal.timeout(patienceMs));
      return catalog ? [{ ...address, models: catalog.models.slice(0, mostNamed) }] : [];
    }),
  );
  return found.flat();
}

const loopback = (host: string | null) => host?.replace(/^(?:localhost|\[::1\])(?=:|$)/, "127.0.0.1");
