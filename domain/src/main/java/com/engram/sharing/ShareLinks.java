package com.engram.sharing;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds share links by their tokens, lists those of the current tenant, and revokes them. */
@ApplicationScoped
@Transactional
public class ShareLinks {

    private static final String OPEN = """
            select s.id, s.image_id as image, s.comparison_id as comparison, s.project_id as project,
              coalesce(i.filename, c.name, p.name, '') as name, s.password_hash is not null as has_password, s.allows_comments,
              (select cast(count(*) as int) from share_comment m where m.link_id = s.id) as comments, s.created_at, s.expires_at
            from share_link s left join image i on i.id = s.image_id left join comparison c on c.id = s.comparison_id
              left join project p on p.id = s.project_id
            where s.tenant_id = current_tenant() and s.revoked_at is null and s.expires_at > :now\s""";

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ShareLinks(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A valid link as a guest has found it.
     *
     * @param tenant in whose scope the result is read
     * @param passwordHash of the password that guests have to know; empty without one
     * @param allowsComments whether guests may comment
     */
    public record FoundLink(
            UUID id, SharedResult result, TenantId tenant, Optional<String> passwordHash, boolean allowsComments) {}

    private record FoundRow(
            UUID id,
            Optional<UUID> image,
            Optional<UUID> comparison,
            Optional<UUID> project,
            TenantId tenant,
            Optional<String> passwordHash,
            boolean allowsComments) {

        FoundLink toLink() {
            return new FoundLink(id, resultOf(image, comparison, project), tenant, passwordHash, allowsComments);
        }
    }

    private record OpenRow(
            UUID id,
            Optional<UUID> image,
            Optional<UUID> comparison,
            Optional<UUID> project,
            String name,
            boolean hasPassword,
            boolean allowsComments,
            int comments,
            Instant createdAt,
            Instant expiresAt) {

        ShareLink toLink() {
            return new ShareLink(
                    id,
                    resultOf(image, comparison, project),
                    name,
                    hasPassword,
                    allowsComments,
                    comments,
                    createdAt,
                    expiresAt);
        }
    }

    private static SharedResult resultOf(Optional<UUID> image, Optional<UUID> comparison, Optional<UUID> project) {
        return image.map(SharedResult::ofImage)
                .or(() -> comparison.map(SharedResult::ofComparison))
                .or(() -> project.map(SharedResult::ofProject))
                .orElseThrow();
    }

    /** The valid link with a token. It is called before a tenant is known. */
    public Optional<FoundLink> findByToken(String token) {
        return database.sql("""
                        select id, image_id as image, comparison_id as comparison, project_id as project, tenant_id as tenant,
                          password_hash, allows_comments
                        from find_share_link(:hash, :now)
                        """)
                .bind("hash", ShareToken.hash(token))
                .bind("now", clock.instant())
                .find(FoundRow.class)
                .map(FoundRow::toLink);
    }

    /** The valid links to a result of the current tenant, the newest first. */
    public List<ShareLink> listOpen(SharedResult result) {
        return list(open("and s.%s_id = :result order by s.id desc"
                        .formatted(result.kind().code()))
                .bind("result", result.id()));
    }

    /**
     * The valid links of the current tenant, the newest first.
     *
     * @param before the last link of the previous page; empty for the first page
     */
    public List<ShareLink> listOpen(Optional<UUID> before, int limit) {
        return list(
                open("and (cast(:before as uuid) is null or s.id < cast(:before as uuid)) order by s.id desc limit :limit")
                        .bind("before", before)
                        .bind("limit", limit));
    }

    /** A valid link of the current tenant. */
    public Optional<ShareLink> findOpen(UUID id) {
        return open("and s.id = :id").bind("id", id).find(OpenRow.class).map(OpenRow::toLink);
    }

    private SqlStatement open(String condition) {
        return database.sql(OPEN + condition).bind("now", clock.instant());
    }

    private static List<ShareLink> list(SqlStatement statement) {
        return statement.list(OpenRow.class).stream().map(OpenRow::toLink).toList();
    }

    /** Revokes a valid link of the current tenant; the link, or empty if there is none. */
    public Optional<ShareLink> revoke(UUID id) {
        Optional<ShareLink> link = findOpen(id);
        link.ifPresent(open -> {
            database.sql("update share_link set revoked_at = :now where id = :id and revoked_at is null")
                    .bind("now", clock.instant())
                    .bind("id", id)
                    .update();
            audit.record(open.result().kind().code() + ".unshared", "link of " + open.createdAt());
        });
        return link;
    }
}
