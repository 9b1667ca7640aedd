import { createParser, type EventSourceParser } from "eventsource-parser";
import { ModelError } from "../failure.ts";
import { kindOfError } from "../kinds.ts";
import { isRecord, type Loose, type StreamState } from "./chunk.ts";
import { missingEnd, rules } from "./rules.ts";

/** Maximum length of an event in characters: no chunk is that large, and a server that never ends a line must not fill memory. */
const largestEvent = 4_000_000;

/**
 * A fetch that gives the AI SDK responses that conform to the protocol: `rules` are applied to every
 * chunk of a stream, and a single JSON document becomes a stream.
 * @throws {ModelError} if the response is something else, such as a web page
 */
export async function mendedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  // A redirect leads to a sign-in page, and the key must not be sent there.
  const response = await fetch(input, { ...init, redirect: "manual" });
  if (response.status >= 300 && response.status < 400) throw new ModelError("not_an_endpoint");
  if (!response.ok || !response.body) return response;
  const type = response.headers.get("content-type") ?? "";
  const state: StreamState = {
    tools: offeredTools(init?.body),
    isFinished: false,
    hasCalls: false,
    half: "",
    named: new Set(),
  };
  if (type.includes("text/html")) throw new ModelError("not_an_endpoint");
  const events = type.includes("json")
    ? ReadableStream.from([documentOf(await response.text()), "[DONE]"])
    : eventsOf(response.body);
  return new Response(events.pipeThrough(mending(state)).pipeThrough(new TextEncoderStream()), {
    status: 200,
    headers: { "content-type": "text/event-stream" },
  });
}

/** The data of each event; a comment becomes an empty chunk, as a sign of life. */
function eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<string> {
  let parser: EventSourceParser;
  const parsing = new TransformStream<string, string>({
    start(controller) {
      parser = createParser({
        onEvent: ({ data }) => controller.enqueue(data),
        onComment: () => controller.enqueue("{}"),
        maxBufferSize: largestEvent,
      });
    },
    transform: (text) => parser.feed(text),
  });
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(parsing);
}

function mending(state: StreamState): TransformStream<string, string> {
  return new TransformStream({
    transform(data, controller) {
      const send = (chunk: Loose) => controller.enqueue(`data: ${JSON.stringify(chunk)}\n\n`);
      if (data.trim() === "[DONE]") {
        const end = missingEnd(state);
        if (end) send(end);
        controller.enqueue("data: [DONE]\n\n");
        return;
      }
      const chunk = parsed(data);
      for (const rule of Object.values(rules)) rule(chunk, state);
      send(chunk);
    },
  });
}

/** @throws {ModelError} */
function parsed(data: string): Loose {
  try {
    const chunk: unknown = JSON.parse(data);
    if (isRecord(chunk)) return chunk;
  } catch {
    // An incomplete chunk, whose content is lost.
  }
  throw new ModelError("cut_off");
}

/** A complete response as a stream of one chunk. @throws {ModelError} if it is not one. */
function documentOf(text: string): string {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new ModelError("not_an_endpoint");
  }
  if (!isRecord(document)) throw new ModelError("not_an_endpoint");
  if (document.error) throw new ModelError(kindOfError(document.error));
  if (!Array.isArray(document.choices)) throw new ModelError("not_an_endpoint");
  return text;
}

function offeredTools(body: RequestInit["body"]): Set<string> {
  if (typeof body !== "string") return new Set();
  const { tools } = JSON.parse(body) as { tools?: { function: { name: string } }[] };
  return new Set(tools?.map((tool) => tool.function.name));
}
