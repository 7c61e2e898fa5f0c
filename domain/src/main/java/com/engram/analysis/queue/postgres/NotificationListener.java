package com.engram.analysis.queue.postgres;

import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.ResultsArrived;
import com.engram.analysis.queue.WorkQueued;
import com.engram.tenancy.TenantId;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens on one connection for what any server tells, and passes it on as CDI events. */
@ApplicationScoped
class NotificationListener {

    private static final Logger LOG = Logger.getLogger(NotificationListener.class.getName());
    private static final int WAIT_MILLIS = 2_000;
    private static final int RECONNECT_SECONDS = 1;

    @Resource(lookup = "jdbc/live")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    private final Event<WorkQueued> queueGrew;
    private final Event<ResultsArrived> resultsArrived;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    NotificationListener(Event<WorkQueued> queueGrew, Event<ResultsArrived> resultsArrived) {
        this.queueGrew = queueGrew;
        this.resultsArrived = resultsArrived;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        executor.execute(this::listenUntilStopped);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }

    private void listenUntilStopped() {
        while (stopped.getCount() > 0) {
            try (Connection connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "News from other servers is interrupted; trying again", e);
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + AnalysisNotifier.QUEUE);
            statement.execute("listen " + AnalysisNotifier.RESULTS);
        }
        // Something may have been told while nobody listened.
        queueGrew.fire(new WorkQueued());
        resultsArrived.fire(new ResultsArrived(Set.of()));
        PGConnection channel = connection.unwrap(PGConnection.class);
        while (stopped.getCount() > 0) {
            PGNotification[] heard = channel.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                Stream.of(heard).forEach(this::passOn);
            }
        }
    }

    private void passOn(PGNotification told) {
        if (told.getName().equals(AnalysisNotifier.QUEUE)) {
            queueGrew.fire(new WorkQueued());
        } else {
            resultsArrived.fire(new ResultsArrived(Stream.of(told.getParameter().split(" "))
                    .map(id -> new TenantId(UUID.fromString(id)))
                    .collect(Collectors.toSet())));
        }
    }

    private void pause() {
        try {
            if (stopped.await(RECONNECT_SECONDS, TimeUnit.SECONDS)) {
                LOG.fine("Stopped while the database was away");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
