package com.engram.training;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;

/** Which models are to be served, and which tenants are pinned to one of their own that is not used any more. */
@AsOperator
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class PublishedModels {

    private final Database database;

    @Inject
    PublishedModels(Database database) {
        this.database = database;
    }

    /** An approved model. */
    record InUse(UUID id, TenantId tenant, ModelState state, String model) {}

    /** The approved models. */
    List<InUse> listInUse() {
        return database.sql("""
                        select id, tenant_id as tenant, state, model from own_model
                        where state in ('PUBLISHING', 'ACTIVE') order by id
                        """).list(InUse.class);
    }

    /** The models that were used and are not any more. */
    List<UUID> listWithdrawn() {
        return database.sql("select id from own_model where state = 'WITHDRAWN' order by id")
                .list(UUID.class);
    }

    /** The tenants that are pinned to a withdrawn model of their own. A pin of the operator to another model is left alone. */
    List<TenantId> listPinned() {
        return database.sql("""
                        select t.id from tenant t join own_model m on m.tenant_id = t.id and m.model = t.pinned_model
                        where m.state = 'WITHDRAWN' order by t.id
                        """).list(UUID.class).stream().map(TenantId::new).toList();
    }

    /** Records that the tenant's analyses use the model. */
    void activate(UUID model) {
        database.sql("update own_model set state = 'ACTIVE' where id = :id and state = 'PUBLISHING'")
                .bind("id", model)
                .update();
    }
}
