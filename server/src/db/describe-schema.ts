import type pg from "pg";

/**
 * The schemas `ringback` and `auth` as text, in a stable order: what `schema.sql` holds. The embedded PostgreSQL has no
 * pg_dump, and its output differs by version anyway. Partitions are left out: their names are months.
 */
export async function describeSchema(client: pg.ClientBase): Promise<string> {
  const parts: string[] = [heading];
  // Names are then written with their schema, whatever the user of this connection is called.
  await client.query("set search_path to pg_catalog");
  for (const schema of ["ringback", "auth"]) {
    parts.push(`-- Schema ${schema}`);
    parts.push(...(await texts(client, schemaGrants, schema)));
    parts.push(...(await texts(client, functions, schema)));
    const { rows: tables } = await client.query<{ oid: number; text: string }>(tablesOf, [schema]);
    for (const table of tables) {
      const columns = await texts(client, columnsOf, table.oid);
      const constraints = await texts(client, constraintsOf, table.oid);
      const body = [...columns, ...constraints].map((line) => `  ${line}`).join(",\n");
      const lines = [table.text.replace("(…)", () => `(\n${body}\n)`)];
      for (const question of [indexesOf, rowSecurityOf, policiesOf, grantsOf, triggersOf])
        lines.push(...(await texts(client, question, table.oid)));
      parts.push(lines.join("\n"));
    }
  }
  await client.query("reset search_path");
  return `${parts.join("\n\n")}\n`;
}

const heading = `-- What the migrations make, for reading. Written by tools/dump-schema.ts and compared by db/schema.test.ts; do not edit.`;

async function texts(client: pg.ClientBase, question: string, about: string | number): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(question, [about]);
  return rows.map(({ text }) => text);
}

const schemaGrants = `
  select format('grant %s on schema %I to %I;', lower(string_agg(privilege_type, ', ' order by privilege_type)), nspname, grantee.rolname) as text
  from pg_namespace, aclexplode(nspacl) acl join pg_roles grantee on grantee.oid = acl.grantee
  where nspname = $1 and acl.grantee <> nspowner group by nspname, grantee.rolname order by grantee.rolname`;

const functions = `
  select pg_get_functiondef(p.oid) || ';' || coalesce((
      select string_agg(E'\\n' || format('grant %s on function %s to %s;', lower(privilege_type), p.oid::regprocedure,
        coalesce(quote_ident(r.rolname), 'public')), '' order by coalesce(r.rolname, ''))
      from aclexplode(p.proacl) acl left join pg_roles r on r.oid = acl.grantee where acl.grantee <> p.proowner), '') as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = $1 order by p.oid::regprocedure::text`;

const tablesOf = `
  select c.oid, format('create table %I.%I (…)%s;', n.nspname, c.relname,
    case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`;

const columnsOf = `
  select concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    case when a.attidentity <> '' then 'generated always as identity' end,
    case when d.adbin is not null then (case a.attgenerated when '' then 'default ' || pg_get_expr(d.adbin, d.adrelid)
      else 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored' end) end,
    case when a.attnotnull then 'not null' end) as text
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;

// Since PostgreSQL 18 "not null" is a constraint too; it stands at its column already.
const constraintsOf = `
  select format('constraint %I %s', conname, pg_get_constraintdef(oid)) as text from pg_constraint
  where conrelid = $1 and contype in ('p', 'u', 'f', 'c', 'x') and conparentid = 0 order by contype <> 'p', conname`;

const indexesOf = `
  select pg_get_indexdef(i.indexrelid) || ';' as text from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
  order by c.relname`;

const rowSecurityOf = `
  select format('alter table %s enable row level security;', oid::regclass) as text from pg_class where oid = $1 and relrowsecurity`;

const policiesOf = `
  select format('create policy %I on %s for %s to %s', polname, polrelid::regclass,
      case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
      (select string_agg(quote_ident(rolname), ', ' order by rolname) from pg_roles where oid = any(polroles)))
    || coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', '')
    || coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '') || ';' as text
  from pg_policy where polrelid = $1 order by polname`;

const grantsOf = `
  select format('grant %s on %s to %I;', lower(string_agg(privilege_type, ', ' order by privilege_type)), c.oid::regclass, r.rolname) as text
  from pg_class c, aclexplode(c.relacl) acl join pg_roles r on r.oid = acl.grantee
  where c.oid = $1 and acl.grantee <> c.relowner group by c.oid, r.rolname order by r.rolname`;

const triggersOf = `
  select pg_get_triggerdef(oid) || ';' as text from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname`;
