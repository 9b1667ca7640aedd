import swagger from "@fastify/swagger";
import * as contracts from "@todo-chatbot/contracts";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";

/** Schemas that the document names once and refers to. */
const named = z.registry<{ id: string }>();
named.add(contracts.task, { id: "Task" });
named.add(contracts.taskList, { id: "TaskList" });
named.add(contracts.taskCreate, { id: "TaskCreate" });
named.add(contracts.taskPatch, { id: "TaskPatch" });
named.add(contracts.due, { id: "Due" });
named.add(contracts.recurrence, { id: "Recurrence" });
named.add(contracts.change, { id: "Change" });
named.add(contracts.profile, { id: "Profile" });
named.add(contracts.modelStatus, { id: "ModelStatus" });
named.add(contracts.problem, { id: "Problem" });
named.add(contracts.health, { id: "Health" });
named.add(contracts.turn, { id: "Turn" });
named.add(contracts.message, { id: "Message" });
named.add(contracts.conversation, { id: "Conversation" });

/** Makes the OpenAPI document from the schemas of all routes registered after it. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Todo Chatbot",
        version,
        description:
          "Errors are RFC 9457 problems with a stable `code`. Lists are paged by `cursor`. Writes take an " +
          "`Idempotency-Key`.",
      },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "todo.session_token" },
          apiKey: { type: "http", scheme: "bearer" },
        },
      },
      security: [{ session: [] }, { apiKey: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: named, skipList: [] }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: named }),
  });
  app.addHook("onRoute", (route) => {
    if (!route.url.startsWith("/api/") || route.schema?.hide) return;
    const response = (route.schema?.response ?? {}) as Record<string, unknown>;
    route.schema = {
      ...route.schema,
      response: {
        ...response,
        default: {
          description: "A problem",
          content: { "application/problem+json": { schema: contracts.problem } },
        },
      },
    };
  });
}
