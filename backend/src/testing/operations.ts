type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** What of one person's a request may name. */
export interface Ids {
  task: string;
  change: string;
  conversation: string;
  session: string;
  key: string;
  invitation: string;
}

/** How to ask an operation for something by its id. */
export interface Question {
  body?: (ids: Ids) => unknown;
  query?: (ids: Ids) => string;
  /** What the address names. */
  names?: keyof Ids;
  /** Not asked of those it answers: its answer has no end. */
  endless?: true;
}

/** A password that is nobody's. */
const wrong = "nobody has this one";

/**
 * Every operation of the OpenAPI document, with what asks it for another's things. A test fails for an operation that
 * is not here: whoever adds a route says how it could be asked for what is not the caller's.
 */
export const questions: Record<string, Question> = {
  "GET /api/v1/profile": {},
  "PATCH /api/v1/profile": { body: () => ({}) },
  "GET /api/v1/tasks": { query: ({ task }) => `status=all&parentId=${task}` },
  "POST /api/v1/tasks": { body: ({ task }) => ({ title: "a part", parentId: task }) },
  "POST /api/v1/tasks/batch": {
    body: ({ task }) => ({ operations: [{ type: "update", id: task, patch: { title: "taken" } }] }),
  },
  "GET /api/v1/tasks/{id}": { names: "task" },
  "PATCH /api/v1/tasks/{id}": { names: "task", body: () => ({ title: "taken" }) },
  "DELETE /api/v1/tasks/{id}": { names: "task" },
  "POST /api/v1/tasks/{id}/complete": { names: "task" },
  "POST /api/v1/tasks/{id}/reopen": { names: "task" },
  "POST /api/v1/undo": { body: ({ change }) => ({ changeId: change }) },
  "GET /api/v1/activity": {},
  "GET /api/v1/events": { endless: true },
  "GET /api/v1/export": {},
  "POST /api/v1/import": {
    body: ({ task }) => ({ tasks: [{ id: task, title: "a file's", parentId: null }] }),
  },
  "POST /api/v1/chat": {
    body: ({ conversation }) => ({ message: "what is open?", conversationId: conversation }),
  },
  "GET /api/v1/conversations": { query: () => "q=secret" },
  "PATCH /api/v1/conversations/{id}": { names: "conversation", body: () => ({ title: "taken" }) },
  "DELETE /api/v1/conversations/{id}": { names: "conversation" },
  "GET /api/v1/conversations/{id}/messages": { names: "conversation" },
  "POST /api/v1/conversations/{id}/stop": { names: "conversation" },
  "POST /api/v1/conversations/{id}/retry": { names: "conversation" },
  "GET /api/v1/conversations/{id}/stream": { names: "conversation" },
  "GET /api/v1/model": {},
  "POST /api/v1/model/check": {},
  "GET /api/auth/get-session": {},
  "GET /api/auth/list-sessions": {},
  "GET /api/auth/security-events": {},
  "GET /api/auth/registration": {},
  "GET /api/auth/invitations": {},
  "GET /api/auth/api-key/list": {},
  "POST /api/auth/sign-in/email": { body: () => ({ email: "nobody@example.org", password: wrong }) },
  "POST /api/auth/sign-up/email": { body: () => ({ name: "x", email: "no address", password: wrong }) },
  "POST /api/auth/sign-out": { body: () => ({}) },
  "POST /api/auth/change-password": {
    body: () => ({ currentPassword: wrong, newPassword: "quite another one", revokeOtherSessions: true }),
  },
  "POST /api/auth/delete-user": { body: () => ({ password: wrong }) },
  "POST /api/auth/revoke-session": { body: ({ session }) => ({ id: session }) },
  "POST /api/auth/revoke-sessions": { body: () => ({ deleteApiKeys: true }) },
  "POST /api/auth/revoke-other-sessions": { body: () => ({ deleteApiKeys: true }) },
  "POST /api/auth/api-key/create": { body: () => ({ name: "x", password: wrong }) },
  "POST /api/auth/api-key/delete": { body: ({ key }) => ({ keyId: key }) },
  "POST /api/auth/invitations": { body: () => ({ name: "x", days: 1 }) },
  "POST /api/auth/invitations/revoke": { body: ({ invitation }) => ({ id: invitation }) },
};

/** An operation of the OpenAPI document. */
export interface Operation extends Question {
  method: Method;
  /** As the document writes it. */
  path: string;
  url: (ids: Ids) => string;
  /** Whether it answers those who are not signed in, too. */
  open: boolean;
}

/**
 * The document's operations with their questions.
 * @throws {Error} naming those that have no question, and the questions that have no operation
 */
export function operationsOf(document: unknown): Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, { security?: unknown[] }>> };
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Method,
      path,
      open: security?.length === 0,
    })),
  );
  const asked = found.filter(({ path }) => path !== "/health");
  const names = new Set(asked.map(({ name }) => name));
  const missing = asked.filter(({ name }) => !(name in questions)).map(({ name }) => name);
  const left = Object.keys(questions).filter((name) => !names.has(name));
  if (missing.length + left.length > 0) {
    throw new Error(`Say how these are asked: ${missing.join(", ")}. These are gone: ${left.join(", ")}.`);
  }
  return asked.map(({ name, ...operation }) => {
    const question = questions[name] ?? {};
    const url = (ids: Ids) => {
      const path = question.names
        ? operation.path.replaceAll(/\{\w+\}/g, ids[question.names])
        : operation.path;
      return question.query ? `${path}?${question.query(ids)}` : path;
    };
    return { ...operation, ...question, url };
  });
}
