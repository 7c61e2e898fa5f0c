package com.engram.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New migrations leave the servers of the release before at work. */
class MigrationLintTest {

    /** The rules came with release 1.0.0; migrations of that release and earlier ones are as they are. */
    private static final long FIRST = 202612020000L;

    @Test
    void new_migrations_expand_and_contract_and_hold_no_lock_for_long() {
        List<String> findings = new ArrayList<>();
        MigrationFiles.read(MigrationFiles.CURRENT)
                .tailMap(FIRST)
                .forEach((version, sql) ->
                        MigrationLint.check(sql).forEach(finding -> findings.add("V" + version + ": " + finding)));

        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A table of its own, with everything that belongs to it.
                "create table a (id uuid primary key, b text not null); create index a_by_b on a (b);"
                        + " alter table a add constraint c check (b <> ''); alter table a alter column b set not null",
                "create index concurrently image_by_a on image (a)",
                "create unique index concurrently if not exists image_by_a on public.image (a)",
                "set lock_timeout = '3s'; alter table image add column a text, add column b int not null default 0",
                "set local lock_timeout = '3s'; alter table image add constraint c check (a in ('x, y', 'not null')) not valid",
                "set lock_timeout = '3s'; alter table image validate constraint c",
                "set lock_timeout = '3s'; alter table image add constraint u unique using index image_by_a",
                "set lock_timeout = '3s'; alter table image drop constraint c",
                "create or replace function f() returns trigger language plpgsql as $f$ begin drop table image; end $f$",
                "insert into plan values ('drop table image; alter table image rename')",
                "-- contract: no release since 1.1.0 reads it\nset lock_timeout = '3s'; alter table image drop column a; drop table b",
            })
    void what_leaves_the_servers_at_work_is_accepted(String sql) {
        assertThat(MigrationLint.check(sql)).isEmpty();
    }

    @Test
    void locks_that_last_are_found() {
        assertThat(finding("alter table image add column a text")).startsWith("Set lock_timeout before");
        assertThat(finding("create index image_by_a on image (a)")).startsWith("Create the index concurrently");
        assertThat(finding("create unique index on image (a)")).startsWith("Create the index concurrently");
        assertThat(finding("create index concurrently image_by_a on image (a); insert into plan values (1)"))
                .contains("a migration of its own");
        assertThat(finding(limited("alter table image add constraint c check (a > 0)")))
                .contains("as not valid");
        assertThat(finding(limited("alter table only image add foreign key (a) references plan (code)")))
                .contains("as not valid");
        assertThat(finding(limited("alter table image add constraint u unique (a, b)")))
                .contains("using it");
        assertThat(finding(limited("alter table image alter column a set not null")))
                .contains("check constraint");
    }

    @Test
    void what_the_release_before_cannot_live_with_is_found() {
        String stillUsed = "may still use it";

        assertThat(finding(limited("drop table image"))).contains(stillUsed);
        assertThat(finding(limited("drop function f(uuid)"))).contains(stillUsed);
        assertThat(finding(limited("alter table image drop column a"))).contains(stillUsed);
        assertThat(finding(limited("alter table image drop a"))).contains(stillUsed);
        assertThat(finding(limited("alter table image add column b int, drop column a")))
                .contains(stillUsed);
        assertThat(finding(limited("alter table image rename column a to b"))).contains(stillUsed);
        assertThat(finding(limited("alter table image rename to picture"))).contains(stillUsed);
        assertThat(finding(limited("alter table image alter column a type bigint")))
                .contains(stillUsed);
        assertThat(finding(limited("alter table image add column a int not null")))
                .contains("give it a default");
        assertThat(finding("-- contract: cleaning\n" + limited("drop table image")))
                .as("a reason is a sentence")
                .contains(stillUsed);
    }

    private static String limited(String statement) {
        return "set lock_timeout = '3s'; " + statement;
    }

    private static String finding(String sql) {
        List<String> findings = MigrationLint.check(sql);
        assertThat(findings).as(sql).hasSize(1);
        return findings.get(0);
    }
}
