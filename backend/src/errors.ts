import type { ApiKeyScope, Problem, ProblemCode } from "@todo-chatbot/contracts";

/** Which input was refused and why. `path` is dotted, from the root of the input. */
export interface InputError {
  path: string;
  message: string;
}

/** An error the server reports to clients. `detail` is for a person: what happened and what to do. */
export abstract class AppError extends Error {
  abstract readonly code: ProblemCode;
  abstract readonly status: number;
  abstract readonly title: string;

  get detail(): string {
    return this.message;
  }

  /** Members of the problem that only this kind has. */
  extension(): Pick<Problem, "errors" | "current"> {
    return {};
  }
}

export class ValidationError extends AppError {
  readonly code = "validation_failed";
  readonly status = 400;
  readonly title = "The input is not valid";
  readonly errors: readonly InputError[];

  constructor(errors: readonly InputError[], options?: ErrorOptions) {
    super(
      errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ") ||
        "The input is not valid.",
      options,
    );
    this.errors = errors;
  }

  override extension() {
    return { errors: [...this.errors] };
  }
}

export class UnauthenticatedError extends AppError {
  readonly code = "unauthenticated";
  readonly status = 401;
  readonly title = "Not signed in";

  constructor(detail = "Sign in, or send an API key as Authorization: Bearer.") {
    super(detail);
  }
}

/** An API key that is invalid, was deleted or has expired. */
export class InvalidKeyError extends UnauthenticatedError {
  constructor() {
    super("This API key is not valid. Make one in the settings.");
  }
}

/** Registration is closed, or requires an invitation. */
export class RegistrationError extends AppError {
  readonly status = 403;
  readonly title = "No account can be made";
  readonly code: "registration_closed" | "invitation_needed" | "invitation_invalid";

  constructor(code: RegistrationError["code"], detail: string) {
    super(detail);
    this.code = code;
  }
}

/** A valid API key without the required scope (RFC 6750 §3.1). */
export class InsufficientScopeError extends AppError {
  readonly code = "insufficient_scope";
  readonly status = 403;
  readonly title = "The API key may not do this";
  readonly scope: ApiKeyScope;

  constructor(scope: ApiKeyScope) {
    super(`This needs an API key with the scope “${scope}”. Make one in the settings.`);
    this.scope = scope;
  }
}

/** A request for a host this server does not accept (RFC 9110 §15.5.20), as in DNS rebinding. */
export class UnknownHostError extends AppError {
  readonly code = "unknown_host";
  readonly status = 421;
  readonly title = "Misdirected request";

  constructor(hostname: string) {
    super(`This server does not answer as “${hostname}”. Whoever runs it can name it in ALLOWED_HOSTS.`);
  }
}

/** A page of another site made a browser send this. */
export class OriginRefusedError extends AppError {
  readonly code = "forbidden";
  readonly status = 403;
  readonly title = "Not allowed";

  constructor() {
    super("This request comes from another site and was refused.");
  }
}

/** The page shows another person than that of the session. */
export class PersonChangedError extends AppError {
  readonly code = "person_changed";
  readonly status = 409;
  readonly title = "Somebody else is signed in";

  constructor() {
    super("Somebody else is now signed in to this browser. Reload the page.");
  }
}

export class NotFoundError extends AppError {
  readonly code = "not_found";
  readonly status = 404;
  readonly title = "Not found";

  constructor(detail = "There is nothing of yours under this address.") {
    super(detail);
  }
}

export class MethodNotAllowedError extends AppError {
  readonly code = "method_not_allowed";
  readonly status = 405;
  readonly title = "Method not allowed";
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(`This address answers ${allowed.join(", ")}.`);
    this.allowed = allowed;
  }
}

export class VersionConflictError extends AppError {
  readonly code = "version_conflict";
  readonly status = 409;
  readonly title = "It was changed meanwhile";
  readonly current: unknown;

  constructor(current: unknown) {
    super("This was changed since you read it; it is given as it is now.");
    this.current = current;
  }

  override extension() {
    return { current: this.current };
  }
}

export class IdempotencyConflictError extends AppError {
  readonly code = "idempotency_conflict";
  readonly status = 409;
  readonly title = "The idempotency key is taken";
}

export class UndoConflictError extends AppError {
  readonly code = "undo_conflict";
  readonly status = 409;
  readonly title = "It cannot be undone";
}

export class NothingToUndoError extends AppError {
  readonly code = "nothing_to_undo";
  readonly status = 409;
  readonly title = "There is nothing to undo";

  constructor(detail = "There is no change left to undo.") {
    super(detail);
  }
}

export class LimitError extends AppError {
  readonly code = "limit_exceeded";
  readonly status = 422;
  readonly title = "A limit is reached";
}

export class RunActiveError extends AppError {
  readonly code = "run_active";
  readonly status = 409;
  readonly title = "An answer is still running";
}

export class PayloadTooLargeError extends AppError {
  readonly code = "payload_too_large";
  readonly status = 413;
  readonly title = "The request is too large";
}

export class UnsupportedMediaTypeError extends AppError {
  readonly code = "unsupported_media_type";
  readonly status = 415;
  readonly title = "The content type is not understood";
}

export class RateLimitedError extends AppError {
  readonly code = "rate_limited";
  readonly status = 429;
  readonly title = "Too many requests";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, detail?: string) {
    super(detail ?? `Too many requests; try again in ${retryAfterSeconds} seconds.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A guard against guessing is full. */
export class TooManyAttemptsError extends RateLimitedError {
  /** Whether this is the attempt that filled it. */
  readonly begins: boolean;

  constructor(retryAfterSeconds: number, begins: boolean) {
    super(
      retryAfterSeconds,
      `There were too many attempts; try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
    );
    this.begins = begins;
  }
}

export class DatabaseUnavailableError extends AppError {
  readonly code = "database_unavailable";
  readonly status = 503;
  readonly title = "The database is away";

  constructor(options?: ErrorOptions) {
    super("The database cannot be reached at the moment. Try again shortly.", options);
  }
}

export class ShuttingDownError extends AppError {
  readonly code = "shutting_down";
  readonly status = 503;
  readonly title = "The server is stopping";

  constructor() {
    super("The server is stopping; try again in a moment.");
  }
}

export class InternalError extends AppError {
  readonly code = "internal";
  readonly status = 500;
  readonly title = "Something went wrong on the server";

  constructor(options?: ErrorOptions) {
    super("This is a fault of the server and was logged; try again.", options);
  }
}
