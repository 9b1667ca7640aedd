import type { FastifyReply } from "fastify";

/**
 * Has the browser forget what it keeps for this site, since the session has ended. Its cookies are left, as a known
 * device is remembered by one.
 * @see https://www.w3.org/TR/clear-site-data/
 */
export function clearSiteData(reply: FastifyReply): void {
  reply.header("clear-site-data", '"cache", "storage"');
}
