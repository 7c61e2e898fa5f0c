package com.engram.analysis.queue.postgres;

import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.ResultsArrived;
import com.engram.analysis.queue.WorkQueued;
import com.engram.tenancy.AccessChanged;
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
import java.util.Optional;
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

/** Receives the notifications of all servers on one connection and fires them as CDI events. */
@ApplicationScoped
class NotificationListener {

    private static final Logger LOG = Logger.getLogger(NotificationListener.class.getName());
    private static final int WAIT_MILLIS = 2_000;
    private static final int RECONNECT_SECONDS = 1;

    @Resource(lookup = "jdbc/live")
    private DataSource dataSource;

    @Resource
    private ManagedExecutorService executor;

    private final Event<WorkQueued> workQueued;
    private final Event<ResultsArrived> resultsArrived;
    private final Event<AccessChanged> accessChanged;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    @SuppressWarnings("NullAway.Init") // the server sets the resources
    NotificationListener(
            Event<WorkQueued> workQueued, Event<ResultsArrived> resultsArrived, Event<AccessChanged> accessChanged) {
        this.workQueued = workQueued;
        this.resultsArrived = resultsArrived;
        this.accessChanged = accessChanged;
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
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(Level.WARNING, "Notifications from the database are interrupted; reconnecting", e);
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + AnalysisNotifier.QUEUE);
            statement.execute("listen " + AnalysisNotifier.RESULTS);
            statement.execute("listen " + AccessChanged.CHANNEL);
        }
        // Notifications may have been sent before this connection was open.
        workQueued.fire(new WorkQueued());
        resultsArrived.fire(new ResultsArrived(Set.of()));
        accessChanged.fire(new AccessChanged(Optional.empty()));
        PGConnection channel = connection.unwrap(PGConnection.class);
        while (stopped.getCount() > 0) {
            PGNotification[] notifications = channel.getNotifications(WAIT_MILLIS);
            if (notifications != null) {
                Stream.of(notifications).forEach(this::fireEvent);
            }
        }
    }

    private void fireEvent(PGNotification notification) {
        if (notification.getName().equals(AnalysisNotifier.QUEUE)) {
            workQueued.fire(new WorkQueued());
        } else if (notification.getName().equals(AccessChanged.CHANNEL)) {
            accessChanged.fire(
                    new AccessChanged(Optional.of(new TenantId(UUID.fromString(notification.getParameter())))));
        } else {
            resultsArrived.fire(
                    new ResultsArrived(Stream.of(notification.getParameter().split(" "))
                            .map(id -> new TenantId(UUID.fromString(id)))
                            .collect(Collectors.toSet())));
        }
    }

    private void pause() {
        try {
            if (stopped.await(RECONNECT_SECONDS, TimeUnit.SECONDS)) {
                LOG.fine("Stopped while the database was unreachable");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
