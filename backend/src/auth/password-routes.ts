import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { ask, pass, refuse } from "./better-auth-http.ts";
import { clearSiteData } from "./clear-site-data.ts";
import type { Auth } from "./index.ts";
import { passwordFault } from "./passwords.ts";
import { changePasswordRequest, deleteUserRequest } from "./requests.ts";

const tags = ["Accounts"];
const security = [{ session: [] }];

/** Routes that require the current password: changing it and deleting the account. */
export function passwordRoutes(auth: Auth): FastifyPluginAsyncZod {
  /** Lets Better Auth check the password; wrong ones count against the person of the session. */
  async function guarded(request: FastifyRequest): Promise<Response> {
    const { userId } = request.caller;
    const attempt = auth.guessing.confirm(userId);
    await auth.guessing.take(request, attempt);
    const answer = await ask(auth, request);
    if (answer.ok) await auth.guessing.giveBack(attempt);
    else if (answer.status < 500) auth.events.record(request, "password_check_failed", { userId });
    return answer;
  }

  return async (app) => {
    app.post(
      "/api/auth/change-password",
      { schema: { tags, security, summary: "Change the password", body: changePasswordRequest } },
      async (request, reply): Promise<FastifyReply> => {
        const { userId, profile } = request.caller;
        const fault = await passwordFault(request.body.newPassword, profile);
        if (fault) return refuse(reply, 400, fault);
        const answer = await guarded(request);
        if (answer.ok) {
          auth.events.record(request, "password_changed", { userId });
          if (request.body.deleteApiKeys) await auth.keys.deleteAll(request, userId);
        }
        return pass(answer, reply);
      },
    );

    app.post(
      "/api/auth/delete-user",
      {
        schema: {
          tags,
          security,
          summary: "Permanently delete the account and everything in it",
          body: deleteUserRequest,
        },
      },
      async (request, reply) => {
        const answer = await guarded(request);
        if (answer.ok) {
          auth.events.record(request, "account_deleted", { userId: request.caller.userId });
          clearSiteData(reply);
        }
        return pass(answer, reply);
      },
    );
  };
}
