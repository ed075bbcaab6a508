import { runSql } from "./scratch-postgres.ts";

/**
 * What a database is made of, one line each: tables, columns with type, nullability and default, keys, indexes and enums.
 * Left out is what `schema.prisma` has no words for: checks, triggers, functions, and indexes on a part of the rows or on
 * an expression.
 */
export async function describeDatabase(url: string): Promise<readonly string[]> {
  const { rows } = await runSql(url, CATALOG);
  return (rows as { line: string }[]).map(({ line }) => line);
}

/** The lines that only one of the two has. */
export function compareDescriptions(left: readonly string[], right: readonly string[]) {
  return {
    onlyLeft: left.filter((line) => !right.includes(line)),
    onlyRight: right.filter((line) => !left.includes(line)),
  };
}

const CATALOG = `
WITH ours AS (
  SELECT oid, relname FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations'
)
SELECT line FROM (
  SELECT format('table %s', relname) AS line FROM ours
  UNION ALL
  SELECT format('column %s.%s %s%s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN ' not null' ELSE '' END,
      ' default ' || pg_get_expr(adbin, adrelid),
      CASE attidentity WHEN '' THEN '' ELSE ' identity ' || attidentity::text END,
      CASE attgenerated WHEN '' THEN '' ELSE ' generated ' || attgenerated::text END)
    FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  UNION ALL
  SELECT format('key %s on %s %s', conname, relname, pg_get_constraintdef(pg_constraint.oid))
    FROM ours JOIN pg_constraint ON conrelid = ours.oid AND contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT format('index %s', pg_get_indexdef(indexrelid))
    FROM ours JOIN pg_index ON indrelid = ours.oid AND indpred IS NULL AND indexprs IS NULL
  UNION ALL
  SELECT format('enum %s (%s)', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
    FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
    WHERE typnamespace = 'public'::regnamespace GROUP BY typname
) AS catalog ORDER BY line`;
