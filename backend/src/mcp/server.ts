import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from "@modelcontextprotocol/sdk/types.js";
import type { ToolResult } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import { z } from "zod";
import type { Caller } from "../auth/caller.ts";
import { allows } from "../auth/scopes.ts";
import type { TaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import { localNow } from "../tools/local-now.ts";
import { dataRule, modelForm } from "../tools/model-form.ts";
import { allTools, isReadOnly, isToolName, taskTools } from "../tools/registry.ts";
import { runTool } from "../tools/run.ts";
import { inputJsonSchema } from "../tools/schema.ts";
import { joinText } from "../tools/text.ts";
import { failed, type TaskTool } from "../tools/types.ts";
import { callGate, type RequestSteps } from "./confirmation.ts";
import { type RecentChanges, windowMinutes } from "./recent-changes.ts";

export { WebStandardStreamableHTTPServerTransport };

export interface McpDependencies {
  tasks: TaskService;
  /** Of this server, told to clients. */
  version: string;
  logger: FastifyBaseLogger;
}

export interface McpRequest {
  /** Of the requests before. */
  recent: RecentChanges;
  caller: Caller;
  principal: Principal;
  /** Whether nobody receives the results any more: the client disconnected, or its key was deleted. */
  isOver: () => boolean;
}

/** Tools that change something may need confirmation, and accept the word for it. */
const isGuarded = ({ name, hints }: TaskTool) => !hints.readOnlyHint && name !== "add_task";

const confirmSchema = {
  type: "string",
  description: "The word a refused call was given; only after the person agreed to exactly these tasks",
};

const described: Tool[] = allTools.map((tool) => {
  const schema = inputJsonSchema(tool);
  const properties = {
    ...(schema.properties as Record<string, object>),
    ...(isGuarded(tool) && { confirm: confirmSchema }),
  };
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: { ...schema, properties },
    annotations: { title: tool.title, openWorldHint: false, ...tool.hints },
  };
});

/** An MCP server for one request of one person: it is stateless, so any server can answer. */
export function mcpServer(
  { caller, principal, isOver, recent }: McpRequest,
  dependencies: McpDependencies,
): Server {
  const { userId, profile, scopes } = caller;
  const server = new Server(
    { name: "todo-chatbot", title: "Todo Chatbot", version: dependencies.version },
    { capabilities: { tools: {} }, instructions: instructions(profile.timeZone) },
  );
  const counted: RequestSteps = [];
  const tools = allows(scopes, "write") ? described : described.filter(({ name }) => isReadOnly(name));
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    if (!isToolName(params.name)) {
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}.`);
    }
    if (isOver()) return refused("This request is over.");
    const tool: TaskTool = taskTools[params.name];
    const { confirm, ...rest } = params.arguments ?? {};
    const given = isGuarded(tool) ? rest : params.arguments;
    const input = tool.input.safeParse(given ?? {});
    if (!input.success) return refused(`The arguments are invalid: ${z.prettifyError(input.error)}`);
    const call = {
      userId,
      keyId: caller.credential.id,
      name: params.name,
      input: input.data,
      confirm: typeof confirm === "string" ? confirm : undefined,
    };
    const gate = callGate(call, counted, recent);
    try {
      const operations = tool.operations?.(input.data) ?? [];
      if (operations.length > 0) gate.announce(await dependencies.tasks.preview(principal, operations));
      const tasks = dependencies.tasks.guarded(gate.check);
      return answered(await runTool(params.name, principal, input.data, { tasks, gate }));
    } catch (error) {
      dependencies.logger.error({ err: error, tool: params.name }, "a tool failed");
      return refused("This is a fault of the server and was logged; try again.");
    }
  });
  return server;
}

/** Text first; the second part repeats the data for clients that pass only text to the model. */
function answered(result: ToolResult): CallToolResult {
  const { tasks, errors, more } = result;
  const text = more?.confirm
    ? joinText(
        result.text,
        latelyText(more.changedLately),
        `After a yes, call again with confirm: "${more.confirm}".`,
      )
    : result.text;
  return {
    content: [
      { type: "text", text },
      { type: "text", text: modelForm(result) },
    ],
    structuredContent: { tasks, errors, ...more },
    isError: failed(result),
  };
}

/** Why a single small call needs confirmation. */
function latelyText(count: number | undefined): string {
  if (!count) return "";
  return `Unasked, ${count === 1 ? "one other task was" : `${count} other tasks were`} changed in the last ${windowMinutes} minutes.`;
}

function refused(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

function instructions(timeZone: string): string {
  return [
    `The todo list of one person. Their time zone is ${timeZone}; there it is ${localNow({ sentAt: new Date(), timeZone })}.`,
    "Find ids with list_tasks before changing tasks. A due date has no time unless the person gave one.",
    dataRule,
  ].join(" ");
}
