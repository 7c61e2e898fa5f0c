package com.engram.analysis;

import com.engram.database.Database;
import com.engram.refusals.Refusal;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The images of the current scope whose analysis was requested together with their upload form. A request waits until the
 * bytes have arrived; then the analysis is accepted, or refused for good. It is deleted with its image, and when the client
 * requests an analysis itself before the bytes were noticed.
 */
@ApplicationScoped
@Transactional
public class AnalysesOnArrival {

    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    /** A queue announces uploads within seconds, so that the object store is asked only for what was not announced. */
    private static final Duration FIRST_CHECK_AFTER_QUEUE = Duration.ofMinutes(1);

    private final Database database;
    private final Optional<String> uploadQueue;

    @Inject
    AnalysesOnArrival(
            Database database, @ConfigProperty(name = "engram.uploads.queueUrl") Optional<String> uploadQueue) {
        this.database = database;
        this.uploadQueue = uploadQueue;
    }

    /** The state of a request. */
    public enum State {
        /** The bytes have not arrived, or have not been noticed. */
        WAITING,
        /** The analysis was accepted. */
        ACCEPTED,
        /** The plan did not allow the analysis when the bytes arrived. */
        REFUSED
    }

    /**
     * A request.
     *
     * @param analysis the accepted analysis; empty in other states, and after it was deleted
     * @param problemCode why it was refused, for programs
     * @param problemDetail the same as a sentence
     */
    public record Requested(
            State state,
            boolean deepHeatmap,
            Optional<UUID> analysis,
            Optional<String> problemCode,
            Optional<String> problemDetail) {}

    private record NewRow(UUID image, UUID tenant, boolean deepHeatmap) {}

    private record Resolved(
            UUID image,
            State state,
            @Nullable UUID analysis,
            @Nullable String code,
            @Nullable String detail) {}

    /**
     * Records a request.
     *
     * @param tenant the owner of the image
     */
    public void add(UUID image, TenantId tenant, boolean deepHeatmap) {
        database.sql("""
            insert into analysis_on_arrival (image_id, tenant_id, deep_heatmap, state, requested_at, next_check_at)
            values (:image, :tenant, :deepHeatmap, 'WAITING', now(), now() + make_interval(secs => :firstCheck))
            """)
                .bindAll(new NewRow(image, tenant.value(), deepHeatmap))
                .bind("firstCheck", uploadQueue.isPresent() ? FIRST_CHECK_AFTER_QUEUE : FIRST_CHECK)
                .update();
    }

    /** The request for an image, if there is one. */
    public Optional<Requested> find(UUID image) {
        return database.sql("""
            select state, deep_heatmap, analysis_id as analysis, problem_code, problem_detail
            from analysis_on_arrival where image_id = :image
            """).bind("image", image).find(Requested.class);
    }

    /** Records the analysis that a waiting request led to. */
    public void markAccepted(UUID image, UUID analysis) {
        resolve(new Resolved(image, State.ACCEPTED, analysis, null, null));
    }

    /** Records why a waiting request was refused for good. */
    public void markRefused(UUID image, Refusal refusal) {
        resolve(new Resolved(image, State.REFUSED, null, refusal.reason().code(), refusal.detail()));
    }

    private void resolve(Resolved resolved) {
        database.sql("""
            update analysis_on_arrival
            set state = :state, analysis_id = :analysis, problem_code = :code, problem_detail = :detail
            where image_id = :image and state = 'WAITING'
            """).bindAll(resolved).update();
    }

    /** Deletes the request for an image unless its analysis was accepted, because the client has requested one itself. */
    public void deleteUnaccepted(UUID image) {
        database.sql("delete from analysis_on_arrival where image_id = :image and state <> 'ACCEPTED'")
                .bind("image", image)
                .update();
    }

    /**
     * Takes the analysis that was accepted for an image when its bytes arrived, for the client's own first request with the
     * same options. Later requests get none.
     */
    public Optional<UUID> takeAccepted(UUID image, boolean deepHeatmap) {
        return database.sql("""
            update analysis_on_arrival set given_to_client = true
            where image_id = :image and deep_heatmap = :deepHeatmap and analysis_id is not null and not given_to_client
            returning analysis_id
            """)
                .bind("image", image)
                .bind("deepHeatmap", deepHeatmap)
                .find(UUID.class);
    }

    /** Whether {@link #takeAccepted} would return an analysis. */
    public boolean hasAccepted(UUID image, boolean deepHeatmap) {
        return database.sql("""
            select exists (select from analysis_on_arrival
              where image_id = :image and deep_heatmap = :deepHeatmap and analysis_id is not null and not given_to_client)
            """)
                .bind("image", image)
                .bind("deepHeatmap", deepHeatmap)
                .get(Boolean.class);
    }

    /**
     * A page of waiting requests whose next check is due, the longest overdue first. Their next checks are put off by a
     * quarter of their age, so that a form that is never used costs few calls of the object store. Another server gets others.
     */
    public List<UUID> claimDue(int limit) {
        return database.sql("""
            update analysis_on_arrival r
            set next_check_at = now() + greatest(interval '2 seconds', (now() - requested_at) / 4)
            where image_id in (
              select image_id from analysis_on_arrival where state = 'WAITING' and next_check_at <= now()
              order by next_check_at limit :limit for update skip locked)
            returning image_id
            """).bind("limit", limit).list(UUID.class);
    }

    /** The owner of an image with a waiting request. */
    public Optional<TenantId> findTenantOfWaiting(UUID image) {
        return database.sql("select tenant_id from analysis_on_arrival where image_id = :image and state = 'WAITING'")
                .bind("image", image)
                .find(TenantId.class);
    }
}
