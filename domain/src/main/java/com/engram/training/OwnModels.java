package com.engram.training;

import com.engram.database.Database;
import com.engram.images.storage.ObjectStore;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads the models of the current tenant, or of all tenants for the operator. */
@ApplicationScoped
@Transactional
public class OwnModels {

    private final Database database;
    private final ObjectStore store;
    private final StoredModels storedModels;

    @Inject
    OwnModels(Database database, ObjectStore store, StoredModels storedModels) {
        this.database = database;
        this.store = store;
        this.storedModels = storedModels;
    }

    /** The key of a model's files in the object store. */
    static String key(UUID model) {
        return "model-" + model;
    }

    /** The models that the current scope may see, the newest request first; at most a hundred. */
    public List<OwnModel> listModels() {
        return database
                .sql(OwnModel.Row.QUERY + " order by m.requested_at desc, m.id limit 100")
                .list(OwnModel.Row.class)
                .stream()
                .map(OwnModel.Row::toModel)
                .toList();
    }

    /** The model with this id, if the current scope may see it. */
    public Optional<OwnModel> findModel(UUID id) {
        return database.sql(OwnModel.Row.QUERY + " where m.id = :id")
                .bind("id", id)
                .find(OwnModel.Row.class)
                .map(OwnModel.Row::toModel);
    }

    /**
     * Deletes the files of all models of a tenant from the object store, before the tenant itself is erased. The worker's copies are
     * deleted by {@link PublishModels#sync}.
     *
     * @throws com.engram.images.storage.StorageException if the object store is not available
     */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public void deleteFilesOf(TenantId tenant) {
        store.delete(
                database
                        .sql("select id from own_model where tenant_id = :tenant")
                        .bind("tenant", tenant)
                        .list(UUID.class)
                        .stream()
                        .flatMap(this::keys)
                        .toList());
    }

    private Stream<String> keys(UUID model) {
        return Stream.of(List.of(key(model)), TrainingKeys.all(model), storedModels.keys(model))
                .flatMap(List::stream);
    }
}
