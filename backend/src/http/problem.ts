import type { Problem } from "@todo-chatbot/contracts";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isDatabaseUnavailable } from "../database/unavailable.ts";
import {
  AppError,
  DatabaseUnavailableError,
  InsufficientScopeError,
  InternalError,
  MethodNotAllowedError,
  PayloadTooLargeError,
  RateLimitedError,
  ShuttingDownError,
  UnsupportedMediaTypeError,
  ValidationError,
} from "../errors.ts";

export const problemType = "application/problem+json";

/** The members every problem has (RFC 9457 §3.1). */
export function problemBody(status: number, code: string, title: string, detail: string) {
  return { type: "about:blank", title, status, detail, code };
}

/** The only place that turns an error into an HTTP answer. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toAppError(error);
  if (known instanceof InternalError) {
    request.log.error({ err: error, route: request.routeOptions.url }, known.title);
  }
  const body: Omit<Problem, "code"> & { code: string } = {
    ...problemBody(known.status, known.code, known.title, known.detail),
    ...known.extension(),
  };
  if (known.status === 401) reply.header("www-authenticate", "Bearer");
  if (known instanceof InsufficientScopeError) {
    reply.header("www-authenticate", `Bearer error="insufficient_scope", scope="${known.scope}"`);
  }
  if (known instanceof MethodNotAllowedError) reply.header("allow", known.allowed.join(", "));
  if (known instanceof RateLimitedError) reply.header("retry-after", known.retryAfterSeconds);
  if (known.status === 503) reply.header("retry-after", 2);
  return reply.status(known.status).type(problemType).header("cache-control", "no-store").send(body);
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseUnavailable(error)) return new DatabaseUnavailableError({ cause: error });
  if (hasZodFastifySchemaValidationErrors(error)) {
    const inside = error.validationContext;
    return new ValidationError(
      error.validation.map(({ instancePath, message }) => ({
        path: instancePath.slice(1).replaceAll("/", ".") || (inside ?? ""),
        message: message ?? "is not valid",
      })),
    );
  }
  if (isUnstorable(error))
    return new ValidationError([{ path: "", message: "holds a value that cannot be stored" }]);
  const { statusCode, code, message } = error as Partial<FastifyError>;
  switch (statusCode) {
    case 413:
      return new PayloadTooLargeError("The request is larger than this address accepts.");
    case 415:
      return new UnsupportedMediaTypeError("Send JSON, with Content-Type: application/json.");
    case 429:
      return new RateLimitedError(60);
    case 503:
      return new ShuttingDownError();
  }
  if (error instanceof SyntaxError || (statusCode !== undefined && statusCode >= 400 && statusCode < 500)) {
    const what =
      code === "FST_ERR_BAD_URL" ? "The address cannot be read." : (message ?? "The request cannot be read.");
    return new ValidationError([{ path: "", message: what }], { cause: error });
  }
  return new InternalError({ cause: error });
}

/** SQLSTATE class 22, "data exception": the database was given a value outside its types. */
function isUnstorable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && /^22...$/.test(at.code)) return true;
  }
  return false;
}
