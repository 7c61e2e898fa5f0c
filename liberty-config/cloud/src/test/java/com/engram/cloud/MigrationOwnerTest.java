package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.cloud.data.Database;
import com.engram.migrations.Migrate;
import com.engram.migrations.MigrationFiles;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The migrations run as the database user of the template, with the rights that a managed PostgreSQL gives to it. */
class MigrationOwnerTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void the_user_of_the_template_migrates_an_empty_database_twice() throws Exception {
        JsonNode instance = Synthesized.standard().properties("AWS::RDS::DBInstance");
        assertThat(instance.path("MasterUsername").asText()).isEqualTo(Database.OWNER);
        assertThat(instance.path("DBName").asText()).isEqualTo(Database.NAME);

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            try (Connection superuser = server.getPostgresDatabase().getConnection();
                    Statement sql = superuser.createStatement()) {
                sql.execute(
                        "create role " + Database.OWNER + " login createrole createdb nosuperuser password 'owner'");
                sql.execute("create database " + Database.NAME + " owner " + Database.OWNER);
            }
            String url = server.getJdbcUrl(Database.OWNER, Database.NAME);

            assertThat(Migrate.run(url, Database.OWNER, "owner", "app", "operator"))
                    .isPositive();
            assertThat(Migrate.run(url, Database.OWNER, "owner", "app", "operator"))
                    .isZero();
            try (Connection owner =
                            server.getDatabase(Database.OWNER, Database.NAME).getConnection();
                    Statement sql = owner.createStatement();
                    ResultSet found = sql.executeQuery("select max(version::bigint) from flyway_schema_history")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).isEqualTo(MigrationFiles.newestVersion());
            }
        }
    }
}
