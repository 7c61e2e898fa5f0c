package com.engram.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;

/**
 * Gives Hibernate a connection for the scope: one of the application's role with {@code engram.tenant} set for the
 * transaction, or one of the operator's role. A transaction cannot use both, because Liberty allows one data source in it.
 * The data sources limit how long a statement may take; a {@linkplain JobScope job} has a longer limit.
 */
public final class ScopedConnections implements MultiTenantConnectionProvider<UUID> {

    private static final long serialVersionUID = 1;

    /** Kept, because a lookup takes as long as a short query. */
    private final transient Map<String, DataSource> dataSources = new ConcurrentHashMap<>();

    @Override
    public Connection getAnyConnection() throws SQLException {
        return connection("jdbc/engram");
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public Connection getConnection(UUID scope) throws SQLException {
        return scope.equals(Scope.OPERATOR) ? connection("jdbc/operator") : tenantConnection(scope);
    }

    private Connection tenantConnection(UUID scope) throws SQLException {
        Connection connection = connection("jdbc/engram");
        try (PreparedStatement set = connection.prepareStatement("select set_config('engram.tenant', ?, true)")) {
            set.setString(1, scope.equals(Scope.NOBODY) ? "" : scope.toString());
            set.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection with the time limit of its data source, or with that of jobs. The pool restores the former. */
    private Connection connection(String dataSource) throws SQLException {
        Connection connection = dataSource(dataSource).getConnection();
        if (JobScope.isEntered()) {
            connection.setNetworkTimeout(Runnable::run, (int) JobScope.STATEMENT_LIMIT.toMillis());
        }
        return connection;
    }

    @Override
    public void releaseConnection(UUID scope, Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    private DataSource dataSource(String name) {
        return dataSources.computeIfAbsent(name, ScopedConnections::lookUp);
    }

    @SuppressWarnings("BanJNDI") // Hibernate creates this object, so nothing can be injected; the names are constants
    private static DataSource lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("The server has no data source " + name, e);
        }
    }
}
