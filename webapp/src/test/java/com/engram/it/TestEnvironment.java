package com.engram.it;

import com.engram.it.stripe.FakeStripe;
import com.engram.migrations.Migrate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts what the server needs, once for all integration tests: a database, an object store, and a fake worker. It is ready
 * before Arquillian reads its configuration.
 */
public final class TestEnvironment implements LauncherSessionListener {

    static final String OPERATOR_KEY = "eng_live_0perat0r_itOperatorKeyOfTheIntegrationTests";

    /** Signs the tokens of forms. */
    static final String SECRET = "the secret of the integration tests";

    private static final String APP_PASSWORD = "app";

    private static String databaseUrl = "";
    private static URI server = URI.create("http://localhost");

    private static ObjectStoreProcess store;
    private static FakeStripe stripe;

    private EmbeddedPostgres postgres;
    private FakeWorker worker;

    /** The URL of the portal and the API. */
    static URI server() {
        return server;
    }

    /** Whether the object store has an object with that key. */
    static boolean stored(String key) {
        return store.holds(key);
    }

    /** The folder of the server's logs. */
    static Path logs() {
        return Path.of(System.getProperty("wlp.usr"), "servers", System.getProperty("it.server"), "logs");
    }

    /** The URL of the object store. */
    static String storeUrl() {
        return store.url();
    }

    /** The payment processor. */
    static FakeStripe stripe() {
        return stripe;
    }

    /** A connection that bypasses row-level security. */
    static Connection asOwner() throws SQLException {
        return DriverManager.getConnection(databaseUrl, "postgres", "");
    }

    /** A connection of the role that the server uses. */
    static Connection asApplication() throws SQLException {
        return DriverManager.getConnection(databaseUrl, "engram_app", APP_PASSWORD);
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("wlp.home") == null) {
            return;
        }
        try {
            startDatabase();
            store = ObjectStoreProcess.start(freePort());
            worker = FakeWorker.start();
            stripe = FakeStripe.start(0);
            int http = freePort();
            server = URI.create("http://localhost:" + http);
            System.setProperty("it.http", Integer.toString(http));
            System.setProperty("it.server", "it-" + http);
            stripe.events().deliverTo(server.resolve("/stripe/webhook"));
            configureServer(http);
        } catch (IOException | SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(90))
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database engram");
        }
        databaseUrl = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/engram";
        Migrate.run(databaseUrl, "postgres", "", APP_PASSWORD, "operator");
    }

    private void configureServer(int http) throws IOException {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "engram.http.port",
                Integer.toString(http),
                "engram.database.url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/engram",
                "engram.database.appPassword",
                APP_PASSWORD,
                "engram.database.operatorPassword",
                "operator",
                "engram.secret",
                SECRET));
        variables.putAll(Map.of(
                "engram.operator.email",
                "operator@example.com",
                "engram.operator.password",
                "operator of the integration tests",
                "engram.operator.apiKey",
                OPERATOR_KEY,
                "engram.storage.endpoint",
                store.url(),
                "engram.storage.publicUrl",
                store.url(),
                "engram.storage.accessKey",
                ObjectStoreProcess.ACCESS_KEY,
                "engram.storage.secretKey",
                ObjectStoreProcess.SECRET_KEY,
                "engram.worker.url",
                worker.url(),
                "engram.outbound.allow",
                WebhookReceiver.HOST));
        variables.putAll(Map.of(
                "engram.stripe.secretKey",
                FakeStripe.SECRET_KEY,
                "engram.stripe.webhookSecret",
                FakeStripe.WEBHOOK_SECRET,
                "engram.stripe.apiBase",
                stripe.url(),
                "engram.stripe.promotionCodes",
                "true",
                "engram.stripe.automaticTax",
                "true",
                "engram.portal.url",
                server.toString()));
        // All visitors come from one address here.
        variables.put("engram.limits.signInsPerAddress", "100000");
        variables.put("engram.limits.unauthenticatedRequestsPerAddress", "100000");
        variables.put("engram.limits.requestsPerKey", "1000");
        StringBuilder xml = new StringBuilder("<server>\n");
        variables.forEach(
                (name, value) -> xml.append("  <variable name=\"%s\" value=\"%s\"/>%n".formatted(name, value)));
        Path overrides = copyOfTheServer().resolve("configDropins/overrides");
        Files.writeString(overrides.resolve("values.xml"), xml.append("</server>\n"));
    }

    /** A name that no other run on this machine has, because the test container identifies its server by the name. */
    private static Path copyOfTheServer() throws IOException {
        Path servers = Path.of(System.getProperty("wlp.usr"), "servers");
        Path copy = servers.resolve(System.getProperty("it.server"));
        try (Stream<Path> files = Files.walk(servers.resolve("it"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(servers.resolve("it").relativize(file)));
            }
        }
        return copy;
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (postgres == null) {
            return;
        }
        try {
            stripe.close();
            worker.stop();
            store.stop();
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
