package com.engram.launcher;

import com.engram.launcher.backup.DataLocations;
import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.Postgres;
import com.engram.launcher.parts.S3Proxy;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** PostgreSQL and the object store of a home: the running ones, or started by this command and stopped at its end. */
final class DataServices implements AutoCloseable {
    private final Home home;
    private final Postgres postgres;
    private final S3Proxy objects;
    private final S3Proxy.Keys keys;
    private final List<SupervisedPart> started;

    private DataServices(
            Home home, Postgres postgres, S3Proxy objects, S3Proxy.Keys keys, List<SupervisedPart> started) {
        this.home = home;
        this.postgres = postgres;
        this.objects = objects;
        this.keys = keys;
        this.started = started;
    }

    /** The parts that another launcher runs on its home. */
    static DataServices running(Home home, Distribution distribution) throws IOException {
        Ports ports = new Ports(home.at("ports.properties"));
        Secrets secrets = new Secrets(home.at("secrets.properties"));
        S3Proxy.Keys keys = S3Proxy.Keys.of(secrets);
        return new DataServices(
                home,
                Postgres.of(home, distribution, secrets, ports.get("postgres")),
                new S3Proxy(home, distribution, ports.get("objects"), keys, List.of()),
                keys,
                List.of());
    }

    /** Starts both parts, and creates an empty database if there is none. */
    static DataServices start(Home home, Distribution distribution, Progress progress)
            throws LauncherException, IOException, InterruptedException, SQLException {
        Ports ports = new Ports(home.at("ports.properties"));
        Secrets secrets = new Secrets(home.at("secrets.properties"));
        S3Proxy.Keys keys = S3Proxy.Keys.of(secrets);
        Postgres postgres = Postgres.of(home, distribution, secrets, ports.reserve("postgres"));
        S3Proxy objects = new S3Proxy(home, distribution, ports.reserve("objects"), keys, List.of());
        List<SupervisedPart> started =
                List.of(new SupervisedPart(postgres, progress), new SupervisedPart(objects, progress));
        DataServices parts = new DataServices(home, postgres, objects, keys, started);
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
        try {
            for (SupervisedPart part : started) {
                part.start();
            }
            postgres.createIfMissing(DatabaseSetup.NAME);
            return parts;
        } catch (LauncherException | IOException | SQLException | InterruptedException e) {
            parts.close();
            throw e;
        }
    }

    DataLocations locations() {
        return new DataLocations(
                home, postgres.url(DatabaseSetup.NAME), Postgres.OWNER, postgres.ownerPassword(), objects.url(), keys);
    }

    @Override
    public void close() {
        started.forEach(SupervisedPart::stop);
    }
}
