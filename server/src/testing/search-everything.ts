import type pg from "pg";

/** Where words stand: `schema.table.column`, of every column of every table of the database. */
export async function searchEverything(
  owner: pg.Pool,
  wanted: { readonly digits: readonly string[]; readonly words: readonly string[] },
): Promise<string[]> {
  const { rows } = await owner.query<{ schema: string; table: string; column: string; type: string }>(`
    select n.nspname as schema, c.relname as table, a.attname as column, a.atttypid::regtype::text as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2, a.attnum`);
  const found: string[] = [];
  for (const { schema, table, column, type } of rows) {
    const value = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`;
    const { rowCount } = await owner.query(
      `select from "${schema}"."${table}" where "${column}" is not null and (
        exists (select from unnest($1::text[]) d where position(d in regexp_replace(${value}, '[^0-9a-f]', '', 'g')) > 0)
        or exists (select from unnest($2::text[]) w where position(w in lower(${value})) > 0)) limit 1`,
      [wanted.digits, wanted.words.map((word) => word.toLowerCase())],
    );
    if (rowCount !== 0) found.push(`${schema}.${table}.${column}`);
  }
  return found;
}
