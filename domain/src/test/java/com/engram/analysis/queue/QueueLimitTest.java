package com.engram.analysis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A tenant cannot fill the queue for everybody. */
@DomainTest
class QueueLimitTest {

    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestTenants tenants;

    QueueLimitTest(Database database, InTransaction inTransaction, TestImages images, TestTenants tenants) {
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.tenants = tenants;
    }

    @Test
    void a_tenant_with_too_many_waiting_images_is_refused_and_others_are_not() {
        TenantId busy = tenants.open("business");
        images.queueBatch(busy, 3);
        QueueLimit limit = new QueueLimit(database, 100, 3);

        assertThat(refusal(limit, busy)).map(Refusal::reason).contains(RefusalReason.QUEUE_FULL);
        assertThat(refusal(limit, tenants.open("free"))).isEmpty();
    }

    @Test
    void a_full_queue_refuses_everybody() {
        images.queueBatch(tenants.open("business"), 3);

        assertThat(refusal(new QueueLimit(database, 3, 100), tenants.open("free")))
                .isPresent();
        assertThat(refusal(new QueueLimit(database, 4, 100), tenants.open("free")))
                .isEmpty();
    }

    private Optional<Refusal> refusal(QueueLimit limit, TenantId tenant) {
        return tenants.call(tenant, () -> inTransaction.call(limit::findRefusal));
    }
}
