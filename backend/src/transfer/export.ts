import type { Profile } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import { changeJson, taskJson } from "../tasks/repository/json.ts";

const page = 500;

/**
 * Everything a user owns as one JSON document, streamed in pieces so that its size does not matter. Passwords, sessions
 * and keys are excluded.
 */
export async function* exportAll(
  database: Database,
  ownerId: string,
  profile: Profile,
  at: Date,
): AsyncGenerator<string> {
  yield `{"format":"todo-chatbot","version":1,"exportedAt":"${at.toISOString()}","profile":${JSON.stringify(profile)}`;
  yield ',\n"tasks":[';
  yield* rows(
    database,
    (after) => sql`
    SELECT t.id AS at, ${taskJson} AS item FROM tasks t WHERE t.owner_id = ${ownerId}
      ${after === null ? sql`` : sql`AND t.id > ${after}::uuid`} ORDER BY t.id LIMIT ${page}`,
  );
  yield '],\n"changes":[';
  yield* rows(
    database,
    (after) => sql`
    SELECT c.sequence::text AS at, ${changeJson} AS item FROM changes c WHERE c.owner_id = ${ownerId}
      ${after === null ? sql`` : sql`AND c.sequence > ${after}::bigint`} ORDER BY c.sequence LIMIT ${page}`,
  );
  yield '],\n"conversations":[';
  yield* rows(
    database,
    (after) => sql`
    SELECT v.id AS at, json_build_object('id', v.id, 'title', v.title, 'createdAt', v.created_at) AS item
    FROM conversations v WHERE v.owner_id = ${ownerId}
      ${after === null ? sql`` : sql`AND v.id > ${after}::uuid`} ORDER BY v.id LIMIT ${page}`,
  );
  yield '],\n"messages":[';
  yield* rows(
    database,
    (after) => sql`
    SELECT m.sequence::text AS at, json_build_object('id', m.id, 'conversationId', m.conversation_id,
      'role', m.role, 'text', m.text, 'createdAt', m.created_at) AS item
    FROM messages m WHERE m.owner_id = ${ownerId}
      ${after === null ? sql`` : sql`AND m.sequence > ${after}::bigint`} ORDER BY m.sequence LIMIT ${page}`,
  );
  yield "]}\n";
}

async function* rows(database: Database, statement: (after: string | null) => SQL): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const found: { at: string; item: unknown }[] = await rowsOf(database.queries, statement(after));
    const items = found.map(({ item }) => JSON.stringify(item)).join(",\n");
    if (items) yield after === null ? items : `,\n${items}`;
    if (found.length < page) return;
    after = found.at(-1)?.at ?? null;
  }
}
