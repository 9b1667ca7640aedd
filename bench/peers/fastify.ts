/**
 * The limit of listing: a bare Fastify that answers with what our own SELECT finds for one person, through the same
 * driver with as many connections. It knows no accounts, checks nothing and logs nothing.
 * Settings: PORT, DATABASE_URL, STATEMENT (its SQL), VALUES (of its parameters, JSON).
 */
import { fastify } from "fastify";
import pg from "pg";

const { PORT, DATABASE_URL, STATEMENT = "", VALUES = "[]" } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10, options: "-c enable_seqscan=off" });
const query = { name: "list", text: STATEMENT, values: JSON.parse(VALUES) as unknown[] };

const app = fastify();
app.get("/tasks", async () => {
  const { rows } = await pool.query<{ task: string }>(query);
  return { items: rows.slice(0, 50).map(({ task }) => JSON.parse(task) as unknown), nextCursor: null };
});
process.on("disconnect", () => process.exit());
await app.listen({ host: "127.0.0.1", port: Number(PORT) });
process.send?.("ready");
