import { z } from "zod";

/** The models of an endpoint, from its `GET /models`. */
export interface Catalog {
  models: string[];
  /** Context length of each in tokens, if reported. */
  contexts: ReadonlyMap<string, number>;
}

/** Maximum response size: OpenRouter's, with hundreds of models, is 500 kB. */
const longestAnswer = 4_000_000;

/** Valid model names; nothing else from an endpoint is shown. */
const plainName = /^[\w./:@+~-]{1,120}$/;

const number = z.coerce.number().int().positive().optional().catch(undefined);

/** vLLM, OpenRouter and LM Studio, Groq, Mistral, llama.cpp: each reports the context length differently. */
const entry = z.object({
  id: z.string().regex(plainName),
  max_model_len: number,
  loaded_context_length: number,
  context_length: number,
  context_window: number,
  max_context_length: number,
  meta: z.object({ n_ctx: number, n_ctx_train: number }).optional().catch(undefined),
});

/**
 * Asks an endpoint which models it has. Null if it does not say, as not all do.
 * @param key sent only to that address; redirects are not followed
 */
export async function catalogOf(
  baseUrl: string,
  key: string | null,
  signal: AbortSignal,
): Promise<Catalog | null> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, "")}/models`, {
      ...(key !== null && { headers: { authorization: `Bearer ${key}` } }),
      redirect: "manual",
      signal,
    });
    const text = response.ok ? await textOf(response) : null;
    const { data } = z.object({ data: z.array(z.unknown()) }).parse(JSON.parse(text ?? ""));
    const entries = data.flatMap((item) => entry.safeParse(item).data ?? []);
    const models = entries.filter(({ id }) => key === null || !id.includes(key));
    return {
      models: models.map(({ id }) => id),
      contexts: new Map(models.flatMap((model) => contextOf(model).map((length) => [model.id, length]))),
    };
  } catch {
    return null;
  }
}

function contextOf(told: z.infer<typeof entry>): number[] {
  const length =
    told.max_model_len ??
    told.loaded_context_length ??
    told.context_length ??
    told.context_window ??
    told.max_context_length ??
    told.meta?.n_ctx ??
    told.meta?.n_ctx_train;
  return length === undefined ? [] : [length];
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > longestAnswer) throw new Error("too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
