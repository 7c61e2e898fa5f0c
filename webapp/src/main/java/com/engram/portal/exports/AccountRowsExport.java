package com.engram.portal.exports;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Exports every row of the current tenant, table by table. The tables come from the database's catalogue, so a new
 * feature's data is exported without further work. Secrets and internal data are left out.
 */
@ApplicationScoped
@Transactional
class AccountRowsExport {

    /** Tables that are exported elsewhere, or that hold internal data and not the tenant's. */
    static final Set<String> LEFT_OUT = Set.of(
            "audit_event",
            "closed_account",
            "idempotent_response",
            "image_result",
            "image_result_count",
            "image_tombstone",
            "outbox_email",
            "scoring_cost",
            "session");

    private static final int PAGE_SIZE = 500;

    @Inject
    private Database database;

    /** The tables to export, by name. */
    List<String> listTables() {
        return database.sql("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity
                          and has_table_privilege(c.oid, 'select') and cast(c.relname as text) <> all(:leftOut)
                          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
                        order by c.relname
                        """).bind("leftOut", LEFT_OUT).list(String.class);
    }

    /** Writes a table's rows as a JSON array of objects with the columns' names. */
    void write(String table, OutputStream out) throws IOException {
        out.write('[');
        String separator = "\n";
        List<String> page = page(table, 0);
        for (int offset = PAGE_SIZE; !page.isEmpty(); offset += PAGE_SIZE) {
            for (String row : page) {
                out.write((separator + row).getBytes(StandardCharsets.UTF_8));
                separator = ",\n";
            }
            page = page(table, offset);
        }
        out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
    }

    /** The table's name comes from the catalogue, never from a request. */
    private List<String> page(String table, int offset) {
        return database.sql("""
                        select cast((select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(t))
                          where key !~ '(hash|secret|token)' and key <> 'tenant_id') as text) as line
                        from %s t order by %s limit :limit offset :offset
                        """.formatted(table, order(table)))
                .bind("limit", PAGE_SIZE)
                .bind("offset", offset)
                .list(String.class);
    }

    /** Orders by the primary key, so that pages neither overlap nor leave gaps. */
    private String order(String table) {
        return database.sql("""
                        select string_agg('t.' || quote_ident(a.attname), ', ' order by a.attnum)
                        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                        where i.indisprimary and i.indrelid = cast(cast(:table as text) as regclass)
                        """).bind("table", table).get(String.class);
    }
}
