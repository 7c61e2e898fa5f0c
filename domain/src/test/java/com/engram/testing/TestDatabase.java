package com.engram.testing;

import com.engram.migrations.Migrate;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.api.transaction.TransactionIntegration;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database of all tests of this JVM, started and migrated when the first of them begins; before each test it is put
 * back to what the migrations made. The server's roles have no more rights in it than in production.
 */
public final class TestDatabase {

    private static final String NAME = "engram";
    private static final String PASSWORD = "secret";

    private static EmbeddedPostgres postgres;
    private static Map<String, AgroalDataSource> dataSources = Map.of();

    private TestDatabase() {}

    /** Puts back what the migrations made, and the time of a test's beginning. */
    static void reset() throws SQLException, IOException {
        if (postgres == null) {
            start();
        }
        execute(NAME, "select test_reset.run()");
    }

    /** A data source as the server knows it, {@code jdbc/engram} for example. */
    static Optional<DataSource> findDataSource(String lookup) {
        return Optional.ofNullable(dataSources.get(lookup));
    }

    /** A connection that row-level security does not hold, for a look behind the domain's back. */
    public static Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url(NAME), "postgres", "");
    }

    /** What {@code now()} answers from now on. */
    static void setTime(Instant time) {
        try (Connection owner = asOwner();
                PreparedStatement update = owner.prepareStatement("update test_clock.reading set at = ?")) {
            update.setTimestamp(1, Timestamp.from(time));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(90))
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "off")
                .start();
        execute("postgres", "create database " + NAME);
        Migrate.run(url(NAME), "postgres", "", PASSWORD, PASSWORD);
        execute(NAME, text("test-clock.sql").formatted(SettableClock.START));
        execute(NAME, text("test-reset.sql"));
        dataSources = Map.of(
                "jdbc/engram", dataSource("engram_app", true),
                "jdbc/operator", dataSource("engram_operator", true),
                "jdbc/live", dataSource("engram_app", false),
                "jdbc/lookup", dataSource("engram_app", false));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = TestDatabase.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection owner = DriverManager.getConnection(url(database), "postgres", "");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private static AgroalDataSource dataSource(String user, boolean inTransactions) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(16)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .transactionIntegration(
                                inTransactions
                                        ? new NarayanaTransactionIntegration(
                                                Container.transactionManager(), Container.synchronizations())
                                        : TransactionIntegration.none())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url(NAME))
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(PASSWORD)))));
    }
}
