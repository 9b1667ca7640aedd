import swagger from "@fastify/swagger";
import * as contracts from "@todo-chatbot/contracts";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";

/** Schemas that the document defines once and references. */
const named = {
  Task: contracts.task,
  TaskList: contracts.taskList,
  TaskCreate: contracts.taskCreate,
  TaskPatch: contracts.taskPatch,
  Due: contracts.due,
  Recurrence: contracts.recurrence,
  Change: contracts.change,
  Profile: contracts.profile,
  ModelStatus: contracts.modelStatus,
  Problem: contracts.problem,
  Health: contracts.health,
  Turn: contracts.turn,
  Message: contracts.message,
  Conversation: contracts.conversation,
};

// The registry that also holds examples and descriptions.
for (const [id, schema] of Object.entries(named)) z.globalRegistry.add(schema, { ...schema.meta(), id });

/** Generates the OpenAPI document from the schemas of all routes registered after it. */
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
    transform: createJsonSchemaTransform({ schemaRegistry: z.globalRegistry, skipList: [] }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: z.globalRegistry }),
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
