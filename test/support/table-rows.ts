import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../src/store/database/database.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  /** Has a value when none is given. */
  readonly isOptional: boolean;
  /** The first text that its check allows; undefined where it has none. */
  readonly allowed: string | undefined;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The tables of a schema, by name, as the database describes them. */
export async function tablesOf(database: Queryable, schema: string): Promise<readonly Table[]> {
  const rows = await database.query(
    `SELECT t.table_name AS "table", c.column_name AS "column", c.data_type AS type,
       c.is_nullable = 'YES' OR c.column_default IS NOT NULL OR c.is_identity = 'YES' AS optional,
       (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
        WHERE k.conrelid = format('%I.%I', t.table_schema, t.table_name)::regclass AND k.contype = 'c'
          AND pg_get_constraintdef(k.oid) LIKE '%' || c.column_name || ' = ANY%' LIMIT 1) AS checked
     FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)
     WHERE t.table_schema = $1 AND t.table_type = 'BASE TABLE'
     ORDER BY t.table_name, c.ordinal_position`,
    [schema],
  );
  const names = [...new Set(rows.map(({ table }) => String(table)))];
  return names.map((name) => ({
    schema,
    name,
    columns: rows
      .filter(({ table }) => table === name)
      .map(({ column, type, optional, checked }) => ({
        name: String(column),
        type: String(type),
        isOptional: optional === true,
        allowed: /'([^']+)'/.exec(String(checked ?? ''))?.[1],
      })),
  }));
}

/** Adds a row of a workspace, with its id in every text. */
export async function fillTable(
  database: Queryable,
  { schema, name, columns }: Table,
  team: string,
): Promise<void> {
  const given = columns.filter((column) => column.name === 'team' || !column.isOptional);
  const places = given.map(({ type }, at) => `$${at + 1}::${type}`);
  await database.query(
    `INSERT INTO ${schema}.${name} (${given.map((column) => column.name).join(', ')}) VALUES (${places.join(', ')})`,
    given.map((column) => valueFor(column, team)),
  );
}

function valueFor({ name, type, allowed }: Column, team: string): unknown {
  if (allowed !== undefined) return allowed;
  switch (type) {
    case 'text':
      return name === 'team' ? team : `${name} of ${team}`;
    case 'uuid':
      return randomUUID();
    case 'jsonb':
      return JSON.stringify({ of: team });
    case 'boolean':
      return false;
    case 'timestamp with time zone':
    case 'date':
      return '2026-11-21T10:00:00Z';
    case 'integer':
    case 'bigint':
      return 1;
    default:
      throw new Error(`no value for ${name} of the type ${type}: say here what stands in such a column`);
  }
}
