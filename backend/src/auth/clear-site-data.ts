import type { FastifyReply } from "fastify";

/**
 * Makes the browser clear this site's data, since the session has ended. Cookies stay, because one of them identifies
 * a known device.
 * @see https://www.w3.org/TR/clear-site-data/
 */
export function clearSiteData(reply: FastifyReply): void {
  reply.header("clear-site-data", '"cache", "storage"');
}
