package com.engram.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.tenancy.DatabaseSchema.Comparison;
import com.engram.tenancy.DatabaseSchema.Relation;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A server knows whether its database has an older or a newer schema. */
@DomainTest
class DatabaseSchemaTest {

    @Test
    void the_newest_migration_is_compared_by_its_number() throws SQLException {
        String newest = compare(0).version();

        assertThat(compare(Long.parseLong(newest))).isEqualTo(new Comparison(Relation.SAME, newest));
        assertThat(compare(Long.parseLong(newest) - 1)).isEqualTo(new Comparison(Relation.NEWER, newest));
        assertThat(compare(Long.parseLong(newest) + 1)).isEqualTo(new Comparison(Relation.OLDER, newest));
    }

    private static Comparison compare(long required) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return DatabaseSchema.compare(owner, required);
        }
    }
}
