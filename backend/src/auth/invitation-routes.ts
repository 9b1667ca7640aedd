import { invitation, invitationCreate } from "@todo-chatbot/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Auth } from "./index.ts";

const tags = ["Invitations"];
const security = [{ session: [] }];

/** `/api/auth/invitations`: a person's invitations for others to create an account. */
export function invitationRoutes(auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/auth/invitations",
      {
        schema: {
          tags,
          security,
          summary: "The person's invitations that can still be used",
          response: { 200: z.object({ invitations: z.array(invitation) }) },
        },
      },
      async (request) => ({ invitations: await auth.invitations.list(request.caller.userId) }),
    );

    app.post(
      "/api/auth/invitations",
      {
        schema: {
          tags,
          security,
          summary: "Invite somebody; the token is shown only now",
          body: invitationCreate,
          response: { 200: invitation.extend({ token: z.string() }) },
        },
      },
      (request) => auth.invitations.create(request.caller.userId, request.body),
    );

    app.post(
      "/api/auth/invitations/revoke",
      {
        schema: {
          tags,
          security,
          summary: "Revoke an invitation",
          body: z.object({ id: z.string().max(100) }),
          response: { 200: z.object({ success: z.literal(true) }) },
        },
      },
      async (request) => {
        await auth.invitations.revoke(request.caller.userId, request.body.id);
        return { success: true as const };
      },
    );
  };
}
