package com.engram.training;

import com.engram.images.storage.ImageKeys;
import com.engram.tenancy.TenantId;
import com.engram.testing.TestDatabase;
import com.engram.testing.fakes.FakeObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Libraries of scored images for tests of data sets, and files with their ratings. */
@ApplicationScoped
class TestLibrary {

    private static final String INSERT =
            "insert into image select ?, ?, ?, 'image/jpeg', 10, ?, 'e', 10, null, 16, 12, 8, 6, now()";

    private final FakeObjectStore store;

    @Inject
    TestLibrary(FakeObjectStore store) {
        this.store = store;
    }

    /** Adds images with the names {@code 0.jpg}, {@code 1.jpg} and so on. */
    List<UUID> fill(TenantId tenant, int images) {
        List<UUID> ids = new ArrayList<>();
        try (Connection owner = TestDatabase.asOwner();
                PreparedStatement insert = owner.prepareStatement(INSERT)) {
            for (int i = 0; i < images; i++) {
                UUID id = UUID.randomUUID();
                bind(insert, id, tenant.value(), i + ".jpg", "READY");
                insert.addBatch();
                store.put(ImageKeys.original(id), (i + ".jpg").getBytes(StandardCharsets.UTF_8));
                ids.add(id);
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    /** Adds an image. */
    UUID add(TenantId tenant, String name, String state) {
        UUID id = UUID.randomUUID();
        update(INSERT, id, tenant.value(), name, state);
        store.put(ImageKeys.original(id), name.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    /** Runs a statement that row-level security does not hold. */
    static void update(String sql, Object... parameters) {
        try (Connection owner = TestDatabase.asOwner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** A file that rates the images {@code 0.jpg} to the given number. */
    static byte[] ratings(int images) {
        StringBuilder csv = new StringBuilder("image,rating\n");
        for (int i = 0; i < images; i++) {
            csv.append(i).append(".jpg,0.").append(10 + i % 80).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
