import type { LanguageModelV4Middleware, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { jsonValues } from "../../repair/arguments.ts";
import { Sieve } from "./sieve.ts";

/**
 * Handles what models write as text instead of using the protocol: calls, reasoning without an opening tag,
 * template tokens, and several calls in the arguments of one.
 */
export const readingMiddleware: LanguageModelV4Middleware = {
  specificationVersion: "v4",
  async wrapStream({ doStream, params }) {
    const { stream, ...rest } = await doStream();
    const tools = new Set(params.tools?.map(({ name }) => name));
    return { ...rest, stream: stream.pipeThrough(reading(tools)) };
  },
};

/** Milliseconds of silence after which the first words are shown, even if they may turn out to be reasoning. */
const patience = 1000;

function reading(
  tools: ReadonlySet<string>,
): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  let sieve: Sieve | null = null;
  let textId = "";
  let isShown = false;
  let hasCalls = false;
  let made = 0;
  let pause: NodeJS.Timeout | undefined;
  type Controller = TransformStreamDefaultController<LanguageModelV4StreamPart>;

  const show = (delta: string, controller: Controller) => {
    if (delta === "") return;
    if (!isShown) controller.enqueue({ type: "text-start", id: textId });
    isShown = true;
    controller.enqueue({ type: "text-delta", id: textId, delta });
  };
  const waitFor = (held: Sieve, controller: Controller) => {
    clearTimeout(pause);
    if (isShown) return;
    // A cancelled stream accepts nothing more.
    pause = setTimeout(() => controller.desiredSize !== null && show(held.release(), controller), patience);
    pause.unref();
  };
  const close = (controller: Controller) => {
    clearTimeout(pause);
    if (!sieve) return;
    const { text, calls } = sieve.end();
    show(text, controller);
    if (isShown) controller.enqueue({ type: "text-end", id: textId });
    for (const { name, input } of calls) {
      hasCalls = true;
      controller.enqueue({ type: "tool-call", toolCallId: `written-${++made}`, toolName: name, input });
    }
    sieve = null;
    isShown = false;
  };

  return new TransformStream({
    transform(part, controller) {
      switch (part.type) {
        case "text-start":
          close(controller);
          sieve = new Sieve(tools);
          textId = part.id;
          return;
        case "text-delta":
          sieve ??= new Sieve(tools);
          textId = part.id;
          show(sieve.push(part.delta), controller);
          waitFor(sieve, controller);
          return;
        case "text-end":
          close(controller);
          return;
        case "tool-call":
          hasCalls = true;
          for (const [at, input] of separate(part.input).entries())
            controller.enqueue(
              at === 0 ? { ...part, input } : { ...part, input, toolCallId: `${part.toolCallId}-${at + 1}` },
            );
          return;
        case "finish": {
          close(controller);
          const { finishReason } = part;
          const isStop = hasCalls && (finishReason.unified === "stop" || finishReason.unified === "other");
          controller.enqueue(
            isStop ? { ...part, finishReason: { ...finishReason, unified: "tool-calls" } } : part,
          );
          return;
        }
        default:
          controller.enqueue(part);
      }
    },
    flush: close,
    cancel: () => clearTimeout(pause),
  });
}

/** Arguments merged by a gateway: two different objects in one string are two calls, two equal ones are one. */
function separate(input: string): string[] {
  if (!/\}\s*\{/u.test(input)) return [input];
  const values = jsonValues(input);
  return values.length > 1 && values.join("") === input.replaceAll(/\}\s+\{/gu, "}{").trim()
    ? [...new Set(values)]
    : [input];
}
