import { is, Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** SQL that is built once, and planned once per PostgreSQL connection. */
export interface Statement<Values extends object> {
  /** Name of the prepared statement, unique to its text. Without one it is planned each time. */
  readonly name: string | null;
  readonly text: string;
  /** Its parameters in their order. */
  parameters(values: Values): unknown[];
}

const dialect = new PgDialect();

/**
 * Builds a statement from a template with `sql.placeholder` in place of values. A placeholder used several
 * times is one parameter, so its type must be given where it is ambiguous: `${id}::uuid`.
 */
export function statement<Values extends object>(name: string | null, template: SQL): Statement<Values> {
  const { sql: numbered, params } = dialect.sqlToQuery(template);
  const order: unknown[] = [];
  const places = params.map((param) => {
    const isSame = (other: unknown) =>
      other === param || (is(other, Placeholder) && is(param, Placeholder) && other.name === param.name);
    const known = order.findIndex(isSame);
    return known >= 0 ? known + 1 : order.push(param);
  });
  return {
    name,
    text: numbered.replaceAll(/\$(\d+)/g, (_, number: string) => `$${places[Number(number) - 1]}`),
    parameters: (values) =>
      order.map((param) =>
        is(param, Placeholder) ? (values as Record<string, unknown>)[param.name] : param,
      ),
  };
}

/** A statement with its values, to run inside a transaction. */
export function bound<Values extends object>(made: Statement<Values>, values: Values): SQL {
  const parameters = made.parameters(values);
  const parts = made.text
    .split(/\$(\d+)/)
    .map((part, index) =>
      index % 2 === 0 ? sql.raw(part) : sql`${sql.param(parameters[Number(part) - 1])}`,
    );
  return sql.join(parts);
}
