package com.engram.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;

/**
 * Hands Hibernate a connection that sees what the scope may see: the application's, with {@code engram.tenant} set
 * for this transaction alone, or the operator's. The two never meet in one transaction, because Liberty refuses a
 * second data source there.
 */
public final class ScopedConnections implements MultiTenantConnectionProvider<UUID> {

    private static final long serialVersionUID = 1;

    @Override
    public Connection getAnyConnection() throws SQLException {
        return dataSource("jdbc/engram").getConnection();
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public Connection getConnection(UUID scope) throws SQLException {
        return scope.equals(Scope.OPERATOR) ? dataSource("jdbc/operator").getConnection() : tenantConnection(scope);
    }

    private static Connection tenantConnection(UUID scope) throws SQLException {
        Connection connection = dataSource("jdbc/engram").getConnection();
        try (PreparedStatement set = connection.prepareStatement("select set_config('engram.tenant', ?, true)")) {
            set.setString(1, scope.equals(Scope.NOBODY) ? "" : scope.toString());
            set.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
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

    @SuppressWarnings("BanJNDI") // Hibernate makes this object, so nothing can be injected; the names are our own
    private static DataSource dataSource(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("The server has no data source " + name, e);
        }
    }
}
