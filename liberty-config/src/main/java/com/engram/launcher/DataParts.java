package com.engram.launcher;

import com.engram.launcher.backup.Stores;
import com.engram.launcher.home.Home;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Refusal;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.ObjectStore;
import com.engram.launcher.parts.Postgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The two parts that hold a home's data: those of the launcher that runs on it, or started here for a while. */
final class DataParts implements AutoCloseable {
    private final Home home;
    private final Postgres postgres;
    private final ObjectStore objects;
    private final ObjectStore.Keys keys;
    private final List<Supervised> started;

    private DataParts(
            Home home, Postgres postgres, ObjectStore objects, ObjectStore.Keys keys, List<Supervised> started) {
        this.home = home;
        this.postgres = postgres;
        this.objects = objects;
        this.keys = keys;
        this.started = started;
    }

    /** Those that run, on the home of another launcher. */
    static DataParts running(Home home, Distribution distribution) throws IOException {
        Ports ports = new Ports(home.at("ports.properties"));
        Secrets secrets = new Secrets(home.at("secrets.properties"));
        ObjectStore.Keys keys = ObjectStore.Keys.of(secrets);
        return new DataParts(
                home,
                Postgres.of(home, distribution, secrets, ports.known("postgres")),
                new ObjectStore(home, distribution, ports.known("objects"), keys, List.of()),
                keys,
                List.of());
    }

    /** Starts them, with an empty database if there is none. */
    static DataParts start(Home home, Distribution distribution, Progress progress)
            throws Refusal, IOException, InterruptedException, SQLException {
        Ports ports = new Ports(home.at("ports.properties"));
        Secrets secrets = new Secrets(home.at("secrets.properties"));
        ObjectStore.Keys keys = ObjectStore.Keys.of(secrets);
        Postgres postgres = Postgres.of(home, distribution, secrets, ports.of("postgres"));
        ObjectStore objects = new ObjectStore(home, distribution, ports.of("objects"), keys, List.of());
        List<Supervised> started = List.of(new Supervised(postgres, progress), new Supervised(objects, progress));
        DataParts parts = new DataParts(home, postgres, objects, keys, started);
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
        try {
            for (Supervised part : started) {
                part.start();
            }
            postgres.createIfMissing(Database.NAME);
            return parts;
        } catch (Refusal | IOException | SQLException | InterruptedException e) {
            parts.close();
            throw e;
        }
    }

    Stores stores() {
        return new Stores(
                home, postgres.url(Database.NAME), Postgres.OWNER, postgres.ownerPassword(), objects.url(), keys);
    }

    @Override
    public void close() {
        started.forEach(Supervised::stop);
    }
}
